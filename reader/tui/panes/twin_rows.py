"""The rows of the repeats pane: passages, twins, stock phrases that are folded away, or why there is nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from reader.library.queries import Twin
from reader.plurals import percent, plural
from reader.settings import RepeatsSettings
from reader.tui.fitting import fit_name, head_kept
from reader.tui.listing import Described, Entry, Extent, Listing, Told
from reader.tui.panes.twin_text import Pieces
from reader.tui.safe import crop_at_word, safe_line
from reader.tui.wrapping import wrapped

DATE_CELLS = 44
"""Width of the pane from which on the dates of all twins are shown."""


@dataclass(frozen=True, slots=True)
class Near:
    """An article that is like the one on the page without repeating it."""

    document: int
    article: int
    name: str
    title: str
    shared: int
    """How many of the words that tell most about the one on the page it has."""
    telling: int
    """How many these are."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is no twin, or stands for one."""

    text: str = ""
    entry: Entry | None = None
    near: Near | None = None
    folds: bool = False
    """It opens and folds the stock phrases."""
    heads: bool = False
    """It says what the rows below it have in common."""
    passage: Entry | None = None
    """It names the passage that this entry and those below are twins of."""
    among_others: bool = False
    """Other twins stand in the same document: where this one begins tells it from them."""


def rows_of(
    listing: Listing,
    wanted: RepeatsSettings,
    note: str,
    near: Sequence[Near],
    *,
    stock_open: bool,
    cells: int,
) -> list[Row]:
    """The rows in order; `note` and the articles that are `near` where there are no twins. Sentences are broken into
    lines of so many cells."""
    rows: list[Row] = []
    places = Counter(map(_place, (*listing.across, *listing.within, *listing.stock)))

    def twins(entries: Sequence[Entry]) -> Iterator[Row]:
        before, names_passages = None, _by_passage(entries, wanted)
        for entry in entries:
            if names_passages and entry.passage is not before:
                yield Row(passage=entry)
            before = entry.passage
            yield Row(entry=entry, among_others=places[_place(entry)] > 1)

    for title, entries in (("In other documents", listing.across), ("Again in this document", listing.within)):
        if entries:
            rows += [*([Row()] if rows else []), Row(title, heads=True), *twins(entries)]
    if listing.stock:
        sign = "▾" if stock_open or not rows else "▸"
        phrases = plural(len({id(entry.passage) for entry in listing.stock}), "stock phrase")
        rows += [*([Row()] if rows else []), Row(f"{sign} {phrases}, {len(listing.stock):,} twins", folds=True)]
        if sign == "▾":
            rows += twins(listing.stock)
    if not rows:
        rows += [Row(line) for line in wrapped(note, cells)]
        if near:
            telling = plural(near[0].telling, "telling word")
            rows += [Row(), Row(f"Nearest, by {telling}", heads=True), *(Row(near=each) for each in near)]
    if listing.left_out:
        rows += [Row(), *(Row(line) for line in wrapped(listing.said_left_out, cells))]
    return rows


def _place(entry: Entry) -> int | None:
    """The document in which a twin stands; None for that of the page."""
    return None if entry.twin.within else entry.twin.document


def _by_passage(entries: Sequence[Entry], wanted: RepeatsSettings) -> bool:
    """Whether twins of several passages are listed passage by passage."""
    several = any(entry.passage is not entries[0].passage for entry in entries)
    return several and wanted.sort == RepeatsSettings().sort


def pieces_of(
    row: Row,
    width: int,
    describe: Callable[[Entry], Described],
    extent_of: Callable[[Entry], Extent],
    told_of: Callable[[Entry], Told],
    names: Sequence[str],
) -> Pieces:
    """A row as it is drawn in `width` cells, among others with documents of some names."""
    if row.passage is not None:
        return ((" " + crop_at_word(_named(told_of(row.passage)), width - 2), "repeats--note"),)
    if row.near is not None:
        shared = f" {row.near.shared:>2} "
        name, _ = fit_name(row.near.name, (), width // 3)
        title = crop_at_word(safe_line(row.near.title), max(4, width - cell_len(shared) - cell_len(name) - 2))
        return ((shared, "repeats--similarity"), (f"{name}  ", "repeats--note"), (title, "repeats--article"))
    if row.entry is None:
        return ((f" {row.text}", "repeats--section" if row.heads or row.folds else "repeats--note"),)
    twin, described = row.entry.twin, describe(row.entry)
    has_others = row.among_others or (twin.within and not described.article)
    return _twin_pieces(twin, described, extent_of(row.entry) if has_others else Extent(), width, names)


def _named(told: Told) -> str:
    """What a passage is called: its lines on the page, and how it begins."""
    lines = f"line {told.first_line:,}" if told.first_line == told.last_line else ""
    lines = lines or f"lines {told.first_line:,}–{told.last_line:,}"
    return safe_line(f"{lines} · {told.words}") if told.first_line else ""


def _twin_pieces(twin: Twin, described: Described, extent: Extent, width: int, names: Sequence[str]) -> Pieces:
    """How much a twin is alike, where it stands, and when that was written or else how long it is."""
    alike = f"{percent(twin.similarity):>3}% "
    whole = safe_line(described.article if twin.within else described.document)
    line = f":{extent.line}" if extent.line else ""
    if not whole:
        whole, line = f"line {extent.line:,}" if extent.line else "in this article", ""
    room = max(0, width - len(alike) - 2 - len(line))
    note = safe_line(described.date) if described.date and width >= DATE_CELLS else ""
    words = plural(extent.words, "word") if extent.words else ""
    if not note and cell_len(whole) + 2 + len(words) <= room:
        note = words
    room = max(0, room - (len(note) + 2 if note else 0))
    name, style = (
        (crop_at_word(whole, room), "repeats--article")
        if twin.within
        else (fit_name(whole, (), room, head_kept(names, room))[0], "repeats--document")
    )
    space = " " * (room - cell_len(name) + 2)
    return (
        (" ", style),
        (alike, "repeats--similarity"),
        (name, style),
        (line, "repeats--note"),
        *(((space + note, "repeats--note"),) if note else ()),
    )
