"""What a human would notice at each gap between two paragraphs, as a matrix of numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.characters import DIGIT, LETTER, QUOTE, STOP, UPPER
from reader.text.cohesion import FAR, Occurrences, coverage, occurrences, spread
from reader.text.habits import OPENERS, word_sets
from reader.text.residue import Frame
from reader.text.tokens import Reading, Tokens

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What was learned of a language: `common` (sorted hashes) with `rarity` in 0..1; `leads` are weights of hashed
    words and pairs of words in the first paragraphs of stories."""

    common: NDArray[np.uint32]
    rarity: Floats
    leads: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """`values` `[paragraphs, cues]`, row i for the gap before paragraph i; `names` of the columns."""

    names: tuple[str, ...]
    values: Floats

    def __getitem__(self, name: str) -> Floats:
        return self.values[:, self.names.index(name)]


WINDOWS = (
    (1, 1), (1, 3), (2, 2), (3, 3), (4, 4), (8, 2), (8, 4), (4, 8), (12, 1), (12, 12), (3, 1), (24, 1), (24, 3),
    (3, 24),
)  # fmt: skip
"""Paragraphs behind and ahead that are held against each other: near on one side, far on the other, for stories of
one to three paragraphs."""

LEAD_WORDS = 24
"""Words of a paragraph that say whether it reads like the start of a story."""

SHORT = 90
"""Characters of the longest heading: measured on headlines, 99 in 100 are shorter."""

NAME_REACH = 30
"""Paragraphs after which a person is introduced again in full."""


def cues(
    reading: Reading,
    words: Occurrences,
    lengths: NDArray[np.int64],
    frames: NDArray[np.int64],
    gaps: NDArray[np.int64],
    repeats: NDArray[np.int64],
    language: Language,
) -> Cues:  # fmt: skip
    """Cues of each gap before a paragraph of running text.

    `words`: the words of the paragraphs, weighted; `lengths`: characters of each paragraph; `frames`
    `[n, len(Frame)]`: lines of each kind of frame that stand before it; `gaps`: blank lines before it; `repeats`:
    paragraphs from here on that were there before in this order.
    """
    count = len(lengths)
    own = _shape(reading, lengths) | _voice(reading.tokens, count, language)
    own |= _returns(words, count) | _names(reading.tokens, count, language) | _figures(reading.tokens, count, language)
    table: dict[str, Floats] = {}
    for name, reach in NEAR.items():
        for step in reach:
            table[f"{name} {step:+d}" if step else name] = shift(own[name], step)
    for left, right in WINDOWS:
        ahead, behind = coverage(words, count, left, right)
        table[f"ahead held {left}/{right}"] = ahead
        table[f"behind used {left}/{right}"] = behind
    # A second account of one event says again what stood in the story before, not what stood in the last lines.
    for right in (1, 3):
        table[f"retold {right}"] = table[f"ahead held 24/{right}"] - table[f"ahead held 3/{right}"]
    for left, right in ((4, 4), (8, 4), (12, 12)):
        held = table[f"ahead held {left}/{right}"]
        around = np.maximum.reduce([shift(held, step) for step in (-3, -2, -1, 1, 2, 3)])
        table[f"valley {left}/{right}"] = around - held
    for name in RELATIVE:
        table[f"{name}: unusual"] = unusual(table[name])
    for kind, name in FRAMES:
        table[f"after {name}"] = frames[:, kind].astype(np.float32)
        table[f"before {name}"] = shift(table[f"after {name}"], 1)
    usual = np.median(gaps[1:]) if count > 1 else 0
    table["blank lines"] = (gaps - usual).astype(np.float32)
    table["told before"] = np.minimum(repeats, 8).astype(np.float32)
    table["from the top"] = np.minimum(np.arange(count), 40).astype(np.float32)
    table["to the end"] = np.minimum(count - np.arange(count), 40).astype(np.float32)
    return Cues(tuple(table), np.stack(list(table.values()), axis=1).astype(np.float32))


NEAR = {
    "length": (-3, -2, -1, 0, 1, 2, 3), "heading": (-2, -1, 0, 1, 2, 3), "stops": (-1, 0, 1, 2), "quotes": (-1, 0, 1),
    "capitals": (-1, 0, 1, 2), "digits": (-1, 0, 1), "opens small": (0,), "opens quote": (-1, 0, 1, 2), "colon": (-1,
    0),
    "question": (-1, 0), "sentences": (-1, 0, 1), "commas": (0, 1), "opens digit": (-1, 0, 1), "bullet": (-1, 0, 1),
    "script": (0,), "lead": (-1, 0, 1, 2, 3), "rare": (-1, 0, 1),
    "unseen": (-1, 0, 1, 2, 3), "returning 4": (-1, 0, 1, 2, 3), "recurring 4": (-2, -1, 0, 1, 2),
    "turning 2": (-2, -1, 0, 1), "turning 4": (-3, -2, -1, 0, 1, 2), "turning 8": (-3, -2, -1, 0, 1, 2),
    "returning 2": (0, 1), "recurring 2": (-1, 0), "returning 8": (0, 1, 2), "recurring 8": (-2, -1, 0, 1),
    "full names": (-1, 0, 1, 2, 3), "new names": (-1, 0, 1, 2, 3), "surnames": (-1, 0, 1, 2, 3),
    "unknown surnames": (0, 1, 2),
    "known surnames": (0, 1, 2, 3), "named again": (0, 1, 2), "introduced again": (-1, 0, 1, 2),
    "old figures": (-1, 0, 1, 2), "new figures": (-1, 0, 1, 2),
} | dict.fromkeys(OPENERS, (-1, 0, 1))  # fmt: skip
"""Properties of single paragraphs and the neighbours of the gap whose properties count."""


FRAMES = tuple((int(kind), kind.name.lower()) for kind in list(Frame)[1:])

RELATIVE = (
    "lead", "lead +1", "length", "length -1", "length +1", "recurring 4", "turning 4", "turning 8", "turning 8 -1",
    "returning 4", "returning 8", "unseen", "ahead held 1/3", "ahead held 4/4", "ahead held 8/4",
    "ahead held 12/12", "ahead held 24/3", "behind used 4/4", "behind used 8/2", "behind used 3/24",
    "behind used 12/12", "new names", "surnames", "full names", "capitals", "rare",
)  # fmt: skip
"""Cues of which it counts how unusual they are here: newspapers differ, their starts differ from their middles."""

USUAL = 120
"""Paragraphs on either side that say what is usual."""


def unusual(values: Floats) -> Floats:
    """Deviations from the mean of the neighbourhood, in standard deviations of it."""
    count = len(values)
    low = np.maximum(np.arange(count) - USUAL, 0)
    high = np.minimum(np.arange(count) + USUAL + 1, count)
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    square = np.concatenate(([0.0], np.cumsum(values.astype(np.float64) ** 2)))
    size = np.maximum(high - low, 1)
    mean = (total[high] - total[low]) / size
    spread_ = np.sqrt(np.maximum((square[high] - square[low]) / size - mean**2, 0))
    return np.asarray((values - mean) / (spread_ + 1e-2), np.float32)


def shift(values: Floats, step: int) -> Floats:
    """The value of the paragraph `step` further on; zero outside the text."""
    moved = np.zeros_like(values)
    if abs(step) >= len(values):
        return moved
    if step > 0:
        moved[:-step] = values[step:]
    elif step < 0:
        moved[-step:] = values[:step]
    else:
        moved[:] = values
    return moved


def _shape(reading: Reading, lengths: NDArray[np.int64]) -> dict[str, Floats]:
    letters, upper, digits, _, stops, quotes, commas = reading.counts.T
    size = np.maximum(letters + digits, 1)
    tail, tail_code = reading.tail, reading.tail_code
    last_quote = (tail[:, 0] & QUOTE) != 0
    closed = ((tail[:, 0] & STOP) != 0) | (last_quote & ((tail[:, 1] & STOP) != 0)) | (tail_code[:, 0] == ord(")"))
    words = np.diff(reading.tokens.first)
    heading = (lengths <= SHORT) & ~closed & (words >= 1)
    script = np.where(letters > 0, np.log2(np.maximum(reading.head_code, 1)) // 1, 0)
    return {
        "length": np.log1p(lengths).astype(np.float32),
        "heading": heading.astype(np.float32),
        "stops": closed.astype(np.float32),
        "quotes": np.minimum(quotes / np.maximum(words, 1), 1).astype(np.float32),
        "capitals": (upper / size).astype(np.float32),
        "digits": (digits / size).astype(np.float32),
        "opens small": (((reading.head & LETTER) != 0) & ((reading.head & UPPER) == 0)).astype(np.float32),
        "opens quote": ((reading.head & QUOTE) != 0).astype(np.float32),
        "opens digit": ((reading.head & DIGIT) != 0).astype(np.float32),
        "bullet": np.isin(reading.head_code, [ord(c) for c in "-–—•*·●▪►"]).astype(np.float32),
        "colon": (tail_code[:, 0] == ord(":")).astype(np.float32),
        "question": np.isin(tail_code[:, 0], [ord(c) for c in "?？"]).astype(np.float32),
        "sentences": np.minimum(stops, 12).astype(np.float32),
        "commas": (commas / np.maximum(words, 1)).astype(np.float32),
        "script": np.abs(script - shift(script.astype(np.float32), -1)).astype(np.float32),
    }


FREQUENT = 0.37
"""Rarity of the words that a lead is known by: one document in nine holds them. Rarer ones say what it is about."""


def frequent(common: NDArray[np.uint32], rarity: Floats) -> NDArray[np.uint32]:
    """The hashes of the words that are not masked, sorted."""
    return common[rarity < FREQUENT]


NUMBER, NAME, FULL_NAME, RARE = range(1, 5)
"""What words are masked with, so that what a lead looks like does not depend on whom it is about."""


def hashed_pairs(
    tokens: Tokens, common_words: NDArray[np.uint32], bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Buckets of the masked words and pairs of words that open each paragraph, and the paragraphs they stand in.

    Names and numbers are masked: what a lead looks like does not depend on whom it is about.
    """
    place = np.arange(len(tokens.hashes)) - tokens.first[tokens.paragraph]
    early = np.flatnonzero(place < LEAD_WORDS)
    word, paragraph, place = tokens.hashes[early], tokens.paragraph[early].astype(np.int64), place[early]
    known = np.minimum(np.searchsorted(common_words, word), len(common_words) - 1)
    common = common_words[known] == word
    opens, capital = tokens.opens[early], tokens.capital[early]
    name = capital & (~opens | ~common) & ~tokens.number[early]
    goes_on = np.zeros(len(name), bool)
    goes_on[1:] = name[1:] & name[:-1] & tokens.joined[early][1:] & (paragraph[1:] == paragraph[:-1])
    last = np.ones(len(name), bool)
    last[:-1] = ~goes_on[1:]
    # A run of names is one: it is in full or it is a surname.
    masked = np.where(tokens.number[early], np.uint32(NUMBER), np.where(common, word, np.uint32(RARE)))
    masked = np.where(name, np.where(goes_on, np.uint32(FULL_NAME), np.uint32(NAME)), masked).astype(np.uint64)
    masked, paragraph, place = masked[last], paragraph[last], place[last]
    zone = (place >= 8).astype(np.uint64)
    single = masked * np.uint64(0x9E3779B97F4A7C15) + zone
    pair = masked[:-1] * np.uint64(0xC2B2AE3D27D4EB4F) + masked[1:] * np.uint64(0x165667B19E3779F9)
    near = paragraph[1:] == paragraph[:-1]
    first = np.diff(paragraph, prepend=-1) != 0
    start = masked[first] * np.uint64(0xD6E8FEB86659FD93)
    mixed = np.concatenate((single, pair[near], start))
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0x94D049BB133111EB)
    buckets = (mixed >> np.uint64(64 - bits)).astype(np.int64)
    return buckets, np.concatenate((paragraph, paragraph[1:][near], paragraph[first]))


def _voice(tokens: Tokens, count: int, language: Language) -> dict[str, Floats]:
    bits = int(np.log2(len(language.leads)))
    buckets, place = hashed_pairs(tokens, frequent(language.common, language.rarity), bits)
    size = np.sqrt(np.maximum(np.bincount(place, minlength=count), 1))
    lead = np.bincount(place, language.leads[buckets], count) / size
    known = np.minimum(np.searchsorted(language.common, tokens.hashes), len(language.common) - 1)
    unknown = language.common[known] != tokens.hashes
    words = np.maximum(np.bincount(tokens.paragraph, minlength=count), 1)
    found = {
        "lead": lead.astype(np.float32),
        "rare": (np.bincount(tokens.paragraph, unknown, count) / words).astype(np.float32),
    }
    places = np.arange(len(tokens.hashes)) - tokens.first[tokens.paragraph]
    for name, (hashes, reach) in word_sets().items():
        hit = np.isin(tokens.hashes, hashes) & (places < reach)
        found[name] = np.minimum(np.bincount(tokens.paragraph[hit], minlength=count), 3).astype(np.float32)
    return found


REACHES = (2, 4, 8)
"""Paragraphs behind and ahead in which a single paragraph's words are sought."""


def _returns(words: Occurrences, count: int) -> dict[str, Floats]:
    """Shares of each paragraph's weight that were said just before, will be said soon after, and which of both is
    more; and the share that was not said in the last thirty paragraphs."""
    total = np.bincount(words.paragraph, words.weight, count) + SLIGHT
    back, on = words.paragraph - words.before, words.after - words.paragraph

    def share(chosen: NDArray[np.bool_]) -> Floats:
        return (np.bincount(words.paragraph[chosen], words.weight[chosen], count) / total).astype(np.float32)

    found = {"unseen": share(back > 30)}
    for reach in REACHES:
        found[f"returning {reach}"] = share(back <= reach)
        found[f"recurring {reach}"] = share(on <= reach)
        found[f"turning {reach}"] = found[f"recurring {reach}"] - found[f"returning {reach}"]
    return found


SLIGHT = 0.5
"""Weight added to a paragraph's own, so that the shares of a short one are not all or nothing."""


def _names(tokens: Tokens, count: int, language: Language) -> dict[str, Floats]:
    """People: full names, surnames alone, and whether the full name stands before."""
    known = np.minimum(np.searchsorted(language.common, tokens.hashes), len(language.common) - 1)
    common = language.common[known] == tokens.hashes
    name = tokens.capital & ~tokens.number & (~tokens.opens | ~common)
    after_name = np.zeros(len(name), bool)
    after_name[1:] = name[:-1] & tokens.joined[1:]
    before_name = np.zeros(len(name), bool)
    before_name[:-1] = name[1:] & tokens.joined[1:]
    surname = name & after_name & ~before_name
    lone = name & ~after_name & ~before_name
    full = occurrences(tokens, count, language.common, np.ones_like(language.rarity), surname)
    single = occurrences(tokens, count, language.common, np.ones_like(language.rarity), lone)
    ones = np.ones(len(full.word), np.float32)

    def tally(found: Occurrences, chosen: NDArray[np.bool_]) -> Floats:
        return np.minimum(np.bincount(found.paragraph[chosen], minlength=count), 4).astype(np.float32)

    # The last paragraph before (or at) a lone surname in which the same word ended a full name.
    key_full = (full.word.astype(np.int64) << 31) | full.paragraph
    key_lone = (single.word.astype(np.int64) << 31) | single.paragraph
    at = np.searchsorted(key_full, key_lone, side="right") - 1
    hit = at >= 0
    introduced = np.full(len(key_lone), -FAR, np.int64)
    if len(key_full):
        same = hit & (full.word[np.maximum(at, 0)] == single.word)
        introduced[same] = full.paragraph[at[same]]
    known_lone = single.paragraph - introduced <= NAME_REACH
    crossing = spread(
        introduced + 1, np.where(known_lone, single.paragraph, -1), np.ones(len(key_lone), np.float32), count
    )
    # Whose surname alone was used since the full name was last given is introduced anew: a new story begins.
    last_lone = np.searchsorted(key_lone, key_full, side="left") - 1
    again = np.zeros(len(key_full), bool)
    if len(key_lone):
        same = (last_lone >= 0) & (single.word[np.maximum(last_lone, 0)] == full.word)
        used = np.where(same, single.paragraph[last_lone], -FAR)
        again = (full.paragraph - used <= NAME_REACH) & (used >= full.before)
    return {
        "introduced again": tally(full, again),
        "full names": tally(full, ones > 0),
        "new names": tally(full, full.paragraph - full.before > NAME_REACH),
        "named again": tally(full, (full.paragraph - full.before <= NAME_REACH) & (full.paragraph > full.before)),
        "surnames": np.minimum(crossing, 12).astype(np.float32),
        "known surnames": tally(single, known_lone & (introduced < single.paragraph)),
        "unknown surnames": tally(single, ~known_lone & (single.paragraph - single.before > NAME_REACH)),
    }


def _figures(tokens: Tokens, count: int, language: Language) -> dict[str, Floats]:
    """Numbers that are new and those that come again some way behind: a story hardly repeats its own."""
    found = occurrences(tokens, count, language.common, language.rarity, tokens.number)
    back = found.paragraph - found.before

    def tally(chosen: NDArray[np.bool_]) -> Floats:
        return np.minimum(np.bincount(found.paragraph[chosen], minlength=count), 4).astype(np.float32)

    return {
        "old figures": tally((back > 3) & (back <= 2 * NAME_REACH)),
        "new figures": tally(back > 2 * NAME_REACH),
    }
