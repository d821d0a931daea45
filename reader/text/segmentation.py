"""Where stories start in running text: the cues of each gap, weighed by networks that see the gaps around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text.code import in_code
from reader.text.cues import Cues
from reader.text.metadata import is_byline
from reader.text.model import Model
from reader.text.network import probability
from reader.text.page import Page
from reader.text.prose import TOLD_AGAIN, read_prose

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The cues at the gaps before the paragraphs of prose, and what they add up to (logits); `lines` is the part of it
    that lines like titles and bylines above a gap have, beside the networks; `signed`: there is a byline above."""

    cues: Cues
    logits: Floats
    lines: Floats
    signed: NDArray[np.bool_]

    def of(self, some: slice) -> "Evidence":
        """That of some gaps."""
        return Evidence(self.cues.of(some), self.logits[some], self.lines[some], self.signed[some])


def weigh(texts: Sequence[str], sheets: Sequence[Page], model: Model) -> list[Evidence]:
    """Weigh the cues of every gap of some texts."""
    prose = read_prose(texts, sheets, model.language)
    counts = prose.rows.counts
    logits = _alike(model.networks(prose.cues.values, counts.tolist()), prose.twins)
    bounds = [0, *np.cumsum(counts).tolist()]
    first = np.zeros(len(logits) + 1, bool)
    first[bounds] = True
    first = first[:-1]
    headed = np.concatenate([sheet.tops < sheet.prose for sheet in sheets]) & ~first
    signed = np.concatenate([bylines(text, sheet) for text, sheet in zip(texts, sheets, strict=True)])
    lines = titles_habit(logits, headed & ~signed, np.repeat(np.arange(len(counts)), counts))
    lines[signed & ~_just_begun(logits, first)] = UNDER_A_BYLINE
    every = Evidence(prose.cues, logits + lines, lines, signed)
    return [every.of(slice(low, high)) for low, high in pairwise(bounds)]


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


UNDER_A_BYLINE = np.float32(3)
"""What a byline says for a start, in logits, beyond what the networks make of any short line: of the whole numbers to 4
the likeliest at 310 bylines of recombined files of newspapers not seen."""

JUST_BEGUN = np.float32(-1.4)
"""Logit (a chance of one in five) of a start, at one of the two gaps above, from which a byline belongs to that story:
below its title and the sentence that sums it up."""


def bylines(text: str, sheet: Page) -> NDArray[np.bool_]:
    """Above which paragraphs of prose a byline stands, `[prose]`."""
    signed = np.zeros(len(sheet.prose), bool)
    starts, ends = sheet.paragraphs.starts, sheet.paragraphs.ends
    for row in np.flatnonzero(sheet.tops < sheet.prose).tolist():
        above = range(int(sheet.tops[row]), int(sheet.prose[row]))
        signed[row] = any(is_byline(text[starts[line] : ends[line]]) for line in above)
    return signed


def _just_begun(logits: Floats, first: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a story may start at one of the two gaps above each, or its file does; `first` are those of files."""
    begins = first | (logits >= JUST_BEGUN)
    found = first.copy()
    found[1:] |= begins[:-1]
    found[2:] |= begins[:-2]
    return found


UNDER_A_TITLE = 0.28
"""Share of the lines like titles, in recombined files of all kinds, under which a story starts: that the networks
expect."""

ELSEWHERE = 4
"""Lines like titles of other files that count beside those of a file, so that a few do not make a habit."""

ROUNDS = 12
"""After which the shares hardly change."""


def titles_habit(logits: Floats, headed: NDArray[np.bool_], owner: NDArray[np.int64]) -> Floats:
    """What to add to the logits of gaps under lines like titles, `headed`; `owner` is the file of each gap.

    In one file nearly all such lines are titles, in another none is. The share of each file is estimated from the
    chances of its own gaps, which then are what they would be at this share (Saerens, Latinne and Decaestecker 2002).
    """
    rows = np.flatnonzero(headed)
    added = np.zeros(len(logits), np.float32)
    if not len(rows):
        return added
    files, count = owner[rows], int(owner[-1]) + 1
    lines = np.bincount(files, minlength=count) + ELSEWHERE
    usual = np.log(UNDER_A_TITLE / (1 - UNDER_A_TITLE))
    more = np.zeros(count)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(logits[rows] + more[files])))
        share = (np.bincount(files, chance, count) + ELSEWHERE * UNDER_A_TITLE) / lines
        more = np.log(share / (1 - share)) - usual
    added[rows] = more[files]
    return added


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


_HEADED = re.compile(r"#{1,6}\s+\S")


def beside_code(text: str, sheet: Page) -> NDArray[np.bool_]:
    """Which paragraphs of prose are code, and in Markdown that holds code those under no heading: no story starts at
    them, though it be told again."""
    code = in_code(text, sheet.paragraphs)
    if not code.any():
        return np.zeros(len(sheet.prose), bool)
    starts = sheet.paragraphs.starts
    headed = ~code
    headed[headed] = [_HEADED.match(text, start) is not None for start in starts[headed].tolist()]
    is_markdown = np.count_nonzero(headed) > 1
    above = np.append(0, np.cumsum(headed if is_markdown else ~code))
    unheaded: NDArray[np.bool_] = above[sheet.tops] == above[sheet.prose + 1]
    return code[sheet.prose] | unheaded


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


SEVERAL = 2.0
"""Sum of the chances of several starts, none of which convinces alone, from which a file holds more than one story:
with 2.6, starts of dumps of short stories are lost; with 1.5, half as many single stories again are cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What is decided about the gaps before the paragraphs of prose, `[prose]`: the `starts`, those at which a story is
    `told` again, those `inside` a list or at code, those `under_subheads`; whether the file is left `whole`, as some
    would do were they more convincing; and whether it is a file with titles, whose stories start at them."""

    starts: NDArray[np.bool_]
    told: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    under_subheads: NDArray[np.bool_]
    whole: bool
    titled: bool


def judge(text: str, evidence: Evidence, model: Model, sheet: Page) -> Verdicts:
    """Decide which gaps start a story; none does that is known to stand inside one. Above the first paragraph there
    is none to be decided about."""
    code = beside_code(text, sheet)
    inside = numbered_items(text, sheet) | code
    chance = np.where(inside, 0, probability(evidence.logits))
    chance[:1] = 0
    told = (evidence.cues["told before"] >= TOLD_AGAIN) & ~code
    headed = sheet.tops < sheet.prose
    confident = chance >= CONFIDENT
    share = float(headed[confident].mean()) if confident.any() else 0.0
    under_subheads = np.zeros(len(chance), bool)
    if share < SUBHEADED or (share < TITLED and confident[headed].mean() < FEW_START):
        under_subheads = headed & ~evidence.signed
        chance[under_subheads & (chance < UNDER_A_SUBHEAD)] = 0
    starts = chance >= model.threshold
    whole = not (told.any() or (chance >= model.gate).any() or chance[starts].sum() >= SEVERAL)
    if whole:
        starts[:] = False
    starts |= told
    starts[:1] = False
    return Verdicts(starts, told, inside, under_subheads, whole, share >= TITLED)


def decide(text: str, evidence: Evidence, model: Model, sheet: Page) -> NDArray[np.int64]:
    """The paragraphs that start a story, and none that is known to stand inside one. In a file with titles, a story
    starts at its title, and anywhere at its byline; elsewhere lines like titles are sub-heads or the end of the page
    above."""
    verdicts = judge(text, evidence, model, sheet)
    at = sheet.tops if verdicts.titled else np.where(evidence.signed, sheet.tops, sheet.prose)
    return np.concatenate((sheet.body[:1], at[verdicts.starts]))
