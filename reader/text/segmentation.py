"""Where stories start in running text: cues weighed by trees, then once more in the light of the whole file."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO

import numpy as np
from numpy.typing import NDArray

from reader.text.cohesion import Occurrences, occurrences, spread
from reader.text.cues import Cues, Language, cues, shift
from reader.text.paragraphs import Paragraphs
from reader.text.residue import LONGEST_FRAME, Frame, frame
from reader.text.tokens import read
from reader.text.trees import Trees, probability

Floats = NDArray[np.float32]

LONGEST_POST = 600
"""Characters of the longest text above a signature that is taken for the post itself."""

TOLD_AGAIN = 4
"""Different paragraphs that must come again in the same order to be a story told twice."""

TOLD_CHARACTERS = 300
"""Characters that they must have together: a menu that comes again is no story."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned: the language, two passes of trees, the probability from which a gap starts a story, and the
    one that the most convincing gap of a file must reach for the file to be cut at all."""

    language: Language
    first: Trees
    second: Trees
    threshold: float
    gate: float


@cache
def default_model() -> Model:
    """The model that the program comes with."""
    with resources.files("reader.text").joinpath("data/articles.npz").open("rb") as file:
        return load_model(file)


def load_model(file: IO[bytes]) -> Model:
    """A model from an open .npz file (arrays only, nothing in it is executed)."""
    with np.load(file, allow_pickle=False) as data:
        language = Language(
            data["common"], data["rarity"].astype(np.float32), data["leads"].astype(np.float32) * data["leads_scale"],
        )  # fmt: skip
        first, second = (
            Trees(
                data[f"{name}_columns"],
                data[f"{name}_borders"],
                data[f"{name}_leaves"].astype(np.float32),
                float(data[f"{name}_bias"]),
            )
            for name in ("first", "second")
        )
        return Model(language, first, second, float(data["threshold"]), float(data["gate"]))


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Paragraphs of a text with what each one is; `body` are the indices of those that are running text."""

    paragraphs: Paragraphs
    frames: NDArray[np.int8]
    body: NDArray[np.int64]


def page(text: str, spans: Paragraphs, rules: Sequence[int] = ()) -> Page:
    """Tell the paragraphs of stories from those of the page's frame; `rules` are lines of dashes and the like."""
    frames = np.zeros(len(spans), np.int8)
    for i in np.flatnonzero(spans.ends - spans.starts <= LONGEST_FRAME).tolist():
        line = text[spans.starts[i] : spans.ends[i]]
        frames[i] = frame(line if spans.lines[i] == 1 else " ".join(line.split()))
    frames[_refrains(text, spans) & (frames == Frame.TEXT)] = Frame.BAR
    frames[list(rules)] = Frame.RULE
    above = np.flatnonzero(frames == Frame.SIGNATURE) - 1
    above = above[above >= 0]
    short = spans.ends[above] - spans.starts[above] <= LONGEST_POST
    frames[above[short & (frames[above] == Frame.TEXT)]] = Frame.POST
    return Page(spans, frames, np.flatnonzero(frames == Frame.TEXT))


def _refrains(text: str, spans: Paragraphs) -> NDArray[np.bool_]:
    """Paragraphs that come `REFRAIN` times between others: the page's advertising. What comes again together with its
    neighbours is a story told again."""
    lines = [text[start:end] for start, end in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)]
    times = Counter(lines)
    around: dict[str, tuple[set[str], set[str]]] = {}
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if times[line] >= REFRAIN and len(line) >= LEAST_REFRAIN:
            befores, afters = around.setdefault(line, (set(), set()))
            befores.add(above)
            afters.add(below)
    known = {line for line, (above, below) in around.items() if len(above) == len(below) == times[line]}
    return np.array([line in known for line in lines], bool)


REFRAIN = 3
"""Times that a paragraph must come to be taken for a part of the page; a story told twice has each of its own twice."""

LEAST_REFRAIN = 12
"""Characters of such a paragraph; “Yes.” comes again in any interview."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The cues of both passes at the gaps before the body paragraphs of a page, and what they add up to (logits)."""

    first: Cues
    second: Cues
    logits: Floats


def weigh(text: str, sheet: Page, model: Model) -> Evidence:
    """Weigh the cues of every gap."""
    words, first = first_cues(text, sheet, model.language)
    second = second_cues(first, model.first(first.values), words)
    return Evidence(first, second, model.second(second.values))


def first_cues(text: str, sheet: Page, language: Language) -> tuple[Occurrences, Cues]:
    """Words of the body and the cues of its gaps."""
    body = sheet.paragraphs.select(sheet.body)
    reading = read(text, body)
    between = np.diff(sheet.body, prepend=-1) - 1
    kinds = np.zeros((len(body), len(Frame)), np.int64)
    framed = np.flatnonzero(sheet.frames != Frame.TEXT)
    owner = np.searchsorted(sheet.body, framed)
    inside = owner < len(body)
    np.add.at(kinds, (owner[inside], sheet.frames[framed[inside]]), 1)
    kinds[:, 0] = between
    words = occurrences(reading.tokens, len(body), language.common, language.rarity)
    return words, cues(reading, words, body.ends - body.starts, kinds, body.gaps, _told_before(text, body), language)


def _told_before(text: str, body: Paragraphs) -> NDArray[np.int64]:
    """For each paragraph where a run of repeated paragraphs begins, how many there are; elsewhere zero."""
    seen: dict[str, int] = {}
    match = np.full(len(body) + 1, -1, np.int64)
    told = [text[start:end] for start, end in zip(body.starts.tolist(), body.ends.tolist(), strict=True)]
    if (body.lines > 1).any():
        told = [" ".join(line.split()) for line in told]
    for i, line in enumerate(told):
        follows = match[i - 1] + 1 if i and match[i - 1] >= 0 else -1
        match[i] = follows if 0 <= follows < i and told[follows] == line else seen.get(line, -1)
        seen[line] = i
    runs = np.zeros(len(body), np.int64)
    for i in range(len(body) - 1, -1, -1):
        if match[i] >= 0:
            runs[i] = 1 + (runs[i + 1] if i + 1 < len(body) and match[i + 1] == match[i] + 1 else 0)
    continues = np.zeros(len(body), bool)
    continues[1:] = (match[1:-1] >= 0) & (match[:-2] >= 0) & (match[1:-1] == match[:-2] + 1)
    runs[continues] = 0
    for i in np.flatnonzero(runs >= TOLD_AGAIN).tolist():
        again = set(told[i : i + TOLD_AGAIN])
        if len(again) < TOLD_AGAIN or sum(map(len, again)) < TOLD_CHARACTERS:
            runs[i] = 0
    return runs


AROUND = (-8, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8)
"""Gaps whose first opinion counts for the second."""

HABITS = (
    "heading",
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


def second_cues(first: Cues, early: Floats, words: Occurrences) -> Cues:
    """Cues that know the first opinion of the whole file: neighbours, segments and the file's own habits."""
    count = len(early)
    chance = probability(early)
    chance[:1] = 1
    table: dict[str, Floats] = {"first opinion": early}
    for step in AROUND:
        table[f"opinion {step:+d}"] = shift(early, step)
    likely = chance > 0.5
    segment = np.cumsum(likely) - 1 if count else np.zeros(0, np.int64)
    starts = np.append(np.flatnonzero(likely), count)
    place = np.arange(count)
    # A gap that is thought to be a start is judged between the starts on both sides of it.
    left = np.where(likely, starts[np.maximum(segment - 1, 0)], starts[segment])
    right = starts[segment + 1]
    table["since start"] = np.minimum(place - left, 60).astype(np.float32)
    table["until start"] = np.minimum(right - place, 60).astype(np.float32)
    low, high, weight = words.before + 1, words.paragraph, words.weight
    linked = words.before >= 0
    low, high, weight = low[linked], high[linked], weight[linked]
    before, after = segment[low - 1], segment[high]
    one, next_one = before == after, after == before + 1
    shared = spread(low[one], high[one], weight[one], count)
    at = starts[after[next_one]]
    shared += np.bincount(at, weight[next_one], count).astype(np.float32) * likely
    totals = np.concatenate(([0.0], np.cumsum(np.bincount(words.paragraph, words.weight, count))))
    smaller = np.minimum(totals[place] - totals[left], totals[right] - totals[place])
    table["segments share"] = (
        np.where(likely, np.bincount(at, weight[next_one], count), shared) / np.maximum(smaller, 1)
    ).astype(np.float32)
    # Leads of two stories of one event are alike.
    keys = (words.word.astype(np.int64) << 31) | words.paragraph
    for ahead in (0, 1):
        opening = (words.word.astype(np.int64) << 31) | np.minimum(left[words.paragraph] + ahead, count - 1)
        at_opening = np.searchsorted(keys, opening)
        again = keys[np.minimum(at_opening, len(keys) - 1)] == opening if len(keys) else np.zeros(0, bool)
        said = np.bincount(words.paragraph[again], words.weight[again], count)
        own_weight = np.bincount(words.paragraph, words.weight, count)
        table[f"opening {ahead} restated"] = (said / (own_weight + 0.5)).astype(np.float32)
    rank = np.argsort(np.argsort(-early, kind="stable"), kind="stable")
    table["rank"] = (rank / max(1, count)).astype(np.float32)
    near = np.ones(25, np.float32)
    total = chance.sum()
    table["expected share"] = np.full(count, total / max(1, count), np.float32)
    table["convincing"] = np.full(count, np.sort(early[1:])[-3:].mean() if count > 1 else 0, np.float32)
    table["paragraphs"] = np.full(count, np.log1p(count), np.float32)
    table["chance around"] = (
        np.convolve(chance, near, "same")[:count].astype(np.float32)
        if count >= 25
        else np.full(count, total, np.float32)
    )
    for name in HABITS:
        value = first[name]
        habit = float((value * chance).sum() / max(total, 1e-6))
        table[f"{name}: habit"] = np.full(count, habit, np.float32)
        table[f"{name}: against habit"] = np.abs(value - habit).astype(np.float32)
        table[f"{name}: everywhere"] = np.full(count, value.mean() if count else 0, np.float32)
    heading = first["heading"]
    table["heading before: habit"] = np.full(
        count, float((first["heading -1"] * chance).sum() / max(total, 1e-6)), np.float32
    )
    table["headings so far"] = np.minimum(np.cumsum(heading) - (np.cumsum(heading)[left] if count else 0), 20).astype(
        np.float32
    )
    names = (*first.names, *table)
    return Cues(
        names, np.concatenate((first.values, np.stack(list(table.values()), axis=1)), axis=1).astype(np.float32)
    )


CONFIDENT = 0.6
"""Chance of the starts that show the habit of a file."""

TITLED = 0.2
"""Share of the confident starts that look like titles below which lines that look like titles are sub-heads. Of 0 to
0.65, best F1 on recombined files of newspapers that the model had not seen."""


ITEM = re.compile(r"(?:№|#)?(\d{1,2})[.)]\s")

ITEM_REACH = 60
"""Paragraphs within which the next item of a numbered list comes."""


def numbered_items(text: str, sheet: Page) -> NDArray[np.bool_]:
    """Which body paragraphs are items 2, 3, … of a list that goes on inside a story."""
    items = np.zeros(len(sheet.body), bool)
    seen: dict[int, int] = {}
    for row, start in enumerate(sheet.paragraphs.starts[sheet.body].tolist()):
        if not (text[start].isdigit() or text[start] in "#№") or not (item := ITEM.match(text, start)):
            continue
        number = int(item[1])
        items[row] = number > 1 and row - seen.get(number - 1, -ITEM_REACH) < ITEM_REACH
        seen[number] = row
    return items


def decide(evidence: Evidence, model: Model, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which body paragraphs start a story; the first always does, and none that is known to stand `inside` one."""
    chance = np.where(inside, 0, probability(evidence.logits))
    told = evidence.first["told before"] >= TOLD_AGAIN
    heading = evidence.first["heading"] > 0
    confident = chance[1:] >= CONFIDENT
    if confident.any() and heading[1:][confident].mean() < TITLED:
        chance = np.where(heading, 0, chance)
    starts = (chance >= model.threshold) | told
    if not (chance[1:] >= model.gate).any() and not told.any():
        starts[:] = False
    starts[:1] = True
    return starts
