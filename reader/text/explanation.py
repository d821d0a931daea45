"""Why a story starts here, or does not: the cues of each gap in words, with what each of them weighs."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.positions import Span
from reader.text.layouts import Layout, survey
from reader.text.metadata import Story
from reader.text.model import Model, default_model
from reader.text.network import AROUND, probability
from reader.text.segmentation import SEVERAL, UNDER_A_SUBHEAD, Evidence, Verdicts, judge

CONSIDERED = 0.05
"""Chance from which a gap counts as having been considered: one in twenty such gaps is a start after all."""

TITLES = "titles and sub-heads"
USUAL = "most paragraphs start no article"
"""What the logit is before anything is known of a gap but the file that it stands in, and what the groups do together
beyond what each does alone."""

CUES_FROM = 0.05
"""Logits below which a group said nothing."""

TOGETHER = 1 << 12
"""Gaps whose cues are copied and judged together, at most: some 25 MB, however long the text is."""

NAMES = {
    "words that were used before and come again": (
        "ahead held",
        "behind used",
        "valley",
        "retold",
    ),
    "words that return or recur": ("returning", "recurring", "turning", "unseen", "rare", "restated"),
    "reads like a lead": ("lead",),
    "reads like the end of a story": ("closing",),
    "people named in full, or by surname": (
        "full names",
        "new names",
        "named again",
        "introduced again",
        "surnames",
        "known surnames",
        "unknown surnames",
    ),
    "length and shape of the lines": ("length", "sentences", "commas", "stops", "colon", "question"),
    TITLES: ("headings", "heading length"),
    "capitals and figures": (
        "capitals",
        "digits",
        "old figures",
        "new figures",
        "opens digit",
        "bullet",
        "opens small",
        "script",
    ),
    "quotes": ("quotes", "opens quote"),
    "opens with a pronoun": ("pronoun",),
    "opens with a word that goes on": ("goes on",),
    "opens with an article": ("article", "the"),
    "says who said it": ("said", "agency", "attributed"),
    "names spelled out, or abbreviated": ("spelled out", "abbreviated"),
    "weekdays and offices": ("weekday", "office"),
    "posts, footers and bars beside it": ("after", "before"),
    "told before": ("told before",),
    "place in the file": ("from the top", "to the end"),
}
"""Groups of cues in words, and how the names of their columns begin."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """One gap that was considered: `start`, the offset of the paragraph after it; the `chance` of a new story;
    whether it was `chosen`, and the `rule` for that in words, empty where the cues are enough for a start; `cues`,
    names with weights in logits, the heaviest first, none if nothing was weighed; and whether the reader has
    `overruled` what was chosen."""

    start: int
    chance: float
    chosen: bool
    rule: str
    cues: tuple[tuple[str, float], ...]
    overruled: bool = False

    @property
    def begins(self) -> bool:
        """Whether a story starts here in the end."""
        return self.chosen is not self.overruled


@dataclass(frozen=True, slots=True)
class Explanation:
    """The `gaps` of a text that were considered, in order, and the pieces [start, end) of it in which none was weighed,
    each with the reason in words."""

    gaps: tuple[Boundary, ...]
    unweighed: tuple[tuple[int, int, str], ...] = ()

    def why_unweighed(self, at: int) -> str:
        """Why nothing was weighed at an offset; "" if it was."""
        return next((reason for start, end, reason in self.unweighed if start <= at < end), "")


def explain(
    text: str, model: Model | None = None, stories: Sequence[Story] = (), only: int | None = None
) -> Explanation:
    """What was considered in a text, with the cues that made or unmade each start; `only` that at one offset, if given,
    which takes far less time in a long text.

    What a group of cues weighs is the change of the logit when it is replaced by what is usual in the file.
    """
    if not text:
        return Explanation(())
    model = model or default_model()
    return _explained(text, survey(text, model, stories), model, only)


def _explained(text: str, layout: Layout, model: Model, only: int | None) -> Explanation:
    if layout.evidence is None or layout.marks:
        return _by_marks(text, layout, model, only)
    return Explanation(_weighed(text, layout, layout.evidence, model, [(0, len(text))], only))


def _weighed(
    text: str, layout: Layout, evidence: Evidence, model: Model, pieces: Sequence[Span], only: int | None
) -> tuple[Boundary, ...]:
    """The gaps of some pieces that were considered by their cues."""
    chance = probability(evidence.logits)
    sheet = layout.page
    verdicts = judge(text, evidence, model, sheet)
    starts, chosen = sheet.paragraphs.starts, set(layout.starts)
    # A story starts at its first paragraph of prose, or at the title above.
    at = np.where(np.isin(sheet.tops, layout.starts), sheet.tops, sheet.prose)
    considered = (chance >= CONSIDERED) | np.isin(at, layout.starts)
    offsets = starts[at]
    if only is not None:
        considered &= offsets == only
    inside = np.zeros(len(at), bool)
    for low, high in pieces:
        inside |= (offsets >= low) & (offsets < high)
    picked = np.flatnonzero(considered & inside)
    weights = _weights(evidence, model, picked)
    found = []
    for row, i in enumerate(picked.tolist()):
        start, begins = int(offsets[i]), int(at[i]) in chosen
        if i == 0:
            found.append(_top(start, begins))
            continue
        ranked = sorted(((name, float(w[row])) for name, w in weights.items()), key=lambda cue: -abs(cue[1]))
        cues = tuple((name, round(w, 2)) for name, w in ranked if abs(w) >= CUES_FROM)
        likely = float(chance[i])
        found.append(Boundary(start, likely, begins, _rule(verdicts, i, likely, begins, model), cues))
    return tuple(found)


def _top(start: int, begins: bool = True) -> Boundary:
    return Boundary(start, 1.0, begins, "", (("top of the text", 1.0),))


def _rule(verdicts: Verdicts, row: int, chance: float, begins: bool, model: Model) -> str:
    """What decided about a gap at which a story starts with some chance."""
    takes = f"It takes {model.threshold:.0%}"
    if begins and not verdicts.starts[row]:
        return "The long piece around it was read again by itself, and there it convinced."
    if begins and verdicts.told[row]:
        return "What was told further up is told again from here: that is a start, whatever the chance."
    if verdicts.inside[row]:
        return (
            "An item of a list that goes on starts none, nor does code, nor in Markdown with code what has no heading."
        )
    if verdicts.under_subheads[row] and chance < UNDER_A_SUBHEAD:
        return f"It takes {UNDER_A_SUBHEAD:.0%} under a short line, for those are sub-heads in this file."
    if verdicts.whole and chance >= model.threshold:
        return (
            f"{takes}, and in the whole file one start of {model.gate:.0%}, or several that come to {SEVERAL:.0%}"
            " together; there are none, so that it is left as a single article."
        )
    return "" if begins else f"{takes}."


def _by_marks(text: str, layout: Layout, model: Model, only: int | None) -> Explanation:
    """The starts that separators make, and between them what was considered within pieces that hold several stories."""
    found: list[Boundary] = []
    weighed: list[Span] = []
    unweighed: list[tuple[int, int, str]] = []
    for pile in layout.piles:
        first, *_ = pile.layout.page.paragraphs.starts[pile.layout.starts].tolist()
        asked = None if only is None else only - pile.start
        inside = _explained(text[pile.start : pile.end], pile.layout, model, asked)
        found += [replace(gap, start=pile.start + gap.start) for gap in inside.gaps if gap.start > first]
        weighed.append((pile.start, pile.end))
        unweighed += [(pile.start + start, pile.start + end, why) for start, end, why in inside.unweighed]
    if layout.evidence and (large := _weighed_together(text, layout, weighed)):
        found += _weighed(text, layout, layout.evidence, model, large, only)
        weighed += large
    at = layout.page.paragraphs.starts
    known = {gap.start for gap in found}
    for i in layout.starts:
        if only in (None, int(at[i])) and int(at[i]) not in known:
            found.append(_separated(int(at[i]), layout.marks[i].kind) if i in layout.marks else _top(int(at[i])))
    edges = [0, *(edge for piece in sorted(weighed) for edge in piece), len(text)]
    between = zip(edges[::2], edges[1::2], strict=True)
    unweighed += [(start, end, _why_unweighed(layout)) for start, end in between if start < end]
    return Explanation(tuple(sorted(found, key=lambda gap: gap.start)), tuple(unweighed))


def _weighed_together(text: str, layout: Layout, piles: Sequence[Span]) -> list[Span]:
    """The pieces between marks in which stories start by the evidence of the whole text."""
    starts = layout.page.paragraphs.starts
    edges = [0, *(int(starts[i]) for i in sorted(layout.marks)), len(text)]
    inside = [int(starts[i]) for i in layout.starts if i not in layout.marks]
    return [
        (low, high)
        for low, high in pairwise(edges)
        if any(low < start < high for start in inside) and not any(low <= start < high for start, _ in piles)
    ]


def _why_unweighed(layout: Layout) -> str:
    if layout.unweighed:
        return layout.unweighed.value
    kinds = ", ".join(sorted({mark.kind for mark in layout.marks.values()}))
    return f"Separators divide this text ({kinds}), and what stands between two of them is one article."


def _separated(start: int, kind: str) -> Boundary:
    return Boundary(start, 1.0, True, "", ((f"separator: {kind}", 1.0),))


def overruled(gaps: Iterable[Boundary], found: Set[int], now: Set[int]) -> tuple[Boundary, ...]:
    """The gaps of a text in which articles were `found` to start, with what the reader made of them: they start at
    these offsets `now`."""
    made, unmade = now - found, found - now
    at = {gap.start: gap for gap in gaps}
    for start in made - at.keys():
        at[start] = Boundary(start, 0.0, False, "", ())
    for start in (made | unmade) & at.keys():
        at[start] = replace(at[start], overruled=at[start].chosen is not (start in made))
    return tuple(at[start] for start in sorted(at))


def _weights(evidence: Evidence, model: Model, rows: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    """What the logits at `rows`, ascending, lose by each group: their neighbourhoods are judged without it, since a
    network looks at neighbours. With what is left beside the groups, that is all of the logits."""
    values = evidence.cues.values
    usual = np.array([np.median(column) for column in values.T], np.float32)
    groups = np.array([_group(name) for name in evidence.cues.names])
    result = {group: np.zeros(len(rows), np.float32) for group in NAMES}
    low = 0
    while low < len(rows):
        # Rows whose neighbourhoods lie close are judged together, and no more than a stretch is copied.
        high = int(np.searchsorted(rows, rows[low] + TOGETHER))
        apart = np.flatnonzero(np.diff(rows[low:high]) > 2 * AROUND)
        high = low + int(apart[0]) + 1 if len(apart) else high
        first = max(int(rows[low]) - AROUND, 0)
        some = values[first : rows[high - 1] + AROUND + 1]
        at = rows[low:high] - first
        whole = model.networks(some, [len(some)])[at]
        for group in NAMES:
            without = some.copy()
            without[:, groups == group] = usual[groups == group]
            result[group][low:high] = whole - model.networks(without, [len(some)])[at]
        low = high
    result[TITLES] += evidence.lines[rows]
    result[USUAL] = evidence.logits[rows] - sum(result.values())
    return result


def _group(column: str) -> str:
    name = column.split(":")[0]
    return next(
        group
        for group, prefixes in NAMES.items()
        if any(name == prefix or name.startswith(prefix + " ") for prefix in prefixes)
    )
