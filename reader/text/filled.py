"""Which lines of a text a filler broke, such as fmt, a mail program or a typist at the margin, and which are meant.

A filler goes on to the next line where the next word has no room (or little: some make lines even, and typists guess).
Lines that are verse, code, entries of a list or a table, addresses or records of a log end elsewhere, and begin as if
something new did. In doubt a line is kept, since prose can be read line by line, and a table cannot be read as prose.
Nothing here imports numpy: the first page needs it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from reader.text.file_lines import NARROWEST_WRAP, WIDEST_FILLED, FileLine
from reader.text.gaps import see_gaps
from reader.text.joined import HYPHENS
from reader.text.partings import SENTENCE_ENDS, Lengths

RAGGED = 0.14
"""Share of the width that a filled line may leave free beside the next word: fmt makes lines even within 7 %, and
typists look at the margin."""

MOST_TYPED = 40
"""Lines that no blank line parts of the longest paragraph that was broken by hand, a little here or there."""

NEARLY_ALL = 0.75
"""Share of the line ends of a filled paragraph that must be as near to the margin: a line is cut when it is edited."""

FULL_SHARE = 0.4
"""Share of them at which the next word had no room at all."""

GOING_ON = 0.2
"""Share of the further lines of a filled paragraph that begin as a sentence goes on: verse begins with capitals, and of
the words of German half do."""

LONGEST_WORD = 40
"""Cells of the longest word that a filler breaks a line before: what breaks there is a link, and tells no margin."""

SURE_LINES = 4
"""Lines from which a paragraph shows by itself how wide it was filled."""

SHORT_FILLED = 3
"""Paragraphs, each too short to tell a margin by itself, that tell it together."""

SHORT_FIRST = 48
"""Cells of the first of two or three lines, where nothing else in the text tells how wide it was filled."""

MOST_SIGNS = 0.1
"""Share of the characters of prose, code and links in it left out, that are signs as code and tables have them."""

ALIKE, MOST_ALIKE = 4, 0.35
"""Characters with which lines begin, and the share of the lines of prose that begin alike at most."""

MOST_PROGRAM = 0.2
"""Share of the lines of prose that look like those of a program at most: it speaks of functions, too."""

CODE_INDENT = 4
"""Columns by which Markdown indents code (CommonMark 0.31, 4.4)."""

_MAY_BE_WITHIN = frozenset("-–—.")
"""Marks that may stand at the beginning of a line by chance: a dash, and the full stop of a number."""

_HTML = re.compile(r"</?[A-Za-z!]")

_REFERENCE = re.compile(r"\[[^\]\n]+\]: ")
"""What a link of Markdown refers to, each on a line of its own."""

_HARD_BREAK = re.compile(r"\\\n|. {2,}\n")

_SIGNS = re.compile(r"[{}()\[\]<>=;_/\\|&$@#*+^~`%]")

_COLUMN = re.compile(r"[^\s\d][,;](?=\w)|[,;](?=[^\W\d])")
"""Where a column of a table ends that is parted by nothing else."""

_PROGRAM = re.compile(r"\w\(|\w\[|[=!<>]=|[=-]>|::| = |[;{}=]$|^ *(?:import|return|assert|raise|else|def)\b")
"""What stands in a line of a program and hardly in one of prose."""

_QUOTED = re.compile(r"`[^`]*`|(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+")
"""What of prose is not said in words: code, links, addresses."""

Run = tuple[Sequence[FileLine], bool]
"""Lines, and whether they are one paragraph that was filled; lines that are meant are runs of one."""


def markdown_runs(text: str, lines: Sequence[FileLine]) -> Iterator[Run]:
    """The runs of Markdown: its line ends mean nothing within a paragraph or an item, however long its lines are."""
    in_list = False
    for stretch in _stretches(lines):
        first = stretch[0]
        in_list = first.mark > 0 or (in_list and first.indent > 0)
        is_code = not in_list and min(line.indent for line in stretch) >= CODE_INDENT
        is_other = is_code or _HTML.match(text, first.body) or (not first.start and text.startswith("---\n"))
        run: list[FileLine] = []
        for line in stretch:
            last = run[-1] if run else line
            meant = is_other or last.is_kept or line.is_kept or _REFERENCE.match(text, line.body)
            if run and (meant or line.mark or line.quote != last.quote or _HARD_BREAK.match(text, last.end - 1)):
                yield run, len(run) > 1
                run = []
            run.append(line)
        yield run, len(run) > 1


def runs(text: str, lines: Sequence[FileLine]) -> list[Run]:
    """The runs of any other text."""
    found: list[list[FileLine]] = []
    stretches = list(_stretches(lines))
    even = see_gaps(text, stretches)
    margins = _margins(text, stretches)
    widths: list[int] = []
    for stretch in stretches:
        width = _width(text, stretch, margins)
        for run in _joined(text, stretch, width, is_alone=len(stretches) == 1):
            found.append(run)
            widths.append(width)
    sure = [_is_surely_filled(text, run, width) for run, width in zip(found, widths, strict=True)]
    supported = sorted(
        {even, *(_longest(run, width) for run, width, is_sure in zip(found, widths, sure, strict=True) if is_sure)}
    )
    filled = [
        is_sure or (len(run) > 1 and _is_filled_beside(text, run, width, supported))
        for run, width, is_sure in zip(found, widths, sure, strict=True)
    ]
    shared = _shared_margins(
        [_longest(run, width) for run, width, is_so in zip(found, widths, filled, strict=True) if is_so]
    )
    told: list[Run] = []
    for run, is_filled in zip(found, filled, strict=True):
        if is_filled or (len(run) > 1 and _is_full_beside(text, run, shared)):
            told.append((run, True))
        else:
            told += [([line], False) for line in run]
    is_parted = any(line.blanks for line in lines[1:])
    return told if is_parted else list(_parted(text, told))


def _parted(text: str, told: Sequence[Run]) -> Iterator[Run]:
    """Runs of a text without blank lines, those of several paragraphs parted: where a full line closes a sentence, a
    paragraph may end."""
    parts = [_parts(run) if is_filled else [run] for run, is_filled in told]
    lengths = [(some[0][0].start, some[-1][-1].end, len(some) == 1) for some in parts]
    sentences = len(told) + sum(1 for _ in SENTENCE_ENDS.finditer(text, lengths[0][0], lengths[-1][1]))
    plain = [end - start for start, end, is_plain in lengths if is_plain]
    known = Lengths.of(plain, sentences, sum(end - start for start, end, _ in lengths))
    for (run, is_filled), some in zip(told, parts, strict=True):
        if known is None or len(some) == 1:
            yield run, is_filled
            continue
        begins = known.parting([part[0].start for part in some], [part[-1].end for part in some])
        for low, high in pairwise([*begins[::-1], len(some)]):
            yield [line for part in some[low:high] for line in part], True


def _parts(run: Sequence[FileLine]) -> list[list[FileLine]]:
    """A run cut where a paragraph may end."""
    parts: list[list[FileLine]] = []
    for line in run:
        if parts and not (parts[-1][-1].closes and not line.goes_on_from(parts[-1][-1])):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _stretches(lines: Sequence[FileLine]) -> Iterator[list[FileLine]]:
    """Lines that no blank line parts."""
    stretch: list[FileLine] = []
    for line in lines:
        if stretch and line.blanks:
            yield stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch


def _own_margin(text: str, stretch: Sequence[FileLine]) -> int:
    """The width of the lines that may be prose; of many without those few that stand out. Lines with a word that has no
    room on any line tell nothing."""
    lines = sorted((line for line in stretch if not line.is_kept and not line.is_long), key=attrgetter("width"))
    at = len(lines) - 1 - len(lines) // 20
    while at > 0 and _ends_long(text, lines[at]):
        at -= 1
    return lines[at].width if lines else 0


def _ends_long(text: str, line: FileLine) -> bool:
    """Whether a line ends with a word that would hardly have room on any."""
    ending = text[max(line.body, line.end - LONGEST_WORD) : line.end]
    return len(ending) == LONGEST_WORD and ending.isascii() and " " not in ending


def _margins(text: str, stretches: Sequence[Sequence[FileLine]]) -> list[int]:
    """The widths of stretches that are long enough to tell them, ascending."""
    return sorted(_own_margin(text, stretch) for stretch in stretches if len(stretch) >= SURE_LINES)


def _width(text: str, stretch: Sequence[FileLine], margins: Sequence[int]) -> int:
    """How wide a stretch was filled, if it was."""
    own = _own_margin(text, stretch)
    if len(stretch) >= SURE_LINES or not margins:
        return own
    at = bisect_left(margins, own)
    return margins[at] if at < len(margins) else own


def _joined(text: str, stretch: Sequence[FileLine], width: int, *, is_alone: bool) -> Iterator[list[FileLine]]:
    """The lines of a stretch in runs that may be paragraphs filled to a width; whether it `is_alone` in its text."""
    bases: dict[str, int] = {}
    for line in stretch:
        if not line.is_kept:
            bases[line.quote] = min(line.indent, bases.get(line.quote, line.indent))
    items = Counter((line.style, line.indent) for line in stretch if line.mark)
    has_fields = len(stretch) > 1 and all(line.is_field for line in stretch[:2])
    ragged = width * RAGGED
    is_long = len(stretch) > MOST_TYPED
    run: list[FileLine] = []
    is_said = False
    for line in stretch:
        is_field = has_fields and line.is_field
        is_within = line.style in _MAY_BE_WITHIN and items[line.style, line.indent] == 1
        # Of what no blank lines part only full lines go on: else its paragraphs could not be told.
        near = 0 if is_long or (is_alone and run and run[-1].closes) else ragged
        base = run[0].indent if is_said else bases.get(line.quote, 0)
        if run and (is_field or not _goes_on(run, line, width, near, base, is_within=is_within)):
            yield from _closing_parted(text, run, width)
            is_said = len(run) == 1 and not run[0].closes and line.indent > run[0].indent
            run = []
        run.append(line)
    yield from _closing_parted(text, run, width)


def _closing_parted(text: str, run: list[FileLine], width: int) -> Iterator[list[FileLine]]:
    """A run, and for itself what ends it as the closing of a letter does: short lines below a whole sentence, with
    which no sentence ends."""
    at = len(run)
    while at > 1 and not run[at - 1].closes and 2 * run[at - 1].width <= width:
        at -= 1
        if run[at - 1].closes and text[run[at].body].isupper():
            yield run[:at]
            yield run[at:]
            return
    yield run


def _goes_on(run: Sequence[FileLine], line: FileLine, width: int, near: float, base: int, *, is_within: bool) -> bool:
    """Whether a line may go on with a run; what may mark it as an item `is_within` a sentence perhaps."""
    last = run[-1]
    if last.is_kept or line.is_kept or last.is_long or line.is_long or last.quote != line.quote:
        return False
    free = width - (last.width + 1 + line.head)
    if line.mark and (not is_within or last.closes or free >= 0):
        return False
    if free >= near and not line.goes_on_from(last):
        return False
    if len(run) > 1:
        return line.indent == run[1].indent
    if last.mark:
        return True
    if line.indent > last.indent:  # behind a short line it is what is said of a term
        return free < max(near, RAGGED * width)
    # The first line of a paragraph may stand further in; two that do are two paragraphs, unless the second goes on.
    if line.indent < last.indent:
        return line.indent >= base
    return line.indent == base or not last.closes or line.goes_on_from(last)


def _ends(text: str, run: Sequence[FileLine], width: int) -> tuple[int, int, int, int]:
    """How many line ends of a run tell something, how many of them are near to the margin, how many full, and at how
    many a sentence goes on. A word that has no room on any line tells nothing; one that is divided had none."""
    ends = near = full = on = 0
    for last, line in pairwise(run):
        if last.width > width or (line.head >= LONGEST_WORD and last.width < (1 - RAGGED) * width):
            continue
        goes_on = line.goes_on_from(last)
        is_divided = line.begins_low and text[last.end - 1] in HYPHENS and text[last.end - 2].isalpha()
        free = -1 if is_divided else width - (last.width + 1 + line.head)
        ends += 1
        near += free <= width * RAGGED
        full += free < 0
        on += goes_on
    return ends, near, full, on


def _longest(run: Sequence[FileLine], width: int) -> int:
    """Width of the longest line of a run that was broken by its margin."""
    return min(width, max(line.width for line in run))


def _is_surely_filled(text: str, run: Sequence[FileLine], width: int) -> bool:
    """Whether a run tells by itself that it was filled to a width."""
    ends, near, full, on = _ends(text, run, width)
    if ends < SURE_LINES - 1 or not NARROWEST_WRAP <= width <= WIDEST_FILLED:
        return False
    return near >= NEARLY_ALL * ends and full >= FULL_SHARE * ends and on >= GOING_ON * ends and is_prose(text, run)


def _is_filled_beside(text: str, run: Sequence[FileLine], width: int, supported: Sequence[int]) -> bool:
    """Whether a run that does not tell by itself was filled, with what is known of the text around it."""
    ends, near, full, on = _ends(text, run, width)
    if not ends or near < (NEARLY_ALL * ends if ends > 2 else ends) or not is_prose(text, run):
        return False
    longest = _longest(run, width)
    at = bisect_left(supported, longest)
    if any(abs(margin - longest) <= RAGGED * margin for margin in supported[max(0, at - 1) : at + 1]):
        return on > 0 or full == ends
    return ends < SURE_LINES and on > 0 and run[0].width >= SHORT_FIRST and width <= WIDEST_FILLED


def _shared_margins(widths: Sequence[int]) -> list[int]:
    """The widths of filled paragraphs that tell a margin together with others nearly as wide, ascending."""
    ascending = sorted(widths)
    return [
        margin
        for number, margin in enumerate(ascending)
        if number + 1 >= SHORT_FILLED and ascending[number + 1 - SHORT_FILLED] >= (1 - RAGGED) * margin
    ]


def _is_full_beside(text: str, run: Sequence[FileLine], margins: Sequence[int]) -> bool:
    """Whether a run none of whose further lines begins as a sentence goes on, for they begin with nouns and names, was
    filled: it ends with a sentence, its other lines amid one, and where a margin that other paragraphs share left no
    room at all."""
    longest = max(line.width for line in run)
    at = bisect_left(margins, longest)
    if at == len(margins) or (1 - RAGGED) * margins[at] > longest or not run[-1].closes:
        return False
    if not all(_is_amid(text, last) and text[line.body].isalpha() for last, line in pairwise(run)):
        return False
    ends, _, full, _ = _ends(text, run, margins[at])
    return 0 < ends == full and is_prose(text, run)


def _is_amid(text: str, line: FileLine) -> bool:
    """Whether a line ends with a small word, behind which a sentence goes on."""
    word = text[max(line.body, line.end - LONGEST_WORD) : line.end].split()[-1]
    return word[0].islower() and word.rstrip(",").isalpha()


def is_prose(text: str, run: Sequence[FileLine]) -> bool:
    """Whether a run has few signs as code has them, and neither the columns nor the alike lines of records."""
    said = _QUOTED.sub("", text[run[0].body : run[-1].end])
    if sum(1 for _ in _SIGNS.finditer(said)) > MOST_SIGNS * len(said) or len(_COLUMN.findall(said)) >= len(run):
        return False
    if sum(1 for line in said.split("\n") if _PROGRAM.search(line)) > max(1, MOST_PROGRAM * len(run)):
        return False
    beginnings = Counter(text[line.body : line.body + ALIKE] for line in run)
    return max(beginnings.values()) <= max(2, MOST_ALIKE * len(run))
