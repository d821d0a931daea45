"""A reader's own decisions about where stories start and what they are called, applied to what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.text.articles import Article, Kind
from reader.text.titles import title


class Action(StrEnum):
    """What a reader decided about a place."""

    MERGE = "merge"
    """The span that starts here belongs to the one before."""
    SPLIT = "split"
    """Another story starts here."""
    RENAME = "rename"
    """The span that starts here is called otherwise."""


@dataclass(frozen=True, slots=True)
class Override:
    """One decision; `start` is an offset into the clean text, `title` the new name for a RENAME."""

    start: int
    action: Action
    title: str = ""


def overrule(text: str, found: Sequence[Article], overrides: Iterable[Override]) -> tuple[Article, ...]:
    """The spans after all decisions, in the order in which they were taken; the text stays covered exactly.

    A decision whose place is no longer there (no span starts at it, or nothing is left to split) changes nothing; but a
    name stays with the words that it was given to, where a span begins with others now and most of it follows them.
    """
    spans, decided = list(found), list(overrides)
    named = {override.start for override in decided if override.action is Action.RENAME}
    joined = {override.start for override in decided if override.action is Action.MERGE}
    for override in decided:
        at = next((i for i, span in enumerate(spans) if span.start <= override.start < span.end), None)
        if at is None:
            continue
        span = spans[at]
        begins = span.start == override.start
        if override.action is Action.SPLIT and not begins:
            lines = text[override.start : span.end].split("\n")
            rest = Article(override.start, span.end, Kind.ARTICLE, title([line for line in lines if line.strip()][:8]))
            spans[at : at + 1] = [replace(span, end=override.start), rest]
        elif override.action is Action.MERGE and begins and at > 0:
            spans[at - 1 : at + 1] = [_joined(spans[at - 1], span)]
        elif override.action is Action.RENAME and override.title.strip():
            most = 2 * (override.start - span.start) < span.end - span.start
            if begins or (most and span.start not in named and override.start not in joined):
                spans[at] = replace(span, title=override.title.strip())
    return tuple(spans)


def _joined(first: Article, second: Article) -> Article:
    """Two neighbours as one, which is a story if either is; what is known of the story wins."""
    lead, other = (second, first) if second.kind is Kind.ARTICLE and first.kind is not Kind.ARTICLE else (first, second)
    return replace(
        lead, start=first.start, end=second.end, date=lead.date or other.date, source=lead.source or other.source
    )
