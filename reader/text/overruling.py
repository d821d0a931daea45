"""A reader's own decisions about where stories start and what they are called, applied to what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.text.articles import TITLE_PARAGRAPHS, Article, Kind
from reader.text.decisions import Change, Decision
from reader.text.markup import FARTHEST, first_told
from reader.text.titles import title

ALIKE = 0.5
"""Share of a span, as it is and as it was named, that must be in both for its name to stay when its start has moved."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """The spans after all decisions; the text stays covered exactly."""

    articles: tuple[Article, ...]
    unfit: tuple[Decision, ...]
    """The decisions that fit nothing in the text as it is now, and change nothing."""


def overrule(text: str, found: Sequence[Article], decisions: Iterable[Decision]) -> Overruled:
    """What becomes of the spans found in a text by decisions, in the order in which they were taken.

    A name belongs to the span that begins where it was given; where a span begins elsewhere now, as under a line that
    was put above it, only if both are mostly the same text. Nothing is to be split where a span starts, nor to be
    merged within one.
    """
    spans, decided = list(found), list(decisions)
    unfit: list[Decision] = []
    named = {decision.start for decision in decided if decision.change is Change.RENAME}
    joined = {decision.start for decision in decided if decision.change is Change.MERGE}
    for decision in decided:
        at = next((i for i, span in enumerate(spans) if span.start <= decision.start < span.end), None)
        if at is None:
            unfit.append(decision)
            continue
        span = spans[at]
        begins = span.start == decision.start
        if decision.change is Change.SPLIT and not begins:
            lines = [line for line in text[decision.start : span.end].split("\n") if line.strip()][:FARTHEST]
            first = first_told([*map(str.strip, lines)], [line[0].isspace() for line in lines]) or 0
            rest = Article(decision.start, span.end, Kind.ARTICLE, title(lines[first : first + TITLE_PARAGRAPHS]))
            spans[at : at + 1] = [replace(span, end=decision.start), rest]
        elif decision.change is Change.MERGE and begins and at > 0:
            spans[at - 1 : at + 1] = [_joined(spans[at - 1], span)]
        elif decision.change is Change.RENAME:
            own = span.start not in named and decision.start not in joined and _is_mostly(span, decision)
            if decision.title.strip() and (begins or own):
                spans[at] = replace(span, title=decision.title.strip())
            elif decision.start not in joined:
                unfit.append(decision)
    return Overruled(tuple(spans), tuple(unfit))


def _is_mostly(span: Article, named: Decision) -> bool:
    """Whether a span is most of what was named, and that most of the span."""
    both = min(span.end, named.start + named.size) - named.start
    return both >= ALIKE * max(span.end - span.start, named.size, 1)


def _joined(first: Article, second: Article) -> Article:
    """Two neighbours as one, which is a story if either is; what is known of the story wins."""
    lead, other = (second, first) if second.kind is Kind.ARTICLE and first.kind is not Kind.ARTICLE else (first, second)
    return replace(
        lead, start=first.start, end=second.end, date=lead.date or other.date, source=lead.source or other.source
    )
