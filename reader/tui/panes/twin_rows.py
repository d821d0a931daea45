"""The rows of the repeats pane: headings, twins, stock phrases that are folded away, or why there is nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reader.plurals import plural
from reader.settings import RepeatsSettings
from reader.tui.listing import Entry, Listing


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
    wrapped: Callable[[str], Iterable[str]],
) -> list[Row]:
    """The rows in order; `note` and the articles that are `near` where there are no twins, sentences in the lines that
    `wrapped` makes of them."""
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
        rows += [Row(line) for line in wrapped(note)]
        if near:
            rows += [Row(), Row("Nearest", heads=True), *(Row(near=each) for each in near)]
    if listing.left_out:
        rows += [Row(), *(Row(line) for line in wrapped(f"Left out: {listing.left_out}."))]
    return rows


def _by_passage(entries: Sequence[Entry], wanted: RepeatsSettings) -> bool:
    """Whether twins of several passages are listed passage by passage; of another order the title tells."""
    several = any(entry.passage is not entries[0].passage for entry in entries)
    return several and wanted.sort == RepeatsSettings().sort
