"""What stands before the rows of the screen on which a line goes on that is wider than it.

It hangs under its own text: as far in as the line begins, and behind what marks it as an item. Nothing here imports
numpy: the first page needs it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from reader.text.file_lines import NARROWEST_WRAP, FileLine
from reader.text.filled import is_prose

TURNED_VERSE, TURNED_CODE = "  ", "↳ "
"""What stands there behind the indentation of one of several lines that are kept: verse is turned over further in, and
of code and tables, whose blanks may mean something, a sign says that no line begins there."""

FEW_SET_IN = 1 / 3
"""Share of the paragraphs of prose up to which those that begin at one indentation are set in as a whole, as what is
quoted is; of more, only the first line begins there."""

_SIGN = re.compile("[^> ]")

_BLANKS = {"\t": "    ", "\u3000": "  "}
"""What of the beginning of a line stands there as more than one blank."""


def hanging(text: str, line: FileLine, turned: str = "") -> str:
    """What stands before the further rows of a line; of one that is no item, `turned` with it."""
    before = blanks(text[line.start : line.body + line.mark])
    return before if line.mark else before + turned


def blanks(before: str) -> str:
    """What is as wide as the beginning of a line, with the signs of quoted mail in it as they are."""
    return _SIGN.sub(lambda sign: _BLANKS.get(sign[0], " "), before)


def turned(text: str, lines: Sequence[FileLine]) -> str:
    """What stands behind the indentation of lines that are kept, where one of them goes on: of a line by itself that is
    no record, no row and no code, or is short, nothing."""
    if len(lines) > 1:
        return TURNED_CODE if any(line.is_kept for line in lines) or _is_code(text, lines) else TURNED_VERSE
    line = lines[0]
    if line.is_own:
        return TURNED_CODE
    if line.closes or line.width < NARROWEST_WRAP or text.startswith("#", line.body):
        return ""
    return TURNED_CODE if line.is_kept or _is_code(text, lines) else ""


def _is_code(text: str, lines: Sequence[FileLine]) -> bool:
    """Whether lines have the signs of code, of which verse has many at its ends, but begins with capitals."""
    return not all(text[line.body].isupper() for line in lines) and not is_prose(text, lines)


def set_in(firsts: Sequence[FileLine]) -> frozenset[int]:
    """The indentations of paragraphs of prose, by the first line of each, at which few begin: those are set in."""
    counted = Counter(line.indent for line in firsts)
    return frozenset(
        indent for indent, count in counted.items() if indent > min(counted) and count <= FEW_SET_IN * len(firsts)
    )
