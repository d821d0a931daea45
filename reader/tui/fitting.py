"""Lines with marks in them, cut so that the marks are seen."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.positions import Span
from reader.tui.safe import crop, crop_at_word, safe_line
from reader.tui.wrapping import wrapped

LEAD_SHARE = 0.3
"""Share of a line that stands before what was looked for, where the excerpt is longer than the line."""

KEPT_HEADS = 256
"""Groups of names of which it is kept how they are cut: rows of a screen that have the same ones around them."""

LEAST_FOLDER_CELLS = 4
"""A shorter piece of a folder tells nothing."""

LEAST_CELLS = 8
"""A sentence is not broken into shorter lines."""

_TERM = re.compile(r"( *)((?:\S+(?: \S+)* {2,}(?=\S))?)")
"""The indent of a line, and what stands before a wide gap."""


def fit_excerpt(text: str, marks: Sequence[Span], cells: int) -> tuple[str, list[Span]]:
    """The part of a text around its first mark that fits a line, on one line, and the marks in it."""
    line = safe_line(text.replace("\n", " ").replace("\t", " "))
    first = marks[0][0] if marks else 0
    start = 0
    if marks and cell_len(line) > cells and cell_len(line[: marks[0][1]]) > cells * (1 - LEAD_SHARE):
        start = first
        while start > 0 and cell_len(line[start - 1 : first]) <= cells * LEAD_SHARE - 1:
            start -= 1
        word = line.find(" ", start, first) + 1
        start = word if 0 < word <= first else start
    before = "…" if start else ""
    shown = before + crop_at_word(line[start:], cells - len(before))
    moved = len(before) - start
    kept = [(low + moved, min(high + moved, len(shown))) for low, high in marks if low >= start]
    return shown, [(low, high) for low, high in kept if low < high]


def fit_title(title: str, matched: Sequence[int], cells: int) -> tuple[str, frozenset[int]]:
    """The part of a title that fits a line, and the matched characters in it.

    It is the beginning, or else what stands before the last matched character, with what follows if there is room. A
    word is cut where less than half of the line would be left.
    """
    line = safe_line(title)
    shown = crop_at_word(line, cells)
    if 2 * cell_len(shown) < cells:
        shown = crop(line, cells)
    last = matched[-1] if matched else -1
    if shown == line or last < len(shown) - 1:
        return shown, frozenset(at for at in matched if at < len(shown))
    end = line.find(" ", last) if " " in line[last:] else len(line)
    if cell_len(line[last:end]) > cells - 2:
        end = last + 1
    room = cells - (2 if end < len(line) else 1) - cell_len(line[last:end])
    start = last
    while start > 0 and (room := room - cell_len(line[start - 1])) >= 0:
        start -= 1
    first = next(at for at in matched if at >= start)
    start = max(start, line.find(" ", start, first) + 1)
    before = "…" if start else ""
    longer = crop_at_word(before + line[start:], cells)
    short = crop(f"{before}{line[start:end]}{'…' if end < len(line) else ''}", cells)
    shown = max(longer, short, key=len)
    moved = bool(start) - start
    return shown, frozenset(at + moved for at in matched if start <= at and at + moved < len(shown))


def fit_name(name: str, matched: Sequence[int], cells: int, head: int | None = None) -> tuple[str, frozenset[int]]:
    """The part of the name of a file that fits a line, and the matched characters in it: its end, which tells files of
    one kind apart, without what says of which kind they are, after the `head` cells of its beginning, or as much of its
    first folder as the name of the file leaves; or as a title where something else was matched."""
    line = safe_line(name)
    if cell_len(line) <= cells:
        return line, frozenset(matched)
    stem, _, kind = line.rpartition(".")
    bare = stem if stem and kind.isalpha() else line
    head = _folder_kept(bare, cells) if head is None else head
    if cell_len(bare) <= cells:
        begun, start, before = 0, 0, ""
    else:
        begun, start, room, before = 0, len(bare), cells - 1, "…"
        while (head := head - cell_len(bare[begun])) >= 0:
            room -= cell_len(bare[begun])
            begun += 1
        while (room := room - cell_len(bare[start - 1])) >= 0:
            start -= 1
        wanted = min((at for at in matched if at >= begun), default=len(bare))
        if begun and (slash := bare.find("/", start)) >= 0 and slash <= wanted:
            start = slash  # a piece of the name of a folder tells less than that something is left out
    if any(begun <= at < start or at >= len(bare) for at in matched):
        if begun:
            return fit_name(name, matched, cells, LEAST_FOLDER_CELLS if begun > LEAST_FOLDER_CELLS else 0)
        return fit_title(name, matched, cells)
    moved = begun + len(before) - start
    return bare[:begun] + before + bare[start:], frozenset(at + moved * (at >= start) for at in matched)


def _folder_kept(name: str, cells: int) -> int:
    """How many cells of the first folder of a name are kept beside the name of the file and an ellipsis; none if that
    would tell nothing."""
    folder, slash, rest = name.partition("/")
    kept = min(cell_len(folder + slash), cells - 1 - cell_len(f"/{rest.rpartition('/')[2]}")) if slash else 0
    return kept if kept >= LEAST_FOLDER_CELLS else 0


def folders_differ(names: Sequence[str]) -> bool:
    """Whether the first folders of some names tell them apart."""
    return len({name.partition("/")[0] for name in names if "/" in name}) > 1


def head_kept(names: Sequence[str], cells: int) -> int | None:
    """How many cells of their beginnings names keep where they are cut to so many `cells`: as many as tell most of them
    apart, best none, or their first folder (None) where these differ."""
    return _head_kept(tuple(names), cells)


@lru_cache(KEPT_HEADS)
def _head_kept(names: tuple[str, ...], cells: int) -> int | None:
    if all(cell_len(name) <= cells for name in names):
        return 0

    def told_apart(head: int | None) -> int:
        return len({fit_name(name, (), cells, head)[0] for name in names})

    first: tuple[int | None, ...] = (None, 0) if folders_differ(names) else (0,)
    heads: tuple[int | None, ...] = (*first, cells // 3, cells // 2, cells - 1)
    return max(heads, key=told_apart)


def broken(text: str, cells: int) -> list[str]:
    """A sentence as lines of at most so many cells, broken between words: each keeps the indent of the first, or hangs
    under what it says of a term, which stands behind a wide gap; further in than the term where that leaves no room."""
    indent, term = _TERM.match(text).groups()  # type: ignore[union-attr]  # it matches anything
    first = indent + term
    if term and cells - cell_len(first) < max(LEAST_CELLS, cells // 2):
        first, further = indent, indent + "  "
    else:
        further = " " * cell_len(first)
    lines = wrapped(text[len(first) :], max(LEAST_CELLS, cells - len(further)))
    return [first + lines[0], *(further + line for line in lines[1:])] if lines else [text]


def marked(text: str, matched: frozenset[int], style: Style, match_style: Style) -> list[Segment]:
    """A text with the style of what was looked for on some of its characters."""
    if not matched:
        return [Segment(text, style)]
    return [
        Segment("".join(text[at] for at in run), match_style if is_match else style)
        for is_match, run in groupby(range(len(text)), matched.__contains__)
    ]
