"""Which twins the repeats pane lists, in which order, and what it leaves out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from reader.library.queries import Passage, Twin
from reader.plurals import plural
from reader.settings import RepeatsSettings
from reader.text.scripts import count_words
from reader.text.subtitles import without_cues

STOCK_WORDS = 30
"""Different words of a passage that may be a stock phrase, once or several times in a row: an invitation to subscribe,
a line about the author, the notice below a mail and below the mail that it answers."""

STOCK_CHARACTERS = 2_000
"""Characters of such a passage, at most: what is longer is none, whatever it says."""

STOCK_ARTICLES = 4
"""Other articles from which on so short a passage is taken for one. Of what is told everywhere, only a few twins of
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
    """Empty if it is the one on the page."""
    date: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What tells a passage from others of the article; nothing where the text cannot be had at once."""

    first_line: int = 0
    """1-based, in the source."""
    last_line: int = 0
    words: str = ""
    """Its first words."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What tells a twin from others of the same document or title; 0 where it is not known."""

    line: int = 0
    """Where it begins: 1-based, in the source."""
    words: int = 0
    """Words of what it tells of the page."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Twins that the user does not want to see."""

    twins: int
    why: str
    key: str
    """The id of the key that lists them."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The twins of an article in the order of the pane."""

    across: tuple[Entry, ...] = ()
    within: tuple[Entry, ...] = ()
    stock: tuple[Entry, ...] = ()
    """Those of short passages that many articles tell, and what is only loosely alike, as all lines of a log are."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def first(self) -> Entry | None:
        """The entry that is shown until another is chosen."""
        return next(iter((*self.across[:1], *self.within[:1], *self.stock[:1])), None)

    @property
    def said_left_out(self) -> str:
        """What was left out and why; empty if nothing was."""
        said = ", ".join(f"{each.twins:,} {each.why}" for each in self.left_out)
        return f"Left out: {said}." if said else ""


def listed(
    here: int,
    passages: Sequence[Passage],
    wanted: RepeatsSettings,
    text_of: Callable[[int, int], str],
    describe: Callable[[Entry], Described],
) -> Listing:
    """The twins of some passages as the user wants them. `text_of` gives the text of a span of the document."""

    @cache
    def count(start: int, end: int) -> int:
        from reader.text.words import words  # late: numpy

        return len(words(without_cues(text_of(start, end))))

    def is_stock(passage: Passage) -> bool:
        if passage.loose:
            return True
        if len(passage.twins) < STOCK_ARTICLES or passage.end - passage.start > STOCK_CHARACTERS:
            return False
        if _different_words(text_of(passage.start, passage.end)) > STOCK_WORDS:
            return False
        articles: set[tuple[str, str]] = set()
        for twin in passage.twins:
            described = describe(Entry(here, passage, twin))
            articles.add((described.document, described.article))
            if len(articles) == STOCK_ARTICLES:
                return True
        return False

    entries = [Entry(here, passage, twin) for passage in passages for twin in passage.twins]
    scope = [entry for entry in entries if wanted.scope in ("both", "within" if entry.twin.within else "across")]
    alike = [entry for entry in scope if entry.twin.similarity >= wanted.similarity]
    least = wanted.words
    long = [entry for entry in alike if not least or count(entry.twin.told_start, entry.twin.told_end) >= least]
    left_out = (
        LeftOut(
            len(entries) - len(scope), "in this document" if wanted.scope == "across" else "in others", "read.scope"
        ),
        LeftOut(len(scope) - len(alike), f"below {wanted.similarity:.0%}", "repeats.less-alike"),
        LeftOut(len(alike) - len(long), f"under {plural(wanted.words, 'word')}", "repeats.shorter"),
    )
    # By identity: to compare passages is to compare all their twins.
    stock = {id(passage) for passage in passages if is_stock(passage)}
    ordered = _ordered(long, wanted.sort, describe)
    usual = [entry for entry in ordered if id(entry.passage) not in stock]
    return Listing(
        tuple(entry for entry in usual if not entry.twin.within),
        tuple(entry for entry in usual if entry.twin.within),
        tuple(entry for entry in ordered if id(entry.passage) in stock),
        tuple(each for each in left_out if each.twins),
    )


def _different_words(text: str) -> int:
    """How many words a text would have if it said each one once; those of Han and Kana are counted as they stand."""
    spaced, ideographs = count_words(text)
    words = text.casefold().split()
    return ideographs + round(spaced * len(set(words)) / max(1, len(words)))


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
