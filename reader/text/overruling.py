"""A reader's own decisions about where stories start and what they are called, applied to what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.text.articles import Article, Kind
from reader.text.decisions import Change, Decision
from reader.text.titles import title


def overrule(text: str, found: Sequence[Article], decisions: Iterable[Decision]) -> tuple[Article, ...]:
    """The spans after all decisions, in the order in which they were taken; the text stays covered exactly.

    A decision whose place is no longer there (no span starts at it, or nothing is left to split) changes nothing; but a
    name stays with the words that it was given to, where a span begins with others now and most of it follows them.
    """
    spans, decided = list(found), list(decisions)
    named = {decision.start for decision in decided if decision.change is Change.RENAME}
    joined = {decision.start for decision in decided if decision.change is Change.MERGE}
    for decision in decided:
        at = next((i for i, span in enumerate(spans) if span.start <= decision.start < span.end), None)
        if at is None:
            continue
        span = spans[at]
        begins = span.start == decision.start
        if decision.change is Change.SPLIT and not begins:
            lines = text[decision.start : span.end].split("\n")
            rest = Article(decision.start, span.end, Kind.ARTICLE, title([line for line in lines if line.strip()][:8]))
            spans[at : at + 1] = [replace(span, end=decision.start), rest]
        elif decision.change is Change.MERGE and begins and at > 0:
            spans[at - 1 : at + 1] = [_joined(spans[at - 1], span)]
        elif decision.change is Change.RENAME and decision.title.strip():
            most = 2 * (decision.start - span.start) < span.end - span.start
            if begins or (most and span.start not in named and decision.start not in joined):
                spans[at] = replace(span, title=decision.title.strip())
    return tuple(spans)


def _joined(first: Article, second: Article) -> Article:
    """Two neighbours as one, which is a story if either is; what is known of the story wins."""
    lead, other = (second, first) if second.kind is Kind.ARTICLE and first.kind is not Kind.ARTICLE else (first, second)
    return replace(
        lead, start=first.start, end=second.end, date=lead.date or other.date, source=lead.source or other.source
    )
