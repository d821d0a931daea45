"""Where stories start in running text: the cues of each gap, weighed by networks that see the gaps around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text.cues import Cues
from reader.text.model import Model
from reader.text.network import probability
from reader.text.page import Page
from reader.text.prose import TOLD_AGAIN, read_prose

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The cues at the gaps before the paragraphs of prose, and what they add up to (logits)."""

    cues: Cues
    logits: Floats


def weigh(texts: Sequence[str], sheets: Sequence[Page], model: Model) -> list[Evidence]:
    """Weigh the cues of every gap of some texts."""
    prose = read_prose(texts, sheets, model.language)
    counts = prose.rows.counts
    logits = _alike(model.networks(prose.cues.values, counts.tolist()), prose.twins)
    spans = [slice(low, high) for low, high in pairwise([0, *np.cumsum(counts).tolist()])]
    return [Evidence(prose.cues.of(some), logits[some]) for some in spans]


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
    told = evidence.cues["told before"] >= TOLD_AGAIN
    headed = sheet.tops < sheet.prose
    confident = chance >= CONFIDENT
    share = float(headed[confident].mean()) if confident.any() else 0.0
    if share < SUBHEADED or (share < TITLED and confident[headed].mean() < FEW_START):
        chance[headed & (chance < UNDER_A_SUBHEAD)] = 0
    starts = chance >= model.threshold
    if not (told.any() or (chance >= model.gate).any() or chance[starts].sum() >= SEVERAL):
        starts[:] = False
    starts |= told
    starts[:1] = False
    return np.concatenate((sheet.body[:1], (sheet.tops if share >= TITLED else sheet.prose)[starts]))
