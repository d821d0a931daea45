"""Every story in a text: where it starts, what it is called, and what stands between the stories."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reader.text.metadata import header_title, heads_a_story, post_source, story_date, story_source
from reader.text.page import Page, page
from reader.text.paragraphs import Paragraphs, paragraphs
from reader.text.residue import Frame
from reader.text.segmentation import Evidence, Model, decide, default_model, numbered_items, weigh
from reader.text.separators import Mark, confirmed, separators
from reader.text.titles import NOTHING, headline, numbered, title
from reader.text.trees import probability


class Kind(StrEnum):
    """What a span of a document is."""

    ARTICLE = "article"
    POST = "post"
    RESIDUE = "residue"


@dataclass(frozen=True, slots=True)
class Article:
    """A story, a stray post or a piece of the page's frame: `[start, end)` characters; `date` is yyyy-mm-dd."""

    start: int
    end: int
    kind: Kind
    title: str
    date: str | None = None
    source: str | None = None


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

CLOSING = frozenset({Frame.FOOTER, Frame.BAR, Frame.CREDIT, Frame.RULE})
"""Parts of the frame that close the story right above them: its copyright, credits and share bar. After a day or a
post, or at the top of a text, they are residue like the rest."""

DATED = frozenset({Frame.DAY, Frame.STAMP})
SIGNED = frozenset({Frame.STAMP, Frame.FOOTER})
CREDITED = frozenset({Frame.CREDIT})
POSTED = frozenset({Frame.POST, Frame.SIGNATURE})

TITLE_PARAGRAPHS = 8
"""Paragraphs of a story that are looked at for its title."""


def articles(text: str, model: Model | None = None) -> tuple[Article, ...]:
    """The spans of a text in order; they cover `[0, len(text))` exactly. Without `model`, the one that comes along."""
    if not text:
        return ()
    layout = survey(text, model)
    if not len(layout.page.paragraphs):
        return (Article(0, len(text), Kind.RESIDUE, NOTHING),)
    sheet = _Sheet.of(text, layout)
    spans = _spans(sheet, layout)
    edges = [0, *(sheet.starts[low] for low, _, _ in spans[1:]), len(text)]
    openings = [sheet.lines(low, min(high, low + TITLE_PARAGRAPHS)) for low, high, _ in spans]
    titles = numbered(_label(sheet, layout, *span, lines) for span, lines in zip(spans, openings, strict=True))
    return tuple(
        Article(edges[i], edges[i + 1], spans[i][2], titles[i], *_day_and_source(sheet, layout, spans, i, openings[i]))
        for i in range(len(spans))
    )


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """How a file was read: its page, the paragraphs that start a story, the marks that say so, and the evidence of
    running text where it was asked for."""

    page: Page
    starts: list[int]
    marks: dict[int, Mark]
    evidence: Evidence | None


def survey(text: str, model: Model | None = None) -> Layout:
    """Read a text and decide where its stories start: by separators where it has them, else by its cues."""
    spans = paragraphs(text)
    found, rules = separators(text, spans)
    prose = _prose_share(text, spans)
    decisive = next((m for m in found if m.decisive and (prose >= PROSE_SHARE or m.kind in FOR_ANY_TEXT)), None)
    if not decisive and "(@" not in text and prose < LEAST_PROSE:
        return Layout(_whole(spans), [0] if len(spans) else [], {}, None)
    sheet = page(text, spans, rules)
    if decisive:
        return _marked(sheet, decisive.marks, None)
    if len(sheet.prose) < FEWEST:
        return Layout(sheet, sheet.body[:1].tolist(), {}, None)
    if len(spans) > len(sheet.body) >= len(spans) / 2:
        prose = _prose_share(text, spans.select(sheet.body))
    if prose < PROSE_SHARE and len(sheet.body) >= len(spans) / 2:
        return Layout(_whole(spans), [0], {}, None)
    model = model or default_model()
    evidence = weigh(text, sheet, model)
    chance = _chance_above(sheet, evidence)
    for marks in found:
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it is gone through paragraph by paragraph: lists are faster at that than arrays."""

    text: str
    starts: list[int]
    ends: list[int]
    wrapped: list[bool]
    frames: list[int]

    @classmethod
    def of(cls, text: str, layout: Layout) -> "_Sheet":
        spans = layout.page.paragraphs
        wrapped = (spans.lines > 1).tolist()
        return cls(text, spans.starts.tolist(), spans.ends.tolist(), wrapped, layout.page.frames.tolist())

    def lines(self, low: int, high: int) -> list[str]:
        """Some paragraphs, each as one line."""
        return [
            " ".join(self.text[start:end].split()) if wrapped else self.text[start:end]
            for start, end, wrapped in zip(
                self.starts[low:high], self.ends[low:high], self.wrapped[low:high], strict=True
            )
        ]


def _spans(sheet: _Sheet, layout: Layout) -> list[tuple[int, int, Kind]]:
    """Ranges of paragraphs with their kinds: stories reach to their last paragraph of text and the footers that close
    it; what else stands between them is posts and residue."""
    starts = layout.starts
    limits = [*starts, len(sheet.frames)][1:]
    body = layout.page.body.tolist()
    spans: list[tuple[int, int, Kind]] = []
    done = 0
    for start, limit in zip(starts, limits, strict=True):
        top = start if start in layout.marks else _top(sheet, done, start)
        spans += _frame_spans(sheet, done, top)
        last = bisect_left(body, limit) - 1
        done = body[last] + 1 if last >= 0 and body[last] >= start else start + 1
        while done < limit and _closes(sheet, done):
            done += 1
        spans.append((top, done, Kind.ARTICLE))
    return spans + _frame_spans(sheet, done, len(sheet.frames))


def _top(sheet: _Sheet, low: int, start: int) -> int:
    """Where a story begins whose first paragraph of text is `start`: a caption between a day or a post and the text is
    its own."""
    top = start
    while top > low and sheet.frames[top - 1] == Frame.CREDIT:
        top -= 1
    return top if top > low and sheet.frames[top - 1] in (Frame.DAY, Frame.SIGNATURE) else start


def _closes(sheet: _Sheet, number: int) -> bool:
    """Whether a part of the frame belongs to the story above it."""
    kind = sheet.frames[number]
    if kind == Frame.STAMP:
        return not heads_a_story(sheet.text[sheet.starts[number] : sheet.ends[number]])
    return kind in CLOSING


def _frame_spans(sheet: _Sheet, low: int, high: int) -> list[tuple[int, int, Kind]]:
    """Posts end with a signature; lines of residue that touch are one span."""
    spans: list[tuple[int, int, Kind]] = []
    for i in range(low, high):
        frame = sheet.frames[i]
        kind = Kind.POST if frame in POSTED else Kind.RESIDUE
        signs = frame == Frame.SIGNATURE and i > low and sheet.frames[i - 1] in POSTED
        if spans and (signs or (kind is Kind.RESIDUE and spans[-1][2] is Kind.RESIDUE)):
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
        else:
            spans.append((i, i + 1, kind))
    return spans


def _label(sheet: _Sheet, layout: Layout, low: int, high: int, kind: Kind, lines: list[str]) -> str:
    """The title that a mark or a header block gives, else one made of the first lines."""
    if kind is Kind.RESIDUE:
        return headline(lines[0]) or NOTHING
    if kind is Kind.POST and sheet.frames[low] == Frame.POST:
        return title(lines[:1])
    given = layout.marks[low].title if low in layout.marks else header_title(lines)
    own = [line for line, frame in zip(lines, sheet.frames[low:high], strict=False) if frame not in CREDITED]
    return (headline(given) if given else "") or title(own or lines)


def _day_and_source(
    sheet: _Sheet, layout: Layout, spans: list[tuple[int, int, Kind]], number: int, own: list[str]
) -> tuple[str | None, str | None]:
    """Date and source of a span: from its own lines and, for a story, from the residue just before and after it."""
    low, high, kind = spans[number]
    if kind is not Kind.ARTICLE:
        return story_date("", own), post_source(own) if kind is Kind.POST else None
    frames = sheet.frames
    beside: list[str] = []
    if mark := layout.marks.get(low):
        beside += [line for line in (f"Date: {mark.date}", f"Source: {mark.source}") if not line.endswith(": ")]
    beside += [line for line, frame in zip(own, frames[low:high], strict=False) if frame in DATED]
    for i in range(max(low, high - TITLE_PARAGRAPHS), high):
        if frames[i] in SIGNED:
            beside += sheet.lines(i, i + 1)
    for neighbour in (number - 1, number + 1):
        if 0 <= neighbour < len(spans) and spans[neighbour][2] is Kind.RESIDUE:
            first, last, _ = spans[neighbour]
            near = zip(sheet.lines(first, min(last, first + TITLE_PARAGRAPHS)), frames[first:last], strict=False)
            heads = neighbour < number
            beside += [
                line
                for line, frame in near
                if (frame == Frame.STAMP and heads_a_story(line) == heads) or (frame == Frame.DAY and heads)
            ]
    lead = next((line for line in own if len(line) > PROSE_CHARACTERS), own[0])
    return story_date(lead, beside), story_source(lead, beside)
