"""What a human would notice at each gap between two paragraphs, as a matrix of numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.text.abbreviations import abbreviations
from reader.text.attribution import attributed
from reader.text.characters import DIGIT, LETTER, QUOTE, STOP, UPPER
from reader.text.cohesion import Links, Occurrences, Rows, restated, returns
from reader.text.habits import OPENERS, word_sets
from reader.text.language import Language, lexicon
from reader.text.mentions import figures, names
from reader.text.residue import Frame
from reader.text.tokens import Reading, Tokens

Floats = NDArray[np.float32]
Column = NDArray[np.generic]


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """`values` `[paragraphs, cues]`, row i for the gap before paragraph i; `names` of the columns."""

    names: tuple[str, ...]
    values: Floats

    def __getitem__(self, name: str) -> Floats:
        return self.values[:, self.names.index(name)]

    def of(self, paragraphs: slice) -> "Cues":
        """Those of some paragraphs."""
        return Cues(self.names, self.values[paragraphs])


WINDOWS = (
    (1, 1), (1, 3), (2, 2), (3, 3), (4, 4), (8, 2), (8, 4), (4, 8), (12, 1), (12, 12), (3, 1), (24, 1), (24, 3),
    (3, 24),
)  # fmt: skip
"""Paragraphs behind and ahead that are held against each other: near on one side, far on the other, for stories of
one to three paragraphs."""

LEAD_WORDS = 24
"""Words of a paragraph that say whether it reads like the start of a story."""

SINGLE = (
    "length", "stops", "quotes", "capitals", "digits", "opens small", "opens quote", "colon", "question", "sentences",
    "commas", "opens digit", "bullet", "script", "lead", "closing", "restated", "restated next", "rare", "unseen",
    "returning 4", "recurring 4", "turning 2", "turning 4", "turning 8", "returning 2", "recurring 2", "returning 8",
    "recurring 8", "full names", "new names", "surnames", "unknown surnames", "known surnames", "named again",
    "introduced again", "old figures", "new figures", *OPENERS,
)  # fmt: skip
"""Properties of the single paragraph below a gap; the networks look at its neighbours themselves."""


SPOKEN = (
    "attributed", "attributed to a pronoun", "spelled out", "spelled out at once", "abbreviated",
)  # fmt: skip
"""Who is said to have said it at the end of a paragraph; names that are spelled out."""

FRAMES = tuple((int(kind), kind.name.lower()) for kind in list(Frame)[1:] if kind is not Frame.HEADING)

VALLEYS = ("ahead held 4/4", "ahead held 8/4", "ahead held 12/12")
"""Cohesion that is held against the gaps around."""

BESIDE = (-3, -2, -1, 1, 2, 3)
"""These gaps around."""

RELATIVE = (
    "lead", "length", "recurring 4", "turning 4", "turning 8", "returning 4", "returning 8", "unseen",
    "ahead held 1/3", "ahead held 4/4", "ahead held 8/4", "ahead held 12/12", "ahead held 24/3", "behind used 4/4",
    "behind used 8/2", "behind used 3/24", "behind used 12/12", "new names", "surnames", "full names", "capitals",
    "rare",
)  # fmt: skip
"""Cues of which it counts how unusual they are here: newspapers differ, their starts differ from their middles."""

USUAL = 120
"""Paragraphs on either side that say what is usual."""


COHESION_NAMES = (
    *SINGLE,
    *(f"ahead held {left}/{right}" for left, right in WINDOWS),
    *(f"behind used {left}/{right}" for left, right in WINDOWS),
    "retold 1",
    "retold 3",
)
NAMES = (
    *COHESION_NAMES,
    *(f"valley {name[11:]}" for name in VALLEYS),
    *(f"{name}: unusual" for name in RELATIVE),
    *(f"after {name}" for _, name in FRAMES),
    *(f"before {name}" for _, name in FRAMES),
    "told before",
    "from the top",
    "to the end",
    "headings",
    "heading length",
    *SPOKEN,
)
"""The columns of `cues`."""

_WIDE_COLUMNS = [WINDOWS.index((24, 1)), WINDOWS.index((24, 3))]
_NARROW_COLUMNS = [WINDOWS.index((3, 1)), WINDOWS.index((3, 3))]
_VALLEY_COLUMNS = [COHESION_NAMES.index(name) for name in VALLEYS]
_RELATIVE_COLUMNS = [COHESION_NAMES.index(name) for name in RELATIVE]


def cues(
    reading: Reading,
    words: Occurrences,
    known: NDArray[np.int64],
    lengths: NDArray[np.int64],
    frames: NDArray[np.int64],
    repeats: NDArray[np.int64],
    headings: NDArray[np.int64],
    titled: NDArray[np.int64],
    language: Language,
    rows: Rows,
) -> Cues:
    """Cues of each gap before a paragraph of running text, in the rows of all documents; those of empty ones mean
    nothing.

    `words`: the words of the paragraphs, weighted; `known`: the row of each word in the language's tables; `lengths`:
    characters of each paragraph; `frames` `[n, len(Frame)]`: lines of each kind of frame that stand before it;
    `repeats`: paragraphs from here on that were there before in this order; `headings`: lines like titles right above;
    `titled`: characters of the first of them.
    """
    count = rows.total
    links = Links.of(words, count)
    bounds = np.searchsorted(reading.tokens.paragraph, np.arange(count + 1))
    own = _shape(reading, lengths, bounds, rows) | _voice(reading.tokens, known, bounds, language)
    own |= returns(links) | restated(words, count)
    spoken = abbreviations(reading.tokens, rows)
    spoken |= attributed(reading, known, bounds, language)
    own |= names(reading.tokens, known == len(language.common), rows) | figures(reading.tokens, rows)
    single = np.stack([own[name] for name in SINGLE], axis=1, dtype=np.float32, casting="unsafe")
    ahead, behind = links.coverage(WINDOWS)
    # A second account of one event says again what stood in the story before, not what stood in the last lines.
    retold = ahead[:, _WIDE_COLUMNS] - ahead[:, _NARROW_COLUMNS]
    held = np.concatenate((single, ahead, behind, retold), axis=1)
    after = frames[:, [kind for kind, _ in FRAMES]].astype(np.float32)
    before = np.zeros_like(after)
    before[:-1] = after[1:]
    place = np.arange(count) - rows.starts[rows.owner]
    left = rows.counts[rows.owner] - place
    relative, strange = held[:, _RELATIVE_COLUMNS], np.zeros((count, len(RELATIVE)), np.float32)
    for span in rows.spans():
        strange[span] = unusual(relative[span])
    edges = (np.minimum(place, 40), np.minimum(left, 40))
    last = (spoken[name] for name in SPOKEN)
    rest = (np.minimum(repeats, 8), *edges, np.minimum(headings, 3), np.log1p(titled), *last)
    parts = (held, _valleys(held[:, _VALLEY_COLUMNS]), strange, after, before, np.stack(rest, axis=1))
    return Cues(NAMES, np.concatenate(parts, axis=1, dtype=np.float32, casting="unsafe"))


def _valleys(cohesion: Floats) -> Floats:
    """How much more the most cohesive of the gaps around each is held together."""
    count, reach = len(cohesion), BESIDE[-1]
    padded = np.zeros((count + 2 * reach, cohesion.shape[1]), np.float32)
    padded[reach : reach + count] = cohesion
    around = np.stack([padded[reach + step : reach + step + count] for step in BESIDE])
    return np.asarray(around.max(axis=0) - cohesion)


def unusual(values: Floats) -> Floats:
    """Deviations of each column from the mean of the neighbourhood, in standard deviations of it."""
    count = len(values)
    low = np.maximum(np.arange(count) - USUAL, 0)
    high = np.minimum(np.arange(count) + USUAL + 1, count)
    running = np.zeros((2, count + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=running[0, 1:])
    np.cumsum(values * values.astype(np.float64), axis=0, out=running[1, 1:])
    mean, square = (running.take(high, axis=1) - running.take(low, axis=1)) / (high - low)[:, None]
    return np.asarray((values - mean) / (np.sqrt(np.maximum(square - mean**2, 0)) + 1e-2), np.float32)


def _sums(values: NDArray[Any], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums of whole numbers, one of each word, over paragraphs: those of paragraph i are `bounds[i:i + 2]`."""
    running = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=running[1:])
    return np.diff(running.take(bounds))


def _shape(reading: Reading, lengths: NDArray[np.int64], bounds: NDArray[np.int64], rows: Rows) -> dict[str, Column]:
    count = len(lengths)
    upper, digits, stops, quotes, commas = reading.counts.T
    words = np.maximum(np.diff(bounds), 1)
    size = np.maximum(_sums(reading.tokens.size, bounds), 1)
    tail, tail_code, head = reading.tail, reading.tail_code, reading.head
    last_quote = (tail[:, 0] & QUOTE) != 0
    closed = ((tail[:, 0] & STOP) != 0) | (last_quote & ((tail[:, 1] & STOP) != 0)) | (tail_code[:, 0] == ord(")"))
    script = np.floor(np.log2(np.maximum(reading.head_code, 1)))
    changes = np.zeros(count)
    changes[1:] = np.abs(np.diff(script))
    changes[rows.starts] = 0
    changes[(rows.starts + rows.counts)[:-1]] = 0
    return {
        "length": np.log1p(lengths),
        "stops": closed,
        "quotes": np.minimum(quotes / words, 1),
        "capitals": upper / size,
        "digits": digits / size,
        "opens small": (head & (LETTER | UPPER)) == LETTER,
        "opens quote": (head & QUOTE) != 0,
        "opens digit": (head & DIGIT) != 0,
        "bullet": (reading.head_code[:, None] == _BULLETS).any(axis=1),
        "colon": tail_code[:, 0] == ord(":"),
        "question": (tail_code[:, 0, None] == _QUESTIONS).any(axis=1),
        "sentences": np.minimum(stops, 12),
        "commas": commas / words,
        "script": changes,
    }


_BULLETS = np.array([ord(c) for c in "-–—•*·●▪►"], np.uint32)
_QUESTIONS = np.array([ord(c) for c in "?？"], np.uint32)


NUMBER, NAME, FULL_NAME, RARE = range(1, 5)
"""What words are masked with, so that what a lead looks like does not depend on whom it is about."""


@dataclass(frozen=True, slots=True, eq=False)
class Masked:
    """Words `[tokens]`, names, numbers and rare words masked; `goes_on` where a name goes on with the one before."""

    word: NDArray[np.uint32]
    goes_on: NDArray[np.bool_]


def masked(tokens: Tokens, known: NDArray[np.int64], language: Language) -> Masked:
    """The words as they are counted in leads and closings."""
    frequent = lexicon(language).frequent.take(known)
    name = tokens.capital & ~tokens.number & ~(tokens.opens & frequent)
    goes_on = name & tokens.joined
    goes_on[1:] &= name[:-1]
    word = np.where(frequent, tokens.hashes, np.uint32(RARE))
    word[tokens.number] = NUMBER
    word[name] = NAME
    return Masked(word, goes_on)


def hashed_pairs(
    words: Masked, paragraph: NDArray[np.int64], place: NDArray[np.int64], bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Buckets `[2, words]` of the words that open or close each paragraph, alone and with the one before (the first of
    a paragraph as the first), and the paragraphs `[words]` they stand in; `place` is each word's number from that end.
    """
    early = np.flatnonzero(place < LEAD_WORDS)
    word, goes_on = words.word.take(early), words.goes_on.take(early)
    paragraph, place = paragraph.take(early), place.take(early)
    goes_on &= ~_fresh(paragraph)
    # A run of names is one: it is in full or it is a surname.
    word[goes_on] = FULL_NAME
    ends = np.ones(len(word), bool)
    np.logical_not(goes_on[1:], out=ends[:-1])
    last = np.flatnonzero(ends)
    whole = word.take(last).astype(np.uint64)
    paragraph, place = paragraph.take(last), place.take(last)
    mixed = np.empty((2, len(whole)), np.uint64)
    mixed[0] = whole * np.uint64(0x9E3779B97F4A7C15) + (place >= 8)
    mixed[1] = whole * np.uint64(0x165667B19E3779F9)
    mixed[1, 1:] += whole[:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    first = np.flatnonzero(_fresh(paragraph))
    mixed[1, first] = whole.take(first) * np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(64 - bits)).view(np.int64), paragraph


def _fresh(paragraph: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words are the first of their paragraphs."""
    found = np.ones(len(paragraph), bool)
    np.not_equal(paragraph[1:], paragraph[:-1], out=found[1:])
    return found


def _voice(
    tokens: Tokens, known: NDArray[np.int64], bounds: NDArray[np.int64], language: Language
) -> dict[str, Column]:
    bits = int(np.log2(len(language.leads)))
    total = np.diff(bounds)
    count = len(total)
    found: dict[str, Column] = {"rare": _sums(known == len(language.common), bounds) / np.maximum(total, 1)}
    words = masked(tokens, known, language)
    from_the_end = bounds[1:].take(tokens.paragraph) - np.arange(1, len(known) + 1)
    for name, place, weights in (("lead", tokens.place, language.leads), ("closing", from_the_end, language.closings)):
        buckets, paragraph = hashed_pairs(words, tokens.paragraph, place, bits)
        size = np.sqrt(np.maximum(2 * np.bincount(paragraph, minlength=count), 1))
        found[name] = np.bincount(paragraph, weights.take(buckets).sum(axis=0, dtype=np.float64), count) / size
    groups = lexicon(language).openers.take(known)
    some = np.flatnonzero(groups != 0)
    reach = np.array([reach for _, reach in word_sets().values()])
    asked = (groups[some, None] >> np.arange(len(reach), dtype=np.uint16)) & np.uint16(1)
    row, group = np.nonzero(asked.astype(bool) & (tokens.place[some, None] < reach))
    hits = np.bincount(tokens.paragraph[some[row]] * len(reach) + group, minlength=count * len(reach))
    table = np.minimum(hits, 3).reshape(count, len(reach))
    return found | {name: table[:, number] for number, name in enumerate(OPENERS)}
