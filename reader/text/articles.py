"""Every story in a text: where it starts, what it is called, and what stands between the stories."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from reader.text.dates import find_date
from reader.text.paragraphs import paragraphs
from reader.text.residue import Frame
from reader.text.segmentation import Model, Page, decide, default_model, page, weigh
from reader.text.titles import NOTHING, numbered, title


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


def articles(text: str, model: Model | None = None) -> tuple[Article, ...]:
    """The spans of a text in order; they cover `[0, len(text))` exactly."""
    if not text:
        return ()
    sheet = page(text, paragraphs(text))
    if not len(sheet.paragraphs):
        return (Article(0, len(text), Kind.RESIDUE, NOTHING),)
    spans = _spans(sheet, _starts(text, sheet, model or default_model()))
    titles = numbered(_label(text, sheet, low, high, kind) for low, high, kind in spans)
    edges = [0, *(int(sheet.paragraphs.starts[low]) for low, _, _ in spans[1:]), len(text)]
    return tuple(
        Article(
            edges[i],
            edges[i + 1],
            kind,
            titles[i],
            find_date(text[edges[i] : edges[i + 1]]) if kind is not Kind.ARTICLE else None,
        )
        for i, (_, _, kind) in enumerate(spans)
    )


def _starts(text: str, sheet: Page, model: Model) -> list[int]:
    """Indices of the paragraphs that start a story."""
    if not len(sheet.body):
        return []
    return sheet.body[decide(weigh(text, sheet, model), model)].tolist()


def _spans(sheet: Page, starts: list[int]) -> list[tuple[int, int, Kind]]:
    """Ranges of paragraphs with their kinds: stories reach to their last paragraph of text, and what stands between
    them is posts and residue."""
    spans: list[tuple[int, int, Kind]] = []
    done = 0
    for number, start in enumerate(starts):
        limit = starts[number + 1] if number + 1 < len(starts) else len(sheet.paragraphs)
        spans += _frame_spans(sheet, done, start)
        low, high = np.searchsorted(sheet.body, [start, limit])
        done = int(sheet.body[high - 1]) + 1 if high > low else start + 1
        spans.append((start, done, Kind.ARTICLE))
    return spans + _frame_spans(sheet, done, len(sheet.paragraphs))


def _frame_spans(sheet: Page, low: int, high: int) -> list[tuple[int, int, Kind]]:
    """Posts end with a signature; lines of residue that touch are one span."""
    spans: list[tuple[int, int, Kind]] = []
    for i in range(low, high):
        frame = sheet.frames[i]
        kind = Kind.POST if frame in (Frame.POST, Frame.SIGNATURE) else Kind.RESIDUE
        signs = frame == Frame.SIGNATURE and i > low and sheet.frames[i - 1] in (Frame.POST, Frame.SIGNATURE)
        if spans and (signs or (kind is Kind.RESIDUE and spans[-1][2] is Kind.RESIDUE)):
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
        else:
            spans.append((i, i + 1, kind))
    return spans


def _label(text: str, sheet: Page, low: int, high: int, kind: Kind) -> str:
    lines = [
        text[start:end]
        for start, end in zip(
            sheet.paragraphs.starts[low:high][:8].tolist(), sheet.paragraphs.ends[low:high][:8].tolist(), strict=True
        )
    ]
    return title(lines if kind is not Kind.RESIDUE else lines[:1])
