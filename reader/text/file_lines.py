"""The lines of a file, with what the beginning and the end of each tell of it. Nothing here imports numpy."""

import re
from dataclasses import dataclass

from reader.text.punctuation import STOPS

WIDEST_WRAP = 132
"""Columns of the widest hard-wrapped text in which stories are sought: the wide mode of line printers and terminals."""

WIDEST_FILLED = 150
"""Columns of the widest lines that are joined: some projects fill their prose as wide as their programs."""

NARROWEST_WRAP = 40
"""Lines that are all shorter than this are verse, lists or code, and their ends mean something."""

STAMP = re.compile(r"\W?(?:\d{4}-\d\d-\d\d[T \]]|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )")
"""How the lines of a log begin, each of which stands for itself."""

STROKES = "-=*_~#+•—–"
CORNERS = "+╔╚┌└╭╰╒╘╓╙┏┗"
RULE = re.compile(rf"([{STROKES}])(?:\s*\1){{2,}}$|[{CORNERS}]([-=═─━])\2{{2,}}[+╗╝┐┘╮╯╕╛╖╜┓┛]$")
"""A line of dashes, stars and the like, or the upper or lower side of a box."""

LOOKED_AT = 160
"""Characters of a line that are looked at, at either end: longer ones were broken by no filler."""

_QUOTE = re.compile(r"(?:[ \t]{0,3}>)+")

_INDENT = re.compile(r"[ \t\u00a0\u3000]*")

_MARK = re.compile(
    r"(?:[-*+•·▪●‣◦–—]|o(?=  )|\(?(?:\d{1,3}|[a-z]|[ivxl]{2,5})\)|\d{1,3}\.|\[\^?\w{1,8}\]:?)[ \t\u00a0]+(?=\S)"
)
"""What marks items and footnotes."""

_COUNTED = re.compile(r"\w+")

_MARKED = re.compile(r"[|+\u2500-\u257f]|#{1,6} |```|~~~|//|/\*|;;|-- |[%$] ")
"""How lines of tables, headings, and the remarks of programs begin."""

_NO_PROSE = re.compile(r"[\W_]*$|\S.*(?:\.{4}|(?:\. ){3}|\\$)")
"""What has no words, or leaders between them, or goes on as commands do."""

_COLUMNS = re.compile(r"\S.*(?:[^\s.!?:] {3,}\S|[^\s.!?] *\t)")

_CLOSING_MARKS = frozenset("。，、；：？！）」』】》〉")
"""What begins no line of Chinese but where a filler that does not know it broke off what belongs to the line before."""

_FENCE = re.compile(r"```|~~~")

_FIELD = re.compile(r"[A-Za-z][\w-]{0,40}: ")

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
"""What takes two cells (UAX 11)."""

_CLOSING = re.compile(rf"[{re.escape(STOPS)}]['\"”»’)\]」』*_]*$|[。！？」』][”’）]*$")


@dataclass(slots=True)
class FileLine:
    """A line of a file that is not blank; its span has no white space at its end. Widths in cells."""

    start: int
    end: int
    blanks: int
    """Blank lines above it."""
    quote: str = ""
    """The signs of quoted mail before it, without blanks."""
    indent: int = 0
    body: int = 0
    """Where its own text begins, behind quotation signs and indentation."""
    mark: int = 0
    """Characters of what marks it as an item of a list, with the blank behind it."""
    style: str = ""
    """What kind of mark it is: all of a list have the same."""
    width: int = 0
    head: int = 0
    """Width of its first word; of Chinese, of its first character."""
    is_kept: bool = False
    """Whether it can be no line of prose, whatever stands beside it."""
    has_columns: bool = False
    """Whether it is kept only for the wide gaps between its words, which a filler makes, too, that makes lines even."""
    is_even: bool = False
    """Whether a filler made it as wide as its lines by gaps between its words."""
    is_word: bool = False
    """Whether it is one word, which no filler can break: its width tells nothing."""
    is_own: bool = False
    """Whether it stands for itself even among such lines: a record of a log."""
    is_field: bool = False
    """Whether it begins as the headers of mails do: with a name and a colon."""
    begins_low: bool = False
    """Whether it begins as a sentence goes on: with a small letter, or a mark that closes what is before it."""
    cased: bool = False
    """Whether it begins with a letter that could be a capital or a small one."""
    closes: bool = False
    """Whether a sentence ends with it."""

    @property
    def is_long(self) -> bool:
        """Whether no filler broke it, though it could have."""
        return self.width > WIDEST_FILLED and not self.is_word

    def goes_on_from(self, before: "FileLine") -> bool:
        """Whether it begins amid the sentence with which the line before ends."""
        return self.begins_low or (not self.cased and not before.closes)


def file_lines(text: str, start: int, end: int, blanks: int = 0) -> list[FileLine]:
    """The lines of `text[start:end]` that are not blank; `blanks` lines stand above the span."""
    lines: list[FileLine] = []
    position, fenced = start, False
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        last = _stripped_end(text, position, stop)
        if last == position:
            blanks += 1
        else:
            line = _read(text, FileLine(position, last, blanks))
            fence = _FENCE.match(text, line.body) is not None
            line.is_kept = line.is_kept or fenced
            fenced ^= fence
            lines.append(line)
            blanks = 0
        position = stop + 1
    return lines


def _stripped_end(text: str, start: int, end: int) -> int:
    while end - start > LOOKED_AT and text[end - 1].isspace():
        end -= 1
    return end if end - start > LOOKED_AT else start + len(text[start:end].rstrip())


def _read(text: str, line: FileLine) -> FileLine:
    """Say of a line what its beginning and its end tell."""
    start, end = line.start, line.end
    at = start
    if text[at] in "> \t" and (found := _QUOTE.match(text, at, end)):
        line.quote = ">" * found[0].count(">")
        at = found.end()
    if at < end and text[at] in " \t\u00a0\u3000":
        at = _INDENT.match(text, at, end).end()  # type: ignore[union-attr]
    line.body = at
    shown = text[start : min(end, start + LOOKED_AT)]
    line.indent = _cells(shown[: at - start])
    line.width = _cells(shown) if end - start <= LOOKED_AT else end - start
    if at == end:
        line.is_kept = True
        return line
    first = text[at]
    if not first.isalpha() and (found := _MARK.match(text, at, end)):
        line.mark = found.end() - at
        line.style = _COUNTED.sub("", found[0]).strip()
        first = text[found.end()]
    elif (text.find(")", at + 1, at + 6) > 0 or text.startswith("o  ", at)) and (found := _MARK.match(text, at, end)):
        line.mark, line.style = found.end() - at, _COUNTED.sub("", found[0]).strip() or "o"
    words = text[at : min(end, at + LOOKED_AT)]
    line.head = 2 if _WIDE.match(first) else _cells(words.split(None, 1)[0])
    line.begins_low = first.islower() or first in _CLOSING_MARKS
    line.cased = first.islower() or first.isupper() or not first.isalpha()
    line.is_field = not line.indent and _FIELD.match(text, at, end) is not None
    line.closes = _CLOSING.search(text, max(at, end - 8), end) is not None
    line.is_own = STAMP.match(text, start) is not None
    line.is_word = words.isascii() and text.find(" ", at, end) < 0
    may_be_prose = line.is_long or first in _CLOSING_MARKS
    is_no_prose = not may_be_prose and _NO_PROSE.match(text, at, end)
    line.is_kept = bool(line.is_own or _MARKED.match(text, at, end) or is_no_prose)
    line.has_columns = not (may_be_prose or line.is_kept) and _COLUMNS.match(text, at, end) is not None
    line.is_kept = line.is_kept or line.has_columns
    return line


def _cells(text: str) -> int:
    if "\t" in text:
        text = text.expandtabs(8)
    return len(text) if text.isascii() else len(text) + sum(1 for _ in _WIDE.finditer(text))
