"""The one door between untrusted text and Textual.

Textual reads a plain `str` as markup, raises on bad markup, and passes escape sequences through to the terminal. So
whatever comes from a file, a file name or an error message goes through here and nowhere else.
"""

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from reader.text.controls import sanitise

TAB = "    "
"""A tab as the screen shows it: terminals would move the cursor and leave cells undrawn."""


def safe_line(text: str) -> str:
    """`text` as characters that are harmless on one line; may be longer than `text` where there were tabs."""
    return sanitise(text, keep="\t").replace("\t", TAB)


def safe(text: str) -> Content:
    """`text` as content that is never parsed as markup."""
    return Content(safe_line(text))


def crop(text: str, cells: int) -> str:
    """`text` cut to `cells`, with an ellipsis if anything was cut."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, max(0, cells - 1)).rstrip() + "…" if cells > 0 else ""


def crop_at_word(text: str, cells: int) -> str:
    """As `crop`, but never inside a word if there is another place."""
    if cell_len(text) <= cells:
        return text
    cut = set_cell_size(text, max(0, cells - 1))
    if len(cut) < len(text) and not text[len(cut)].isspace() and " " in cut.strip():
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:—–-") + "…" if cells > 0 else ""
