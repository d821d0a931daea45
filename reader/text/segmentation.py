"""Where stories start in running text: cues weighed by trees, once more in the light of the whole file, and by networks
that see the neighbours of each gap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.text.cohesion import Occurrences, spread
from reader.text.cues import Cues, shifted
from reader.text.model import Model
from reader.text.page import Page
from reader.text.prose import TOLD_AGAIN, Prose, read_prose
from reader.text.trees import probability

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The cues of both passes of trees and of the networks at the gaps before the paragraphs of prose, and what they
    add up to (logits)."""

    first: Cues
    second: Cues
    beside: Cues
    logits: Floats


def weigh(texts: Sequence[str], sheets: Sequence[Page], model: Model) -> list[Evidence]:
    """Weigh the cues of every gap of some texts."""
    prose = read_prose(texts, sheets, model.language)
    second = second_cues(prose, model.first(prose.cues.values))
    beside = prose.beside()
    by_trees, by_networks = model.second(second.values), model.networks(beside.values, prose.rows.counts.tolist())
    logits = _alike((by_trees + by_networks) * np.float32(0.5), prose.twins)
    ends = np.cumsum(prose.rows.counts).tolist()
    spans = [slice(low, high) for low, high in pairwise([0, *ends])]
    return [Evidence(prose.cues.of(some), second.of(some), beside.of(some), logits[some]) for some in spans]


def _alike(logits: Floats, twins: NDArray[np.int64]) -> Floats:
    """What is told twice is cut alike: both copies of a paragraph get the mean of what was found for each."""
    again = np.flatnonzero(twins >= 0)
    if not len(again):
        return logits
    group = np.arange(len(logits))
    for i in again.tolist():
        group[i] = group[twins[i]]
    total = np.bincount(group, logits, len(logits)) / np.maximum(np.bincount(group, minlength=len(logits)), 1)
    return total[group].astype(np.float32)


AROUND = (-8, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8)
"""Gaps whose first opinion counts for the second."""

NEAR = 25
"""Gaps whose chances are summed around each; of a shorter text, those of all."""

HABITS = (
    "lead",
    "stops",
    "after post",
    "after day",
    "after bar",
    "blank lines",
    "length",
    "told before",
    "bullet",
)
"""Cues of which a file's starts are asked what they have in common."""


def second_cues(prose: Prose, early: Floats) -> Cues:
    """Cues that know the first opinion of the whole of each text: neighbours, segments and its own habits."""
    first, words, counts = prose.cues, prose.words, prose.rows.counts
    total = len(early)
    owner = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    heads = ends - counts
    top, end, count = heads[owner], ends[owner], counts[owner]
    chance = probability(early)
    chance[heads] = 1
    likely = chance > 0.5
    segment = np.cumsum(likely) - 1
    starts = np.append(np.flatnonzero(likely), total)
    place = np.arange(total)
    # A gap that is thought to be a start is judged between the starts on both sides of it.
    left = np.maximum(np.where(likely, starts[np.maximum(segment - 1, 0)], starts[segment]), top)
    right = np.minimum(starts[segment + 1], end)
    table: dict[str, NDArray[np.generic]] = {"first opinion": early}
    table["since start"] = np.minimum(place - left, 60)
    table["until start"] = np.minimum(right - place, 60)
    table["segments share"] = _shared(words, likely, segment, starts, left, right)
    # Leads of two stories of one event are alike.
    own_weight = np.bincount(words.paragraph, words.weight, total) + 0.5
    for ahead in (0, 1):
        again = _stands_in(words, np.minimum(left + ahead, end - 1))
        said = np.bincount(words.paragraph[again], words.weight[again], total)
        table[f"opening {ahead} restated"] = said / own_weight
    rank = np.empty(total, np.int64)
    rank[np.lexsort((-early, owner))] = place - top
    table["rank"] = rank / count
    chances = _sums(chance, heads)
    around = np.convolve(prose.rows.spread_out(chance), np.ones(NEAR), "same")[prose.rows.places]
    table["chance around"] = np.where(count >= NEAR, around, chances[owner])
    table["between refrains"] = _between_refrains(prose, owner, early)
    headed = prose.headings > 0
    table["headings"] = prose.headings
    so_far = np.cumsum(headed)
    table["headings so far"] = np.minimum(so_far - so_far[left], 20)
    values = first.values[:, [first.names.index(name) for name in HABITS]]
    chances = np.maximum(chances, 1e-6)
    habit = (_sums(values * chance[:, None], heads) / chances[:, None]).astype(np.float32)
    usual = (
        chances / counts,
        _convincing(early, owner, heads, counts),
        np.log1p(counts),
        _sums(np.where(headed, chance, 0), heads) / chances,
        _sums(headed, heads) / counts,
        *habit.T,
        *(_sums(values, heads) / counts[:, None]).T,
    )
    opinions = shifted(prose.rows.spread_out(early)[:, None], np.zeros(len(AROUND), np.int64), np.array(AROUND))
    names = (
        *first.names,
        *(f"opinion {step:+d}" for step in AROUND),
        *table,
        *(f"{name}: against habit" for name in HABITS),
        "expected share",
        "convincing",
        "paragraphs",
        "headings: habit",
        "headings: everywhere",
        *(f"{name}: habit" for name in HABITS),
        *(f"{name}: everywhere" for name in HABITS),
    )
    parts = (
        first.values,
        opinions[prose.rows.places],
        np.stack(list(table.values()), axis=1),
        np.abs(values - habit[owner]),
        np.stack(usual, axis=1).astype(np.float32)[owner],
    )
    return Cues(names, np.concatenate(parts, axis=1, dtype=np.float32))


def _sums(values: NDArray[Any], heads: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sums of the rows of each text, which begin at `heads`."""
    return np.asarray(np.add.reduceat(values, heads, axis=0, dtype=np.float64))


def _convincing(
    early: Floats, owner: NDArray[np.int64], heads: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Mean of the three highest opinions of the gaps of each text, the one before it left out; 0 if it has no other."""
    inner = early.astype(np.float64)
    inner[heads] = -np.inf
    ordered = inner[np.lexsort((-inner, owner))]
    there = np.minimum(counts - 1, 3)
    best = [np.where(there > k, ordered.take(heads + k, mode="clip"), 0) for k in range(3)]
    return np.asarray((best[2] + best[1] + best[0]) / np.maximum(there, 1))


def _stands_in(words: Occurrences, asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each word stands in the paragraph that is `asked` for its own, `[words]`.

    That is the last before it that is asked for by any, or its own, or the next.
    """
    wanted = asked[words.paragraph]
    found = (wanted == words.paragraph) | (wanted == words.after)
    # Words are in the order of their paragraphs: of those that are asked for, the last before is looked at.
    chosen = np.zeros(len(asked), bool)
    chosen[asked] = True
    place = np.where(chosen[words.paragraph], np.arange(len(wanted)), 0)
    last = np.zeros_like(place)
    np.maximum.accumulate(place[:-1], out=last[1:])
    found |= (words.word[last] == words.word) & (words.paragraph[last] == wanted)
    return np.asarray(found)


REFRAIN_APART = (3, 120)
"""Paragraphs from one copy of a line to the next between which a story is sought: a promotion that a page adds to each
of its stories, and no table."""

MOST_REFRAINS = 20
"""Pairs of copies that stand around one paragraph, on the average, up to which they are looked at: more are a log."""

NO_REFRAIN = -8.0


def _between_refrains(prose: Prose, owner: NDArray[np.int64], early: Floats) -> Floats:
    """How much less convincing each gap is than the best one between the same two copies of a refrain: what a page adds
    once to each of its stories stands in two of them. `NO_REFRAIN` where none stands on both sides."""
    found = np.full(len(early), NO_REFRAIN, np.float32)
    low, high = prose.refrains.T
    apart, counts = high - low, prose.rows.counts
    kept = (apart >= REFRAIN_APART[0]) & (apart <= REFRAIN_APART[1])
    around = np.bincount(owner[low], np.where(kept, apart, 0), len(counts))
    kept &= (around <= MOST_REFRAINS * counts)[owner[low]]
    low, apart = low[kept], apart[kept]
    begins = np.cumsum(apart) - apart
    gaps = np.arange(apart.sum()) - np.repeat(begins - low - 1, apart)
    if len(gaps):
        best = np.maximum.reduceat(early[gaps], begins)
        np.maximum.at(found, gaps, early[gaps] - np.repeat(best, apart))
    return found


def _shared(
    words: Occurrences,
    likely: NDArray[np.bool_],
    segment: NDArray[np.int64],
    starts: NDArray[np.int64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> Floats:
    """How much of the smaller side of each gap, within the segment that it parts, is said on both sides."""
    count = len(likely)
    linked = words.before >= 0
    low, high, weight = words.before[linked] + 1, words.paragraph[linked], words.weight[linked]
    before, after = segment[low - 1], segment[high]
    one, next_one = before == after, after == before + 1
    across = np.bincount(starts[after[next_one]], weight[next_one], count + 1)[:count]
    shared = np.where(likely, across, spread(low[one], high[one], weight[one], count))
    totals = np.concatenate(([0.0], np.cumsum(np.bincount(words.paragraph, words.weight, count))))
    here = totals[:count]
    smaller = np.minimum(here - totals[left], totals[right] - here)
    return np.asarray(shared / np.maximum(smaller, 1), np.float32)


ITEM = re.compile(r"(?:№|#)?(\d{1,2})[.)]\s")

_OPENS_ITEM = re.compile(r"[\d#№]")

ITEM_REACH = 60
"""Paragraphs within which the next item of a numbered list comes."""


def numbered_items(text: str, sheet: Page) -> NDArray[np.bool_]:
    """Which paragraphs of prose are, or stand under, items 2, 3, … of a list that goes on inside a story."""
    items = np.zeros(len(sheet.prose), bool)
    seen: dict[int, int] = {}
    starts = sheet.paragraphs.starts.tolist()
    opens = {found.start() for found in _OPENS_ITEM.finditer("".join(map(text.__getitem__, starts)))}
    if not opens:
        return items
    for row, (top, own) in enumerate(zip(sheet.tops.tolist(), sheet.prose.tolist(), strict=True)):
        for paragraph in {top, own}:
            if paragraph not in opens or not (item := ITEM.match(text, starts[paragraph])):
                continue
            number = int(item[1])
            items[row] |= number > 1 and row - seen.get(number - 1, -ITEM_REACH) < ITEM_REACH
            seen[number] = row
    return items


CONFIDENT = 0.6
"""Chance of the starts that show the habit of a file."""

TITLED = 0.5
"""Share of the confident starts above which there is a line like a title, from which the file is one with titles."""

SUBHEADED = 0.35
"""The same share, up to which lines like titles are sub-heads; between both, some stories have lost their titles."""

FEW_START = 0.2
"""Share of the lines like titles under which a story starts with confidence, up to which they are sub-heads as well:
under titles eight in ten do, under sub-heads less than two."""

UNDER_A_SUBHEAD = 0.9
"""Chance that a gap under a sub-head must reach for a story to start there: the page above may end in a short line."""


SEVERAL = 1.5
"""Sum of the chances of several starts, none of which convinces alone, from which a file holds more than one story: on
newspapers not seen before, four in ten of the files that were left whole are cut by it, and no single story."""


def decide(evidence: Evidence, model: Model, sheet: Page, inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The paragraphs that start a story, and none that is known to stand `inside` one. In a file with titles, a story
    starts at its title; elsewhere lines like titles are sub-heads or the end of the page above."""
    chance = np.where(inside, 0, probability(evidence.logits))
    chance[:1] = 0
    told = evidence.first["told before"] >= TOLD_AGAIN
    headed = sheet.tops < sheet.prose
    confident = chance >= CONFIDENT
    share = float(headed[confident].mean()) if confident.any() else 0.0
    kept = float(confident[headed].mean()) if headed.any() else 1.0
    if share < SUBHEADED or (share < TITLED and kept < FEW_START):
        chance[headed & (chance < UNDER_A_SUBHEAD)] = 0
    starts = chance >= model.threshold
    if not (told.any() or (chance >= model.gate).any() or chance[starts].sum() >= SEVERAL):
        starts[:] = False
    starts |= told
    starts[:1] = False
    return np.concatenate((sheet.body[:1], (sheet.tops if share >= TITLED else sheet.prose)[starts]))
