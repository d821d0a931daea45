"""What the prose of pages says: its words, the cues of its gaps, and what is told twice in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reader.text.cohesion import Rows, occurrences
from reader.text.cues import NAMES, Cues, cues
from reader.text.language import Language, lexicon, look_up
from reader.text.page import Page
from reader.text.paragraphs import Paragraphs
from reader.text.residue import Frame
from reader.text.tokens import Reading, read

TOLD_AGAIN = 4
"""Different paragraphs that must come again in the same order to be a story told twice."""

TOLD_CHARACTERS = 300
"""Characters that they must have together: a menu that comes again is no story."""

STRETCH = 1 << 22
"""Characters of texts that are read together, with `A_PARAGRAPH` for each paragraph: some 200 MB. A longer text is read
in stretches, in which a word that comes again only in another stretch stands alone."""

A_PARAGRAPH = 64
"""Characters that take as much memory as a paragraph does beside its own."""

MARGIN = 320
"""Paragraphs on either side with which a stretch is read: what is found at a gap depends on none that is farther away,
as `cues` holds it against 120 gaps around (`USUAL`), where words of at most 54 paragraphs are held together, which
weigh by how rare they are in 120 paragraphs around (`NEIGHBOURHOOD`)."""

FEWEST_OF_A_STRETCH = 8 * MARGIN
"""Paragraphs of a stretch, at least: most of what is read with it should be its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """What the prose of pages says, paragraphs numbered through all of them: the cues of its gaps, and for paragraphs
    within a story that is told again the place where it was told before (else -1); `rows` are those of the pages."""

    cues: Cues
    twins: NDArray[np.int64]
    rows: Rows


def read_prose(texts: Sequence[str], sheets: Sequence[Page], language: Language) -> Prose:
    """The words of the prose of some pages and the cues of its gaps: what is found of each is what would be found of it
    alone."""
    bodies = [sheet.paragraphs.select(sheet.prose) for sheet in sheets]
    rows = Rows.of([len(body) for body in bodies])
    told = [_told_before(text, body, sheet.again) for text, body, sheet in zip(texts, bodies, sheets, strict=True)]
    columns = (
        [body.ends - body.starts for body in bodies],
        [_frames_before(sheet) for sheet in sheets],
        [again for again, _ in told],
        [sheet.prose - sheet.tops for sheet in sheets],
        [_titled(sheet) for sheet in sheets],
    )
    beside = [np.concatenate(column) for column in columns]
    heads = np.cumsum(rows.counts) - rows.counts
    if sum(int(_sizes(body).sum()) for body in bodies) <= STRETCH:
        values = _cues(texts, bodies, beside, language)
    else:
        values = np.empty((len(rows.places), len(NAMES)), np.float32)
        for text, body, head in zip(texts, bodies, heads.tolist(), strict=True):
            for first, last in _stretches(body):
                low, high = max(first - MARGIN, 0), min(last + MARGIN, len(body))
                some = [column[head + low : head + high] for column in beside]
                found = _cues([text], [body.select(np.arange(low, high))], some, language)
                values[head + first : head + last] = found[first - low : last - low]
    twins = np.concatenate([twins for _, twins in told])
    twins[twins >= 0] += np.repeat(heads, rows.counts)[twins >= 0]
    return Prose(Cues(NAMES, values), twins, rows)


def _sizes(body: Paragraphs) -> NDArray[np.int64]:
    """What each paragraph adds to a stretch."""
    return body.ends - body.starts + A_PARAGRAPH


def _stretches(body: Paragraphs) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text in stretches `[first, last)`."""
    reach = np.cumsum(_sizes(body))
    first = 0
    while first < len(body):
        last = int(np.searchsorted(reach, reach[first] + STRETCH))
        last = min(max(last, first + FEWEST_OF_A_STRETCH), len(body))
        yield first, last
        first = last


def _cues(
    texts: Sequence[str], bodies: Sequence[Paragraphs], beside: Sequence[NDArray[np.int64]], language: Language
) -> NDArray[np.float32]:
    """The cues of the gaps before some paragraphs, one text after the other; `beside` are the columns that `cues` wants
    to know besides the words."""
    rows = Rows.of([len(body) for body in bodies])
    reading, known = _read_all(texts, bodies, rows, language)
    tokens = reading.tokens
    words = occurrences(tokens.stems, tokens.paragraph, lexicon(language).heavy[known], rows)
    lengths, frames, repeats, headings, titled = map(rows.spread_out, beside)
    values = cues(reading, words, known, lengths, frames, repeats, headings, titled, language, rows).values
    return values if len(rows.places) == rows.total else values.take(rows.places, axis=0)


def _read_all(
    texts: Sequence[str], bodies: Sequence[Paragraphs], rows: Rows, language: Language
) -> tuple[Reading, NDArray[np.int64]]:
    """What the characters of paragraphs say, in rows, and the row of each word in the language's tables."""
    if len(texts) == 1:
        reading = read(texts[0], bodies[0])
        return reading, look_up(reading.tokens, language)
    offsets = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    shifts = np.repeat(offsets, [len(body) for body in bodies])
    joined = Paragraphs(*(np.concatenate([getattr(body, name) for body in bodies]) for name in Paragraphs.__slots__))
    reading = read("\n".join(texts), replace(joined, starts=joined.starts + shifts, ends=joined.ends + shifts))
    tokens = replace(reading.tokens, paragraph=rows.places.take(reading.tokens.paragraph))
    spread_out = (rows.spread_out(getattr(reading, name)) for name in Reading.__slots__[1:])
    return Reading(tokens, *spread_out), look_up(tokens, language)


def _frames_before(sheet: Page) -> NDArray[np.int64]:
    """How many lines of each kind of frame stand before each paragraph of prose, `[prose, len(Frame)]`."""
    count = len(sheet.prose)
    framed = np.flatnonzero(sheet.frames)  # all but Frame.TEXT, which is 0
    if not len(framed):
        return np.zeros((count, len(Frame)), np.int64)
    owner = np.searchsorted(sheet.prose, framed)
    cells = owner * len(Frame) + sheet.frames[framed]
    return np.bincount(cells[owner < count], minlength=count * len(Frame)).reshape(count, len(Frame))


def _titled(sheet: Page) -> NDArray[np.int64]:
    """Characters of the line like a title above each paragraph of prose, of the first of several, or zero."""
    spans = sheet.paragraphs
    return np.where(sheet.tops < sheet.prose, (spans.ends - spans.starts)[sheet.tops], 0)


def _told_before(text: str, body: Paragraphs, again: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each paragraph where a run of repeated paragraphs begins, how many there are, elsewhere zero; and for each
    further paragraph of a run the one that it repeats, elsewhere -1; `again`: paragraphs of the text that begin as one
    before does."""
    count = len(body)
    runs, twins = np.zeros(count, np.int64), np.full(count, -1)
    wrapped = (body.lines > 1).any()
    if not wrapped and not again:
        return runs, twins
    told = [text[start:end] for start, end in zip(body.starts.tolist(), body.ends.tolist(), strict=True)]
    if wrapped:
        told = [" ".join(line.split()) for line in told]
    if len(set(told)) == count:
        return runs, twins
    seen: dict[str, int] = {}
    match = np.full(count + 1, -1, np.int64)
    for i, line in enumerate(told):
        follows = match[i - 1] + 1 if i and match[i - 1] >= 0 else -1
        match[i] = follows if 0 <= follows < i and told[follows] == line else seen.get(line, -1)
        seen[line] = i
    goes_on = np.zeros(count, bool)
    goes_on[1:] = (match[1:-1] >= 0) & (match[:-2] >= 0) & (match[1:-1] == match[:-2] + 1)
    for first in np.flatnonzero((match[:-1] >= 0) & ~goes_on).tolist():
        last = first + 1
        while last < count and goes_on[last]:
            last += 1
        different = set(told[first : first + TOLD_AGAIN])
        if len(different) == TOLD_AGAIN and sum(map(len, different)) >= TOLD_CHARACTERS:
            runs[first] = last - first
            twins[first + 1 : last] = match[first + 1 : last]
    return runs, twins
