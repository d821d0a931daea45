"""What was learned of a language: which words are common, and which of them open and close stories."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reader.text.cohesion import ALL
from reader.text.habits import word_sets
from reader.text.tokens import Tokens

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What was learned of a language: `common` (sorted hashes) with `rarity` in 0..1; `leads` and `closings` are
    weights of hashed words and pairs of words that open the first paragraphs of stories, and that close the last."""

    common: NDArray[np.uint32]
    rarity: Floats
    leads: Floats
    closings: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is asked of a language word by word, arrays `[common + 1]`; the last row is for words that are not common.

    `heavy`: weight in 0..255; `frequent`: the word itself counts in a lead; `openers`: bits of the groups of `OPENERS`.
    `bucket` and `crowded` `[1 << BUCKET_BITS]`: the row of the first word whose hash begins with these bits, or of the
    next one, and whether there are more of them.
    """

    heavy: NDArray[np.uint8]
    frequent: NDArray[np.bool_]
    openers: NDArray[np.uint16]
    bucket: NDArray[np.int32]
    crowded: NDArray[np.bool_]


FREQUENT = 0.37
"""Rarity of the words that a lead is known by: one document in nine holds them. Rarer ones say what it is about."""

BUCKET_BITS = 16
"""Bits of a hash by which it is looked up: a few thousand words have nearly as many buckets, and the table stays in the
cache."""


@lru_cache(maxsize=8)
def lexicon(language: Language) -> Lexicon:
    """The tables of a language."""
    openers = np.zeros(len(language.common) + 1, np.uint16)
    for bit, (hashes, _) in enumerate(word_sets().values()):
        openers[:-1] |= np.isin(language.common, hashes).astype(np.uint16) << np.uint16(bit)
    heavy = np.append((language.rarity**2 * 255).astype(np.uint8), ALL)
    edges = np.searchsorted(language.common >> (32 - BUCKET_BITS), np.arange((1 << BUCKET_BITS) + 1)).astype(np.int32)
    frequent = np.append(language.rarity < FREQUENT, False)
    return Lexicon(heavy, frequent, openers, edges[:-1], np.diff(edges) > 1)


def look_up(tokens: Tokens, language: Language) -> NDArray[np.int64]:
    """The row of each word in the language's tables, `[tokens]`; the last one for words that are not common."""
    table = lexicon(language)
    begin = tokens.hashes >> (32 - BUCKET_BITS)
    found: NDArray[np.int64] = table.bucket.take(begin).astype(np.int64)
    crowded = np.flatnonzero(table.crowded.take(begin))
    found[crowded] = np.searchsorted(language.common, tokens.hashes[crowded])
    np.minimum(found, len(language.common) - 1, out=found)
    found[language.common.take(found) != tokens.hashes] = len(language.common)
    return found
