"""Why a story starts here, or does not: the cues of each gap in words, with what each of them weighs."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reader.text.layouts import Layout, survey
from reader.text.metadata import Story
from reader.text.model import Model, default_model
from reader.text.network import probability
from reader.text.segmentation import SEVERAL, UNDER_A_SUBHEAD, Evidence, Verdicts, judge, numbered_items

CONSIDERED = 0.05
"""Chance from which a gap counts as having been considered: one in twenty such gaps is a start after all."""

TITLES = "titles and sub-heads"
USUAL = "most paragraphs start no article"
"""What the logit is before anything is known of a gap but the file that it stands in, and what the groups do together
beyond what each does alone."""

CUES_FROM = 0.05
"""Logits below which a group said nothing."""

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


def explain(text: str, model: Model | None = None, stories: Sequence[Story] = ()) -> tuple[Boundary, ...]:
    """The gaps of a text that were considered, in order, with the cues that made or unmade them.

    What a group of cues weighs is the change of the logit when it is replaced by what is usual in the file.
    """
    if not text:
        return ()
    model = model or default_model()
    return _explained(text, survey(text, model, stories), model)


def _explained(text: str, layout: Layout, model: Model) -> tuple[Boundary, ...]:
    if layout.evidence is None or layout.marks:
        return _by_marks(text, layout, model)
    chance = probability(layout.evidence.logits)
    sheet = layout.page
    verdicts = judge(layout.evidence, model, sheet, numbered_items(text, sheet))
    starts, chosen = sheet.paragraphs.starts, set(layout.starts)
    # A story starts at its first paragraph of prose, or at the title above.
    at = np.where(np.isin(sheet.tops, layout.starts), sheet.tops, sheet.prose)
    picked = np.flatnonzero((chance >= CONSIDERED) | np.isin(at, layout.starts))
    weights = _weights(layout.evidence, model, picked)
    found = []
    for row, i in enumerate(picked.tolist()):
        start, begins = int(starts[at[i]]), int(at[i]) in chosen
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
        return "An item of a list that goes on starts none, whatever the chance."
    if verdicts.under_subheads[row] and chance < UNDER_A_SUBHEAD:
        return f"It takes {UNDER_A_SUBHEAD:.0%} under a short line, for those are sub-heads in this file."
    if verdicts.whole and chance >= model.threshold:
        return (
            f"{takes}, and in the whole file one start of {model.gate:.0%}, or several that come to {SEVERAL:.0%}"
            " together; there are none, so that it is left as a single article."
        )
    return "" if begins else f"{takes}."


def _by_marks(text: str, layout: Layout, model: Model) -> tuple[Boundary, ...]:
    """The starts that separators make, and between them what was considered within pieces that hold several stories."""
    found: list[Boundary] = []
    for pile in layout.piles:
        first, *_ = pile.layout.page.paragraphs.starts[pile.layout.starts].tolist()
        inside = _explained(text[pile.start : pile.end], pile.layout, model)
        found += [replace(gap, start=pile.start + gap.start) for gap in inside if gap.start > first]
    at = layout.page.paragraphs.starts
    known = {gap.start for gap in found}
    for i in layout.starts:
        if int(at[i]) not in known:
            found.append(_separated(int(at[i]), layout.marks[i].kind) if i in layout.marks else _top(int(at[i])))
    return tuple(sorted(found, key=lambda gap: gap.start))


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
    """What the logits at `rows` lose by each group: the whole text is judged without it, since a network looks at
    neighbours. With what is left beside the groups, that is all of the logits."""
    cues = evidence.cues

    def judged(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return model.networks(values, [len(values)])[rows]

    usual = np.median(cues.values, axis=0)
    whole = judged(cues.values)
    groups = np.array([_group(name) for name in cues.names])
    result = {}
    for group in NAMES:
        without = cues.values.copy()
        without[:, groups == group] = usual[groups == group]
        result[group] = whole - judged(without)
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
