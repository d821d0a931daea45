"""Why a story starts here, or does not: the cues of each gap in words, with what each of them weighs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reader.text.layouts import Layout, survey
from reader.text.metadata import Story
from reader.text.model import Model, default_model
from reader.text.network import probability
from reader.text.segmentation import Evidence

CONSIDERED = 0.05
"""Chance from which a gap counts as having been considered: one in twenty such gaps is a start after all."""

TITLES = "titles and sub-heads"

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
    whether it was `chosen`; and `cues`, names with weights in logits, the heaviest first."""

    start: int
    chance: float
    chosen: bool
    cues: tuple[tuple[str, float], ...]


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
    starts, chosen = sheet.paragraphs.starts, set(layout.starts)
    # A story starts at its first paragraph of prose, or at the title above.
    at = np.where(np.isin(sheet.tops, layout.starts), sheet.tops, sheet.prose)
    picked = np.flatnonzero((chance >= CONSIDERED) | np.isin(at, layout.starts))
    weights = _weights(layout.evidence, model, picked)
    found = []
    for row, i in enumerate(picked.tolist()):
        ranked = sorted(((name, float(w[row])) for name, w in weights.items()), key=lambda cue: -abs(cue[1]))
        cues = (
            (("top of the text", 1.0),)
            if i == 0
            else tuple((name, round(w, 2)) for name, w in ranked if abs(w) >= 0.05)
        )
        likely = 1.0 if i == 0 else float(chance[i])
        found.append(Boundary(int(starts[at[i]]), likely, int(at[i]) in chosen, cues))
    return tuple(found)


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
            name = f"separator: {layout.marks[i].kind}" if i in layout.marks else "top of the text"
            found.append(Boundary(int(at[i]), 1.0, True, ((name, 1.0),)))
    return tuple(sorted(found, key=lambda gap: gap.start))


def _weights(evidence: Evidence, model: Model, rows: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    """What the logits at `rows` lose by each group: the whole text is judged without it, since a network looks at
    neighbours."""
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
    return result


def _group(column: str) -> str:
    name = column.split(":")[0]
    return next(
        group
        for group, prefixes in NAMES.items()
        if any(name == prefix or name.startswith(prefix + " ") for prefix in prefixes)
    )
