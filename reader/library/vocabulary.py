"""The words of a library: which of them somebody may have meant, and which make an article what it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

from reader.find.cancelling import never
from reader.library.catalogue import Catalogue
from reader.library.fulltext import FullText
from reader.positions import Place

LEAST_LIKENESS = 70.0
"""Of two words, in percent, for one to be suggested for the other: a wrong letter in four, two in seven."""

MOST_SUGGESTIONS = 5

LENGTH_DIFFERENCE = 2
"""Letters by which a word that was meant may be longer or shorter."""

MOST_NEAREST = 5
"""Articles that are named as near to one that nobody tells again."""

TELLING_WORDS = 12
"""Words by which the nearest articles are looked for."""

LOOKED_UP_WORDS = 60
"""Longest words of an article whose frequency is looked up."""

COMMON_SHARE = 0.05
"""Words in more of the articles than this tell nothing."""


LEAST_SHARED, LEAST_SHARED_WORDS = 1 / 3, 2
"""Share, and number, of the telling words that an article must have to be named as near. Of 300 news stories those with
4 of 12 or more are on the same matter, of those with 3 about half."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """An article that is near to one."""

    place: Place
    """(document, article)."""
    shared: int
    """How many of the words that tell most about that one it has."""
    telling: int
    """How many words these are."""


def suggestions(text: FullText, word: str, *, is_cancelled: Callable[[], bool] = never) -> tuple[str, ...]:
    """Words of the library like one that does not occur in it, likeliest first; none if it does occur.

    Looked at are words that begin with the same two letters, or with what they were if one was left out or the two
    were swapped; where none is like it, all with the same first letter.
    """
    folded = _folded(text, word)
    if not folded or text.rows(is_cancelled, "SELECT 1 FROM vocabulary WHERE term = ?", folded):
        return ()
    near = {folded[:2], folded[1::-1], folded[1:3]}
    return _like(text, folded, near, is_cancelled) or _like(text, folded, {folded[0]}, is_cancelled)


def begins(text: FullText, word: str, *, is_cancelled: Callable[[], bool] = never) -> bool:
    """Whether a word of the library begins so; of what is no word, nothing else can be said either."""
    folded = _folded(text, word)
    query = "SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1"
    return not folded or bool(text.rows(is_cancelled, query, folded, folded + "\U0010ffff"))


def _like(text: FullText, word: str, starts: Iterable[str], is_cancelled: Callable[[], bool]) -> tuple[str, ...]:
    """Words with one of some beginnings that are like a word."""
    from reader.similarity import fuzz, process

    counts: dict[str, int] = {}
    for start in filter(None, starts):
        rows = text.rows(
            is_cancelled,
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
            start, start + "\U0010ffff", len(word) - LENGTH_DIFFERENCE, len(word) + LENGTH_DIFFERENCE,
        )  # fmt: skip
        counts.update((str(term), count) for term, count in rows)
    likely = process.extract(word, counts.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=50)
    likely.sort(key=lambda found: (-round(found[1]), -counts[found[0]], found[0]))
    return tuple(term for term, _, _ in likely[:MOST_SUGGESTIONS])


def nearest(
    catalogue: Catalogue,
    text: FullText,
    document: int,
    article: int,
    *,
    is_cancelled: Callable[[], bool] = never,
) -> list[Nearest]:
    """The other articles that share the most telling words with one, nearest first; none that shares only a few."""
    entry = catalogue.documents[document]
    span = entry.articles[article]
    words = text.highlighter.words(catalogue.text(entry, span.start, span.end))
    words.sort(key=lambda word: (-len(word), word))
    most = COMMON_SHARE * (catalogue.articles_in_all() or 1) + 2
    counted = [
        (rows[0][0], word)
        for word in words[:LOOKED_UP_WORDS]
        if (rows := text.rows(is_cancelled, "SELECT doc FROM vocabulary WHERE term = ?", word))
        and 1 < rows[0][0] <= most
    ]
    telling = [word for _, word in sorted(counted)[:TELLING_WORDS]]
    least = max(LEAST_SHARED_WORDS, ceil(LEAST_SHARED * len(telling)))
    if len(telling) < least:
        return []
    query = " OR ".join(f'"{word}"' for word in telling)
    rows = text.rows(
        is_cancelled,
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid <> ? ORDER BY rank LIMIT ?",
        query, catalogue.id_of(document, article), MOST_NEAREST,
    )  # fmt: skip
    number_of = {row[0]: 0 for row in rows}
    numbers = ",".join(map(str, number_of))
    for word in telling:
        having = f"SELECT rowid FROM words WHERE words MATCH ? AND rowid IN ({numbers})"  # noqa: S608 - of numbers
        for row in text.rows(is_cancelled, having, f'"{word}"'):
            number_of[row[0]] += 1
    return [
        Nearest(place, shared, len(telling))
        for number, shared in number_of.items()
        if shared >= least and (place := catalogue.place_of(number)) is not None
    ]


def _folded(text: FullText, word: str) -> str:
    """A word as the vocabulary has it; "" if it is none, or several."""
    words = text.highlighter.words(word)
    return words[0] if len(words) == 1 else ""
