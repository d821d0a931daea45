"""Positions that survive: a span remembered by what it says and what stands around it, found again after edits.

A position that cannot be told from another is lost, never guessed: texts in which things are told twice hold many
places that look alike. So an anchor also remembers how well it could be told from the rest when it was made.
After the selectors of the W3C Web Annotation Data Model (TextQuote, TextPosition).
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from reader.positions import Span

CONTEXT = 40
"""Characters kept on each side of a span."""

MAX_CONTEXT = 320
"""Kept at most, when fewer do not tell the span from others."""

MAX_QUOTE = 400
"""A longer span is remembered by its first and its last half of this."""

MIN_ALONE = 20
"""Characters from which a quote that is unique is trusted without what stands around it."""

MAX_COPIES = 100
"""Counted at most: a place with more copies is only known by its offset."""

WINDOW = 1_000_000
"""Characters to each side of the old place in which an edited quote is looked for."""

MIN_SIMILARITY = 0.75
"""Least likeness of an edited quote with its surroundings. Two unrelated pieces of English reach about 0.5."""

MARGIN = 0.05
"""By how much likeness must exceed that of any other place, then and now."""

MIN_FOLLOWING = 0.5
"""Least likeness of the line that follows a point found by its surroundings to that which followed it when it was made.
Of pairs of unrelated lines in the seeds, 40 characters of each, 99 in 100 reach 0.33 at most."""

PIECE = 12
"""Characters of the pieces by which an edited quote is looked for: about two words."""

MAX_PIECES = 24
MAX_HITS = 32
"""A piece that stands at more places says nothing."""

MAX_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of at most `MAX_QUOTE` characters, or a point between two, with what stands around it."""

    start: int
    before: str
    text: str
    after: str
    left_unique: bool
    """`before + text` stood nowhere else."""
    right_unique: bool
    """`text + after` stood nowhere else."""
    alone_unique: bool
    """`text` stood nowhere else, and is long enough to be trusted alone."""
    rank: int
    """Place among the copies of `before + text + after`, from 0."""
    copies: int
    """How many there were; `MAX_COPIES + 1` for more."""
    rival: float
    """Likeness of the place most like it, 0..1."""

    @property
    def whole(self) -> str:
        return self.before + self.text + self.after


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span `[start, end)` of a text; the point before `start` if it is empty."""

    start: int
    end: int
    first: Quote
    last: Quote | None = None
    """The end of a span longer than `MAX_QUOTE`; `first` is its beginning."""
    size: int = 0
    """Characters that belonged to what begins at a point, when that was chosen; the point is found without them."""

    @property
    def quote(self) -> str:
        """What the span says, with an ellipsis for the middle of a long one; of a point, what follows it."""
        if self.last is not None:
            return f"{self.first.text} … {self.last.text}"
        return self.first.text or self.first.after

    def to_json(self) -> str:
        """As plain data, in ASCII: lone surrogates survive."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, data: str) -> "Anchor":
        """Raises ValueError for anything that is not an anchor."""
        try:
            fields = json.loads(data)
            last = fields["last"]
            return cls(
                _number(fields["start"]),
                _number(fields["end"]),
                _quote_of(fields["first"]),
                None if last is None else _quote_of(last),
                _number(fields.get("size", 0)),
            )
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError("not an anchor") from error


def anchor(text: str, start: int, end: int) -> Anchor:
    """Remember `[start, end)` of a text; offsets beyond it are cut."""
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    if end - start <= MAX_QUOTE:
        return Anchor(start, end, _quote(text, start, end))
    half = MAX_QUOTE // 2
    return Anchor(start, end, _quote(text, start, start + half), _quote(text, end - half, end))


def find_again(anchor: Anchor, text: str, *, near: bool = False) -> Span | None:
    """Where the span is in a text that was edited since; None if that cannot be told.

    A point is where what followed it is, or if `near` at least where that was.
    """
    first = _find(anchor.first, text, near)
    if first is None or anchor.last is None:
        return first
    last = _find(anchor.last, text, near)
    return (first[0], last[1]) if last is not None and first[1] <= last[0] else None


def _quote(text: str, start: int, end: int) -> Quote:
    before, left_unique = "", False
    after, right_unique = "", False
    size = CONTEXT
    while size <= MAX_CONTEXT and not left_unique:
        before = text[max(0, start - size) : start]
        left_unique = _is_unique(before + text[start:end], text)
        size *= 2
    size = CONTEXT
    while size <= MAX_CONTEXT and not right_unique:
        after = text[end : end + size]
        right_unique = _is_unique(text[start:end] + after, text)
        size *= 2
    quote = text[start:end]
    whole = before + quote + after
    places = list(_places(whole, text))
    at = start - len(before)
    rivals = [likeness for likeness, low, high in _alike(whole, at, text) if high <= start or end <= low]
    return Quote(
        start,
        before,
        quote,
        after,
        left_unique,
        right_unique,
        len(quote) >= MIN_ALONE and _is_unique(quote, text),
        places.index(at) if at in places else -1,
        len(places),
        max(rivals, default=0.0),
    )


def _find(quote: Quote, text: str, near: bool) -> Span | None:
    """Where a quote is: with all that stood around it, else with one side of it, else by itself, else edited."""
    places = list(_places(quote.whole, text))
    if places:
        at = _choose(quote, places)
        return None if at is None else (at + len(quote.before), at + len(quote.before) + len(quote.text))
    if quote.copies != 1:
        return None
    right = _only(quote.text + quote.after, text) if quote.right_unique else None
    left = _only(quote.before + quote.text, text) if quote.left_unique else None
    if right is None and left is not None and (near or quote.text or not quote.after):
        right = left + len(quote.before)
    elif right is not None and left is not None and quote.text and right != left + len(quote.before):
        return None  # each half of its surroundings has a copy of it
    if right is None and quote.alone_unique:
        right = _only(quote.text, text)
    if right is not None:
        return right, right + len(quote.text)
    return _find_edited(quote, text, near)


def _choose(quote: Quote, places: list[int]) -> int | None:
    """Which of the copies it is."""
    old = quote.start - len(quote.before)
    if len(places) == quote.copies <= MAX_COPIES:
        return places[quote.rank]
    return old if old in places else None


def _find_edited(quote: Quote, text: str, near: bool) -> Span | None:
    alike = sorted(_alike(quote.whole, quote.start - len(quote.before), text), reverse=True)
    if not alike:
        return None
    likeness, low, high = alike[0]
    if likeness < max(MIN_SIMILARITY, quote.rival + MARGIN):
        return None
    if any(likeness - other < MARGIN and (end <= low or high <= start) for other, start, end in alike[1:]):
        return None
    found = _edges(quote, text, low, high)
    if found is None or quote.text or near:
        return found
    from reader.similarity import Levenshtein

    line, whole, _ = quote.after.lstrip("\n").partition("\n")
    end = text.find("\n", found[0]) % (len(text) + 1) if whole else found[0] + len(line)
    return found if Levenshtein.normalized_similarity(line, text[found[0] : end]) >= MIN_FOLLOWING else None


def _edges(quote: Quote, text: str, low: int, high: int) -> Span | None:
    """The span of the quote itself in `text[low:high]`, which says about what quote and surroundings said."""
    from reader.similarity import Levenshtein

    low, high = max(0, low - CONTEXT), min(len(text), high + CONTEXT)
    first, last = len(quote.before), len(quote.before) + len(quote.text)
    kept = [
        (block.src_start, block.src_end, low + block.dest_start - block.src_start)
        for block in Levenshtein.opcodes(quote.whole, text[low:high])
        if block.tag == "equal"
    ]
    following = [max(src, first) + shift for src, end, shift in kept if end > first]
    if not quote.text:
        return (following[0], following[0]) if following else None
    preceding = [min(end, last) + shift for src, end, shift in kept if src < last]
    if following and preceding:
        start, end = following[0], preceding[-1]
        if start < end and Levenshtein.normalized_similarity(quote.text, text[start:end]) >= MIN_SIMILARITY / 2:
            return start, end
    return _between(quote, kept, len(text))


def _between(quote: Quote, kept: list[tuple[int, int, int]], length: int) -> Span | None:
    """What says something else now between surroundings that are kept on both sides, as of a word that was exchanged;
    `kept` are (start, end, shift) of the stretches of quote and surroundings that still stand there."""
    first, last = len(quote.before), len(quote.before) + len(quote.text)
    starts = [first + shift for src, end, shift in kept if src <= first - min(PIECE, first) and first <= end and first]
    ends = [last + shift for src, end, shift in kept if src <= last and last + min(PIECE, len(quote.after)) <= end]
    start = starts[-1] if starts else 0 if not quote.start else None
    end = ends[0] if ends and quote.after else length if not quote.after else None
    return (start, end) if start is not None and end is not None and start < end else None


def _alike(whole: str, at: int, text: str) -> Iterator[tuple[float, int, int]]:
    """(likeness, start, end) of places near `at` that share pieces with `whole`, the most promising ones."""
    if len(whole) < PIECE:
        return
    window_start, window_end = max(0, at - WINDOW), min(len(text), at + WINDOW)
    step = max(1, (len(whole) - PIECE) // (MAX_PIECES - 1))
    starts: list[int] = []
    for offset in range(0, len(whole) - PIECE + 1, step):
        hits = list(_places(whole[offset : offset + PIECE], text, window_start, window_end, MAX_HITS))
        if len(hits) <= MAX_HITS:
            starts += [hit - offset for hit in hits]
    starts.sort()
    groups: list[list[int]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= len(whole) // 2:
            groups[-1].append(start)
        else:
            groups.append([start])
    groups.sort(key=lambda group: (-len(group), abs(group[0] - at)))
    for group in groups[:MAX_CANDIDATES]:
        from reader.similarity import fuzz

        low = max(0, group[0] - len(whole) // 2)
        high = min(len(text), group[-1] + len(whole) + len(whole) // 2)
        found = fuzz.partial_ratio_alignment(whole, text[low:high])
        if found is not None:
            yield found.score / 100, low + found.dest_start, low + found.dest_end


def _places(wanted: str, text: str, start: int = 0, end: int | None = None, limit: int = MAX_COPIES) -> Iterator[int]:
    """Where a string stands, in order, overlapping ones too; at most one more than `limit`. Nothing stands nowhere."""
    stop = len(text) if end is None else end
    at = text.find(wanted, start, stop) if wanted else -1
    for _ in range(limit + 1):
        if at < 0:
            return
        yield at
        at = text.find(wanted, at + 1, stop)


def _only(wanted: str, text: str) -> int | None:
    """Where a string stands, if it stands at one place."""
    places = list(_places(wanted, text, limit=1))
    return places[0] if len(places) == 1 else None


def _is_unique(wanted: str, text: str) -> bool:
    return _only(wanted, text) is not None


def _quote_of(fields: dict[str, Any]) -> Quote:
    return Quote(
        _number(fields["start"]),
        _string(fields["before"]),
        _string(fields["text"]),
        _string(fields["after"]),
        fields["left_unique"] is True,
        fields["right_unique"] is True,
        fields["alone_unique"] is True,
        _number(fields["rank"]),
        _number(fields["copies"]),
        float(fields["rival"]),
    )


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
