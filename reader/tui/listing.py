"""Which twins the repeats pane lists, in which order, and what it leaves out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.library.queries import Passage, Twin
from reader.plurals import plural
from reader.settings import RepeatsSettings

STOCK_WORDS = 30
"""Words of a passage that may be a stock phrase: an invitation to subscribe, a line about the author."""

STOCK_DOCUMENTS = 4
"""Other documents from which on so short a passage is taken for one. Of what is told everywhere, only a few twins of
each place are looked up."""

ORDERS = ("similarity", "date", "document")
SCOPES = ("both", "across", "within")

UNDATED = "9999"
"""Stands for an unknown date: after all others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One twin of one passage."""

    here: int
    """The document of the passage."""
    passage: Passage
    twin: Twin


@dataclass(frozen=True, slots=True)
class Described:
    """What to call the place where a twin stands."""

    document: str
    article: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The twins of an article in the order of the pane."""

    across: tuple[Entry, ...] = ()
    within: tuple[Entry, ...] = ()
    stock: tuple[Entry, ...] = ()
    """Those of short passages that many documents tell."""
    left_out: str = ""
    """What was left out and why; empty if nothing was."""

    @property
    def first(self) -> Entry | None:
        """The entry that is shown until another is chosen."""
        return next(iter((*self.across[:1], *self.within[:1], *self.stock[:1])), None)


def listed(
    here: int,
    passages: Sequence[Passage],
    wanted: RepeatsSettings,
    words_in: Callable[[int, int], int],
    describe: Callable[[Entry], Described],
) -> Listing:
    """The twins of some passages as the user wants them. `words_in` counts the words of a span of the document."""
    count = lru_cache(maxsize=None)(words_in)
    entries = [Entry(here, passage, twin) for passage in passages for twin in passage.twins]
    scope = [entry for entry in entries if wanted.scope in ("both", "within" if entry.twin.within else "across")]
    alike = [entry for entry in scope if entry.twin.similarity >= wanted.similarity]
    least = wanted.words
    long = [entry for entry in alike if not least or count(entry.twin.told_start, entry.twin.told_end) >= least]
    reasons = [
        (len(entries) - len(scope), "in this document" if wanted.scope == "across" else "in others"),
        (len(scope) - len(alike), f"below {wanted.similarity:.0%}"),
        (len(alike) - len(long), f"under {plural(wanted.words, 'word')}"),
    ]
    # By identity: to compare passages is to compare all their twins.
    stock = {
        id(passage)
        for passage in passages
        if passage.other_documents >= STOCK_DOCUMENTS and count(passage.start, passage.end) <= STOCK_WORDS
    }
    ordered = _ordered(long, wanted.sort, describe)
    usual = [entry for entry in ordered if id(entry.passage) not in stock]
    return Listing(
        tuple(entry for entry in usual if not entry.twin.within),
        tuple(entry for entry in usual if entry.twin.within),
        tuple(entry for entry in ordered if id(entry.passage) in stock),
        ", ".join(f"{number:,} {reason}" for number, reason in reasons if number),
    )


def _ordered(entries: Sequence[Entry], order: str, describe: Callable[[Entry], Described]) -> list[Entry]:
    """By similarity, passage by passage; by date, the oldest first; or by document."""
    if order == "date":
        return sorted(entries, key=lambda entry: describe(entry).date or UNDATED)
    if order == "document":
        return sorted(entries, key=lambda entry: (entry.twin.document, entry.twin.start))
    return list(entries)


def unusual(wanted: RepeatsSettings, changed: str) -> list[str]:
    """What is not usual about the twins that are wanted; first what was `changed` last, since the rest may be cut."""
    usual = RepeatsSettings()
    said = {
        "sort": f"by {wanted.sort}",
        "scope": {"across": "elsewhere", "within": "here"}.get(wanted.scope, ""),
        "similarity": f"≥{wanted.similarity:.0%} alike",
        "words": f"≥{plural(wanted.words, 'word')}",
    }
    names = [name for name in said if getattr(wanted, name) != getattr(usual, name)]
    return [said[name] for name in sorted(names, key=lambda name: name != changed)]


def next_of(choices: Sequence[str], present: str) -> str:
    """The choice after the present one, round the end."""
    return choices[(choices.index(present) + 1) % len(choices)] if present in choices else choices[0]
