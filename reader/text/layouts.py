"""How a text is laid out: what its lines are, and where its stories start, by its separators or by its cues."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.text.model import Model, default_model
from reader.text.page import Page, page
from reader.text.paragraphs import Paragraphs, paragraphs
from reader.text.segmentation import Evidence, decide, numbered_items, weigh
from reader.text.separators import Mark, Marks, confirmed, separators
from reader.text.trees import probability

PROSE_CHARACTERS = 80
"""Characters of a paragraph of prose; lines of verse, code, logs and tables are shorter or have no full stop."""

PROSE_SHARE = 0.4
"""Share of a file's characters that must stand in such paragraphs for its gaps to be judged: interviews and pages
with many captions reach 0.5, poems, programs, logs and tables stay under 0.2."""

FOR_ANY_TEXT = frozenset({"mail", "header", "form feed"})
"""Marks that separate whatever they stand between; headings and rules also stand in programs and READMEs."""

FEWEST = 3
"""Paragraphs of prose below which no gap is judged: there is too little on either side."""

LEAST_PROSE = 0.05
"""Share below which a file is not even looked at for posts and footers."""

CLOSERS = frozenset('.!?…。！？:”"»’')
FIRST_WIDE = "\u2e80"
"""The first of the Chinese, Japanese and Korean characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """How a file was read: its page, the paragraphs that start a story, the marks that say so, and the evidence of
    running text where it was asked for."""

    page: Page
    starts: list[int]
    marks: dict[int, Mark]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, eq=False)
class _Unmarked:
    """A text whose stories are not decided by its separators: its page, and the marks that need to be confirmed."""

    page: Page
    found: list[Marks]


def survey(text: str, model: Model | None = None) -> Layout:
    """Read a text and decide where its stories start: by separators where it has them, else by its cues."""
    return surveys((text,), model)[0]


def surveys(texts: Sequence[str], model: Model | None = None) -> list[Layout]:
    """The same of several texts, of which those without decisive separators are weighed together: what is found of each
    is what would be found of it alone."""
    begun = [_by_separators(text) for text in texts]
    unmarked = [(text, one) for text, one in zip(texts, begun, strict=True) if isinstance(one, _Unmarked)]
    if not unmarked:
        return [one for one in begun if isinstance(one, Layout)]
    model = model or default_model()
    evidence = iter(weigh([text for text, _ in unmarked], [one.page for _, one in unmarked], model))
    return [
        one if isinstance(one, Layout) else _by_evidence(text, one, next(evidence), model)
        for text, one in zip(texts, begun, strict=True)
    ]


def _by_separators(text: str) -> Layout | _Unmarked:
    spans = paragraphs(text)
    found, rules = separators(text, spans)
    prose = _prose_share(text, spans)
    decisive = next((m for m in found if m.decisive and (prose >= PROSE_SHARE or m.kind in FOR_ANY_TEXT)), None)
    if not decisive and "(@" not in text and prose < LEAST_PROSE:
        return Layout(_whole(spans), [0] if len(spans) else [], {}, None)
    sheet = page(text, spans, rules, decisive.heads if decisive else ())
    if decisive:
        return _marked(sheet, decisive.marks, None)
    if len(sheet.prose) < FEWEST:
        return Layout(sheet, sheet.body[:1].tolist(), {}, None)
    if len(spans) > len(sheet.body) >= len(spans) / 2:
        prose = _prose_share(text, spans.select(sheet.body))
    if prose < PROSE_SHARE and len(sheet.body) >= len(spans) / 2:
        return Layout(_whole(spans), [0], {}, None)
    return _Unmarked(sheet, found)


def _by_evidence(text: str, begun: _Unmarked, evidence: Evidence, model: Model) -> Layout:
    sheet = begun.page
    chance = _chance_above(sheet, evidence)
    for marks in begun.found:
        if not marks.decisive and confirmed(marks, chance):
            return _marked(sheet, marks.marks, evidence)
    return Layout(sheet, decide(evidence, model, sheet, numbered_items(text, sheet)).tolist(), {}, evidence)


def _chance_above(sheet: Page, evidence: Evidence) -> NDArray[np.float32]:
    """The chance of a new story at each paragraph: that of the prose that it is, or that comes next."""
    chance = np.append(probability(evidence.logits), np.float32(0))
    return chance[np.searchsorted(sheet.prose, np.arange(len(sheet.paragraphs)))]


def _marked(sheet: Page, marks: tuple[Mark, ...], evidence: Evidence | None) -> Layout:
    starts = {m.start: m for m in marks}
    head = sheet.body[:1].tolist()
    first = head if head and head[0] < min(starts) else []
    return Layout(sheet, first + sorted(starts), starts, evidence)


def _whole(spans: Paragraphs) -> Page:
    """A page on which nothing is frame: in a program, a poem or a log every line belongs to it."""
    return Page.of(spans, np.zeros(len(spans), np.int8))


def _prose_share(text: str, body: Paragraphs) -> float:
    """Share of the characters that stand in paragraphs of prose: long ones that close with a sentence."""
    lengths = body.ends - body.starts
    # A character of Chinese says as much as two or three of an alphabet.
    size = lengths
    if not text.isascii():
        size = lengths * np.where([text[start] >= FIRST_WIDE for start in body.starts.tolist()], 2.5, 1)
    long = size >= PROSE_CHARACTERS
    closed = [not CLOSERS.isdisjoint(text[end - 2 : end]) for end in body.ends[long].tolist()]
    return float(lengths[long][np.array(closed, bool)].sum() / max(1, lengths.sum()))
