"""What is written to the terminal, in fewer bytes: over a slow line they are what one waits for."""

import re

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_COLORS = re.compile(r"38;2;\d+;\d+;\d+;48;2;\d+;\d+;\d+")
"""Both colours and nothing else: it replaces all of what was, if that was no more than this either."""


def terse(text: str) -> str:
    """A text that begins in no style, with all that is no style at the same places and in the same styles.

    Textual begins and ends each piece of a line with its whole style (SGR of ECMA-48), also where the next piece has
    the same one, or where there is nothing in it: that is a quarter of all that it writes.
    """
    written: list[str] = []
    style = wanted = ""
    at = 0
    for change in _STYLE.finditer(text):
        if at < change.start():
            written += _between(style, wanted), text[at : change.start()]
            style = wanted
        at = change.end()
        wanted = _told(change[1], wanted)
    written += _between(style, wanted), text[at:]
    return "".join(written)


def _told(numbers: str, before: str) -> str:
    """The style after a control sequence with some numbers, of which 0, or none, ends all that was."""
    if numbers in ("", "0"):
        return ""
    if numbers.startswith("0;"):
        return numbers.removeprefix("0;")
    return numbers if _replaces(numbers, before) else f"{before};{numbers}"


def _between(before: str, after: str) -> str:
    """What turns one style into another."""
    if before == after:
        return ""
    if not after:
        return "\x1b[0m"
    return f"\x1b[{after}m" if _replaces(after, before) else f"\x1b[0;{after}m"


def _replaces(style: str, before: str) -> bool:
    """Whether nothing is left of the style before."""
    return not before or bool(_COLORS.fullmatch(style) and _COLORS.fullmatch(before))
