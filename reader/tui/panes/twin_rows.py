"""The rows of the repeats pane: headings, twins, stock phrases that are folded away, or why there is nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from reader.plurals import percent, plural
from reader.settings import RepeatsSettings
from reader.tui.listing import Described, Entry, Listing
from reader.tui.panes.twin_text import Pieces
from reader.tui.safe import crop, crop_at_word, safe_line
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
    for title, short, entries in (
        ("In other documents", "In other documents", listing.across),
        ("Again in this document", "In this document", listing.within),
    ):
        if entries:
            heading = Row(f"{short}, by passage" if _by_passage(entries, wanted) else title, heads=True)
            rows += [*([Row()] if rows else []), heading, *(Row(entry=entry) for entry in entries)]
    if listing.stock:
        sign = "▾" if stock_open or not rows else "▸"
        phrases = plural(len({id(entry.passage) for entry in listing.stock}), "stock phrase")
        rows += [*([Row()] if rows else []), Row(f"{sign} {phrases}, {len(listing.stock):,} twins", folds=True)]
        if sign == "▾":
            rows += [Row(entry=entry) for entry in listing.stock]
    if not rows:
        rows += [Row(line) for line in wrapped(note, cells)]
        if near:
            rows += [Row(), Row("Nearest", heads=True), *(Row(near=each) for each in near)]
    if listing.left_out:
        rows += [Row(), *(Row(line) for line in wrapped(f"Left out: {listing.left_out}.", cells))]
    return rows


def _by_passage(entries: Sequence[Entry], wanted: RepeatsSettings) -> bool:
    """Whether twins of several passages are listed passage by passage; of another order the title tells."""
    several = any(entry.passage is not entries[0].passage for entry in entries)
    return several and wanted.sort == RepeatsSettings().sort


def pieces_of(row: Row, width: int, describe: Callable[[Entry], Described]) -> Pieces:
    """A row as it is drawn in `width` cells."""
    if row.near is not None:
        name = crop(safe_line(row.near.name), width // 3)
        title = crop_at_word(safe_line(row.near.title), max(4, width - cell_len(name) - 4))
        return ((f"  {name}  ", "repeats--note"), (title, "repeats--article"))
    if row.entry is None:
        return ((f" {row.text}", "repeats--section" if row.heads or row.folds else "repeats--note"),)
    entry = row.entry
    described = describe(entry)
    alike = f"{percent(entry.twin.similarity):>3}% "
    date = described.date if described.date and width >= DATE_CELLS else ""
    room = max(0, width - len(alike) - 2 - (len(date) + 2 if date else 0))
    name, style = (
        (crop_at_word(safe_line(described.article), room), "repeats--article")
        if entry.twin.within
        else (crop(safe_line(described.document), room), "repeats--document")
    )
    space = " " * (room - cell_len(name) + 2)
    return (
        (" ", style),
        (alike, "repeats--similarity"),
        (name, style),
        *(((space + safe_line(date), "repeats--note"),) if date else ()),
    )
