"""Every story in a text: where it starts, what it is called, and what stands between the stories."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from reader.text.chats import chat_system, chat_title
from reader.text.divided import Divisions, undivided
from reader.text.layouts import PROSE_CHARACTERS, Layout, Unweighed, surveys
from reader.text.markup import FARTHEST, FRONT, MAY_TELL_NOTHING, first_told
from reader.text.metadata import Story, header_title, heads_a_story, is_dateline, post_source, story_date, story_source
from reader.text.model import Model
from reader.text.residue import Frame
from reader.text.subtitles import opening
from reader.text.titles import NOTHING, headline, numbered, title, title_of_signs


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


CLOSING = frozenset({Frame.FOOTER, Frame.BAR, Frame.CREDIT, Frame.RULE})
"""Parts of the frame that close the story right above them: its copyright, credits and share bar. After a day or a
post, or at the top of a text, they are residue like the rest."""

DATED = frozenset({Frame.DAY, Frame.STAMP})
SIGNED = frozenset({Frame.STAMP, Frame.FOOTER})
CREDITED = frozenset({Frame.CREDIT})
POSTED = frozenset({Frame.POST, Frame.SIGNATURE})

TITLE_PARAGRAPHS = 8
"""Paragraphs of a story that are looked at for its title."""


HEADERS = "Headers of a mail"
"""What the envelope and the headers above a mail are called."""

TOGETHER = 1 << 19
"""Characters of texts that are looked at in one pass over arrays: what a pass costs is shared, and arrays stay in the
cache."""


def articles(text: str, model: Model | None = None, stories: Sequence[Story] = ()) -> tuple[Article, ...]:
    """The spans of a text in order; they cover `[0, len(text))` exactly. Without `model`, the one that comes along.

    `stories`: where the file itself says that they start, if it does.
    """
    return next(articles_of(((text, stories),), model))


def articles_of(
    texts: Iterable[tuple[str, Sequence[Story]]], model: Model | None = None
) -> Iterator[tuple[Article, ...]]:
    """The same of several texts, as of each alone; of many small ones much faster."""
    for some, stories in _together(texts):
        for text, layout in zip(some, surveys(some, model, stories), strict=True):
            yield _articles(text, layout)


def titled(
    articles: tuple[Article, ...],
    given: str,
    date: str = "",
    name: str = "",
    stories: Sequence[Story] = (),
    day_of_name: str = "",
) -> tuple[Article, ...]:
    """The same spans, the first story called what the file itself calls it, and of the day that the file gives it;
    others have that day if they tell none, and where the file gives none, that of its name. As they are for what the
    file does not give.

    `name` is what a single story is called in a file that cannot give it a title, as a program cannot. `stories`, as
    for `articles`: where some were not sure, and are more than one, what the file calls itself names none of them.
    """
    told = [at for at, article in enumerate(articles) if article.kind is Kind.ARTICLE]
    first = told[0] if told else None
    is_of_all = len(told) > 1 and any(not story.is_sure for story in stories)
    called = ("" if is_of_all else headline(given)) or (name if len(told) == 1 else "")
    dated = [*articles]
    for at, article in enumerate(articles):
        if at == first and date:
            dated[at] = replace(article, date=date)
        elif article.kind is not Kind.RESIDUE and not article.date and (date or day_of_name):
            dated[at] = replace(article, date=date or day_of_name)
    if called and first is not None:
        dated[first] = replace(dated[first], title=called)
    return tuple(dated)


def _together(texts: Iterable[tuple[str, Sequence[Story]]]) -> Iterator[tuple[list[str], list[Sequence[Story]]]]:
    some: list[str] = []
    stories: list[Sequence[Story]] = []
    size = 0
    for text, own in texts:
        some.append(text)
        stories.append(own)
        size += len(text)
        if size >= TOGETHER:
            yield some, stories
            some, stories, size = [], [], 0
    if some:
        yield some, stories


def _articles(text: str, layout: Layout) -> tuple[Article, ...]:
    if not text:
        return ()
    if not len(layout.page.paragraphs):
        return (Article(0, len(text), Kind.RESIDUE, NOTHING),)
    sheet = _Sheet.of(text, layout)
    spans = _spans(sheet, layout)
    edges = [0, *(sheet.starts[low] for low, _, _ in spans[1:]), len(text)]
    openings = [sheet.lines(low, min(high, low + TITLE_PARAGRAPHS)) for low, high, _ in spans]
    labels = [_label(sheet, layout, *span, lines) for span, lines in zip(spans, openings, strict=True)]
    if layout.unweighed is Unweighed.CHAT:
        system = chat_system(text)
        labels = [chat_title(text, *edge, system) or label for edge, label in zip(pairwise(edges), labels, strict=True)]
    if layout.unweighed is Unweighed.SUBTITLES:
        labels = [title(opening(text, TITLE_PARAGRAPHS))]
    titles = numbered(labels)
    return tuple(
        Article(edges[i], edges[i + 1], spans[i][2], titles[i], *_day_and_source(sheet, layout, spans, i, openings[i]))
        for i in range(len(spans))
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it is gone through paragraph by paragraph: lists are faster at that than arrays."""

    text: str
    starts: list[int]
    ends: list[int]
    wrapped: list[bool]
    frames: list[int]
    divisions: Divisions

    @classmethod
    def of(cls, text: str, layout: Layout) -> "_Sheet":
        spans = layout.page.paragraphs
        wrapped = (spans.lines > 1).tolist()
        frames = layout.page.frames.tolist()
        return cls(text, spans.starts.tolist(), spans.ends.tolist(), wrapped, frames, Divisions(text))

    def lines(self, low: int, high: int) -> list[str]:
        """Some paragraphs, each as one line."""
        return [
            " ".join(undivided(self.text[start:end], self.divisions.whole(start, end)).split())
            if wrapped
            else self.text[start:end]
            for start, end, wrapped in zip(
                self.starts[low:high], self.ends[low:high], self.wrapped[low:high], strict=True
            )
        ]

    def first_told(self, low: int, high: int) -> int | None:
        """The first of some paragraphs that tells something, as directives and badges do not; None if none does."""
        start = low
        if low == 1 and FRONT.match(self.lines(0, 1)[0]):
            low = 0  # it was taken for a rule
        if self.text[self.starts[low]] not in MAY_TELL_NOTHING:
            return low
        high = min(high, low + FARTHEST)
        indented = [start > 0 and self.text[start - 1] in " \t" for start in self.starts[low:high]]
        first = first_told(self.lines(low, high), indented)
        return None if first is None else max(start, low + first)


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
        if high in layout.marks and layout.marks[high].kind == "mail":
            return HEADERS
        return next(filter(None, map(headline, lines)), lines[0].strip() or NOTHING)
    if kind is Kind.POST and sheet.frames[low] == Frame.POST:
        return title(lines[:1])
    given = layout.marks[low].title if low in layout.marks else header_title(lines)
    if called := headline(given):
        return called
    first = sheet.first_told(low, high)
    if first is None:
        return title_of_signs(lines)
    if first > low:
        low, lines = first, sheet.lines(first, min(high, first + TITLE_PARAGRAPHS))
    framed = zip(lines, sheet.frames[low:high], strict=False)
    own = [line for line, frame in framed if frame not in CREDITED | DATED and not is_dateline(line)]
    return title(own or lines)


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
    at = next((at for at, line in enumerate(own) if len(line) > PROSE_CHARACTERS), 0)
    lead = own[at]
    beside += [line for line in own[:at] if is_dateline(line)]
    return story_date(lead, beside), story_source(lead, beside)
