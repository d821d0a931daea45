"""The one door between untrusted text and Textual.

Textual reads a plain `str` as markup, raises on bad markup, and passes escape sequences through to the terminal. So
whatever comes from a file, a file name or an error message goes through here and nowhere else.
"""

from textual.content import Content

from reader.text.controls import sanitise

TAB = "    "
"""A tab as the screen shows it: terminals would move the cursor and leave cells undrawn."""


def safe_line(text: str) -> str:
    """`text` as characters that are harmless on one line; may be longer than `text` where there were tabs."""
    return sanitise(text, keep="\t").replace("\t", TAB)


def safe(text: str, style: str = "") -> Content:
    """`text` as content that is never parsed as markup."""
    return Content.styled(safe_line(text), style) if style else Content(safe_line(text))
