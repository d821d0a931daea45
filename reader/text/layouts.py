"""How a text is laid out: what its lines are, and where its stories start, by its separators or by its cues."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text import chats, logs
from reader.text.chats import is_chat
from reader.text.code import in_code
from reader.text.line_ends import settled
from reader.text.logs import is_log
from reader.text.marks import Mark, Marks
from reader.text.metadata import Story
from reader.text.model import Model, default_model
from reader.text.network import probability
from reader.text.page import Page, page
from reader.text.paragraphs import Paragraphs, paragraphs, single_lines
from reader.text.recurring import DIARY, head_lines, named, recurring, short_lines
from reader.text.residue import Frame
from reader.text.segmentation import Evidence, decide, weigh
from reader.text.separators import confirmed, given_marks, separators
from reader.text.subtitles import is_subtitles

PROSE_CHARACTERS = 80
"""Characters of a paragraph of prose; lines of verse, code, logs and tables are shorter or have no full stop."""

PROSE_SHARE = 0.4
"""Share of a file's characters that must stand in such paragraphs for its gaps to be judged: interviews and pages
with many captions reach 0.5, poems, programs, logs and tables stay under 0.2."""

FOR_ANY_TEXT = frozenset({"mail", "header", "form feed", "chapter", "clause", "version"})
"""Marks that separate whatever they stand between; headings and rules also stand in programs and READMEs."""

FEWEST = 3
"""Paragraphs of prose below which no gap is judged: there is too little on either side."""

LEAST_PROSE = 0.05
"""Share below which a file is not even looked at for posts and footers."""

LONG = 6000
"""Characters from which what stands between two separators may be a pile of stories: of 4,356 stories of five
newspapers one in a hundred is longer."""

LARGE = 300_000
"""Characters of a piece that is not read again where it was weighed with the pieces beside it: next to all of its gaps
were held against nothing but the piece itself, since that is done within some 120 paragraphs."""

SURE_STARTS = 2
EXPECTED_STARTS = 3
"""Gaps of a pile at which the chance of a start reaches the gate, and the sum of all chances in it. By models that have
not seen their newspaper, none of 47 single stories longer than `LONG` has both, and 13 of 15 files of several have."""

MAY_START = 0.1
"""Chance of a start from which a line in doubt stays a paragraph of its own; a half or twice as much changes little."""

AT_ONCE = 32
"""Pieces that are read together: what that costs is shared, and the arrays stay small."""

NEVER_CUT = frozenset({"mail", "day"})
OF_STORIES = frozenset({"header", "heading", "element", "chapter", "clause", "version", "form", "capitals", DIARY})
"""Marks that name the story below them: a long piece is a long story until there is much to be said against it. Empty
lines, rules and form feeds also stand between files of many stories that were put together."""

ELSEWHERE = 0.25
"""Stories that may start elsewhere, for each line of a form: one that stands above a few of many divides nothing."""

_CLOSERS = frozenset('.!?…。！？:”"»’')
FIRST_WIDE = "\u2e80"
"""The first of the Chinese, Japanese and Korean characters."""


class Unweighed(Enum):
    """Why no gap of a text was weighed, in words for people."""

    SUBTITLES = "The lines of this text are subtitles, which are one article."
    LOG = "The lines of this text are records of a log, which is one article, or one for each of its days."
    CHAT = "The lines of this text are messages of a chat, which is one article, or one for each of its days."
    LITTLE_PROSE = "Little of this text is prose, as in programs, tables, lists and verse: it is left as one article."
    SHORT = f"This text has fewer than {FEWEST} paragraphs of prose: it is left as one article."


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """How a file was read: its page, the paragraphs that start a story, the marks that say so, and the evidence of
    running text where it was asked for; the pieces between its marks that were found to hold several stories; and why
    nothing was weighed where neither marks nor evidence decide."""

    page: Page
    starts: list[int]
    marks: dict[int, Mark]
    evidence: Evidence | None
    piles: tuple["Pile", ...] = ()
    unweighed: Unweighed | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """A piece `[start, end)` of a text, in characters, that was read as a text of its own."""

    start: int
    end: int
    layout: Layout


@dataclass(frozen=True, slots=True, eq=False)
class _Unmarked:
    """A text whose stories are not decided by its separators: its page, and the marks that need to be confirmed."""

    page: Page
    found: list[Marks]


def survey(text: str, model: Model | None = None, stories: Sequence[Story] = ()) -> Layout:
    """Read a text and decide where its stories start: where its file says that `stories` do, by separators where it has
    them, else by its cues."""
    return surveys((text,), model, (stories,))[0]


def surveys(
    texts: Sequence[str], model: Model | None = None, stories: Sequence[Sequence[Story]] | None = None
) -> list[Layout]:
    """The same of several texts, of which those without decisive separators are weighed together: what is found of each
    is what would be found of it alone."""
    return _surveys(texts, model, stories or [()] * len(texts), outright=True)


def _surveys(
    texts: Sequence[str], model: Model | None, stories: Sequence[Sequence[Story]], outright: bool
) -> list[Layout]:
    """Layouts of texts in which some separators decide `outright`, or in which all need to be confirmed."""
    begun = [_by_separators(text, own, outright) for text, own in zip(texts, stories, strict=True)]
    unmarked = [(text, one) for text, one in zip(texts, begun, strict=True) if isinstance(one, _Unmarked)]
    evidence: Iterator[Evidence] = iter(())
    if unmarked:
        model = model or default_model()
        evidence = iter(weigh([text for text, _ in unmarked], [one.page for _, one in unmarked], model))
    layouts = [
        one if isinstance(one, Layout) else _by_evidence(text, one, next(evidence), model or default_model())
        for text, one in zip(texts, begun, strict=True)
    ]
    for number, (text, layout) in enumerate(zip(texts, layouts, strict=True)):
        if layout.evidence and not layout.marks and layout.page.paragraphs.doubtful.any():
            layouts[number] = _looked_at_again(text, layout, layout.evidence, model or default_model())
    return [_with_piles(text, layout, model) for text, layout in zip(texts, layouts, strict=True)]


def _looked_at_again(text: str, layout: Layout, evidence: Evidence, model: Model) -> Layout:
    """The layout of a hard-wrapped text once its paragraphs are settled: where no story may start, lines that were
    parted for the sake of starts are joined, and the gaps around them are weighed anew."""
    sheet = layout.page
    told = sheet.frames == Frame.TEXT
    kept = (_chance_above(sheet, evidence) >= MAY_START) | ~told | ~np.append(False, told[:-1])
    spans = settled(text, sheet.paragraphs, kept)
    if len(spans) == len(sheet.paragraphs):
        return layout
    sheet = Page.of(spans, sheet.frames[np.searchsorted(sheet.paragraphs.starts, spans.starts)], sheet.again)
    (evidence,) = weigh([text], [sheet], model)
    return replace(layout, page=sheet, starts=_decided(text, sheet, evidence, model), evidence=evidence)


def _by_separators(text: str, stories: Sequence[Story], outright: bool) -> Layout | _Unmarked:
    spans = paragraphs(text)
    found, rules = separators(text, spans)
    given = given_marks(spans, stories)
    if given and not given.decisive:
        found, given = [given, *found], None
    if not given and not any(marks.kind == "mail" for marks in found):
        if is_subtitles(text):
            return _left_whole(_whole(spans), Unweighed.SUBTITLES)
        if is_chat(text):
            return _by_day(text, chats.days, Unweighed.CHAT)
        if is_log(text):
            return _by_day(text, logs.days, Unweighed.LOG)
    prose = _prose_share(text, spans)
    decisive = given or next(
        (m for m in found if m.decisive and (prose >= PROSE_SHARE or m.kind in FOR_ANY_TEXT)), None
    )
    if not decisive and "(@" not in text and prose < LEAST_PROSE:
        return _left_whole(_whole(spans), Unweighed.SHORT if len(spans) < FEWEST else Unweighed.LITTLE_PROSE)
    sheet = page(text, spans, rules, decisive.heads if decisive else ())
    if decisive and outright:
        return _marked(sheet, decisive.marks, None)
    if len(sheet.prose) < FEWEST:
        return _left_whole(sheet, Unweighed.SHORT)
    if len(spans) > len(sheet.body) >= len(spans) / 2:
        prose = _prose_share(text, spans.select(sheet.body))
    if prose < PROSE_SHARE and len(sheet.body) >= len(spans) / 2:
        return _left_whole(_whole(spans), Unweighed.LITTLE_PROSE)
    return _Unmarked(sheet, [marks for marks in found if not (marks.decisive and outright)])


def _by_day(text: str, days: Callable[[str, Paragraphs], Marks | None], why: Unweighed) -> Layout:
    """The layout of a text of dated lines, none of which is frame: its days, or else all of it."""
    spans = single_lines(text)
    by_day = days(text, spans)
    whole = _left_whole(_whole(spans), why)
    return replace(_marked(whole.page, by_day.marks, None), unweighed=why) if by_day else whole


def _by_evidence(text: str, begun: _Unmarked, evidence: Evidence, model: Model) -> Layout:
    sheet = begun.page
    chance = _chance_above(sheet, evidence)
    code = in_code(text, sheet.paragraphs)
    lines = {i: line for i, line in short_lines(text, sheet.paragraphs).items() if not code[i]}
    forms = recurring(text, sheet.paragraphs, lines)
    heads = head_lines(lines) if forms else frozenset()
    told = chance.copy()
    for i in sorted(heads, reverse=True):  # a story may start as well where its head does
        told[i] = max(told[i : i + 2])

    def divide(marks: Marks) -> bool:
        return confirmed(marks, told) and _are_all(marks, heads, sheet, evidence, model)

    diary = next((marks for marks in forms if marks.kind == DIARY and divide(marks)), None)
    given = None if diary else next((marks for marks in begun.found if confirmed(marks, chance)), None)
    if given:
        return _marked(sheet, given.marks, evidence)
    form = diary or next(filter(divide, forms), None)
    if form:
        return _marked(sheet, named(form, lines).marks, evidence)
    return Layout(sheet, _decided(text, sheet, evidence, model), {}, evidence)


def _decided(text: str, sheet: Page, evidence: Evidence, model: Model) -> list[int]:
    """The paragraphs that start a story by the cues."""
    return list(map(int, decide(text, evidence, model, sheet)))


def _with_piles(text: str, layout: Layout, model: Model | None) -> Layout:
    """The same layout with the starts of the stories within pieces that hold several. These are found as in a text that
    holds nothing but the piece: the pieces beside it may come from other newspapers, which have other habits."""
    kind = next((mark.kind for mark in layout.marks.values()), "mail")
    if kind in NEVER_CUT:
        return layout
    spans = layout.page.paragraphs
    pieces = list(pairwise([*spans.starts[layout.starts].tolist(), len(text)]))
    long = [(start, end) for start, end in pieces if end - start > LONG]
    if not long and not layout.evidence:
        return layout
    model = model or default_model()
    of_texts = kind not in OF_STORIES
    sure = _sure_between(layout, model)
    large = [piece for piece in long if piece[1] - piece[0] > LARGE and of_texts and sure >= len(pieces)]
    read = _read(text, [piece for piece in long if piece not in large], model)
    piles = [piece for piece in read if _is_pile(piece.layout, model)]
    if not layout.evidence:
        sure = sum(_sure_between(pile.layout, model) for pile in piles)
    if of_texts and sure >= len(pieces):
        # More stories start between these marks than at them: each piece is what a file of its own would be.
        read += _read(text, [(start, end) for start, end in pieces if end - start <= LONG], model)
        piles = [piece for piece in read if len(piece.layout.starts) > 1]
    marks, starts = dict(layout.marks), set(layout.starts)
    if large and layout.evidence:
        inside = _decided(text, layout.page, layout.evidence, model)
        starts.update(at for at in inside if any(low <= spans.starts[at] < high for low, high in large))
    for pile in piles:
        top, *others = np.searchsorted(
            spans.starts, pile.start + pile.layout.page.paragraphs.starts[pile.layout.starts]
        ).tolist()
        outer = int(np.searchsorted(spans.starts, pile.start))
        if kind not in OF_STORIES and outer in marks:
            # What stands above the first story of a file is no part of it.
            starts.discard(outer)
            marks[top] = replace(marks.pop(outer), start=top)
            starts.add(top)
        starts.update(others)
    return replace(layout, starts=sorted(starts - {len(spans)}), marks=marks, piles=tuple(piles))


def _read(text: str, pieces: Sequence[tuple[int, int]], model: Model) -> list[Pile]:
    """Pieces of a text, each as a text of its own in which every separator needs to be confirmed."""
    read = []
    for low in range(0, len(pieces), AT_ONCE):
        some = pieces[low : low + AT_ONCE]
        layouts = _surveys([text[start:end] for start, end in some], model, [()] * len(some), outright=False)
        read += [Pile(start, end, layout) for (start, end), layout in zip(some, layouts, strict=True)]
    return read


def _is_pile(layout: Layout, model: Model) -> bool:
    """Whether there is much evidence for several stories."""
    if not layout.evidence or len(layout.starts) < 2:
        return False
    chance = probability(layout.evidence.logits)[1:]
    return bool((chance >= model.gate).sum() >= SURE_STARTS and chance.sum() >= EXPECTED_STARTS)


def _sure_between(layout: Layout, model: Model) -> int:
    """How many gaps that are not at a mark convince as the start of a story."""
    if not layout.evidence:
        return 0
    sure = probability(layout.evidence.logits) >= model.gate
    sure[:1] = False
    return int((sure & ~np.isin(layout.page.tops, list(layout.marks))).sum())


def _are_all(marks: Marks, heads: frozenset[int], sheet: Page, evidence: Evidence, model: Model) -> bool:
    """Whether few stories start anywhere else than where these marks and the lines of `heads` below them stand."""
    at = {mark.start for mark in marks.marks}
    for row in sorted(heads):
        if row in at:
            at.add(row + 1)
    elsewhere = probability(evidence.logits)
    elsewhere[np.append(0, np.searchsorted(sheet.prose, sorted(at))).clip(max=len(elsewhere) - 1)] = 0
    return float(elsewhere[elsewhere >= model.threshold].sum()) <= ELSEWHERE * len(marks.marks)


def _chance_above(sheet: Page, evidence: Evidence) -> NDArray[np.float32]:
    """The chance of a new story at each paragraph: that of the prose that it is, or that comes next."""
    chance = np.append(probability(evidence.logits), np.float32(0))
    return chance[np.searchsorted(sheet.prose, np.arange(len(sheet.paragraphs)))]


def _marked(sheet: Page, marks: tuple[Mark, ...], evidence: Evidence | None) -> Layout:
    starts = {m.start: m for m in marks}
    head = sheet.body[:1].tolist()
    first = head if head and head[0] < min(starts) else []
    return Layout(sheet, first + sorted(starts), starts, evidence)


def _left_whole(sheet: Page, why: Unweighed) -> Layout:
    return Layout(sheet, sheet.body[:1].tolist(), {}, None, unweighed=why)


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
    closed = [text[end - 1] in _CLOSERS or text[end - 2] in _CLOSERS for end in body.ends[long].tolist()]
    return float(lengths[long][closed].sum() / max(1, lengths.sum()))
