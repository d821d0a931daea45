"""Marks that somebody put between stories: headings, chapters, rules, form feeds, headers, mail envelopes, empty lines.

A mark decides outright when a file is built on it; marks that also stand inside single texts (asterisks between the
scenes of a tale, empty lines, headings of sections) do so only if what they divide reads like different stories.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import or_

import numpy as np
from numpy.typing import NDArray

from reader.text.chapters import chapters
from reader.text.clauses import clauses
from reader.text.code import in_code
from reader.text.file_lines import CORNERS, RULE, STROKES
from reader.text.headings import LETTERS, capitals, headings
from reader.text.mails import ENVELOPE, FIELD, decoded, head_of_mail, sender
from reader.text.marks import FEWEST, MOST_HEAD_LINES, STRONG_AGREEMENT, SUBSTANTIAL, Mark, Marks, with_tops
from reader.text.markup import FARTHEST, front_matter
from reader.text.metadata import Story
from reader.text.paragraphs import Paragraphs, usual_gap
from reader.text.recurring import head_lines, is_number, names

SHORTEST_PIECE = 150
"""Characters of a chapter, a letter, a clause, a version: what lies between lines of a table of contents is shorter."""

PIECES = frozenset({"chapter", "clause", "version"})
"""The kinds of marks that count such pieces."""

SPACED_AGREEMENT = 0.25
"""The same for empty lines where a text has more of them than elsewhere."""

OBVIOUS_RULE = 8
"""Characters of a rule that nobody draws between the scenes of one story."""

PAGE_LINES = range(40, 81)
"""Lines of a printed page: form feeds at this distance only turn the paper (RFCs, manuals)."""

TITLED = 0.8
"""Share of the parts between rules that have titles from which all rules part stories, none the scenes of one."""

_KEY = re.compile(
    r"(title|headline|subject|from|to|date|published|source|url|link|author|byline|publication|section|language|id|length|load-date"
    r"|message-id|newsgroups|заголовок|название|тема|дата|источник|автор|ссылка|издание)\s*:\s?(.*)",
    re.IGNORECASE,
)
_KEY_BELOW = re.compile(r"\s*[-+]{3}\s*\n\s*[\w.-]+\s*[:=]")
"""How front matter begins, and no rule above a title."""
_TITLE_KEYS = ("title", "headline", "subject", "заголовок", "название", "тема")
_DATE_KEYS = ("date", "published", "load-date", "дата")
_SOURCE_KEYS = ("source", "publication", "источник", "издание")
_HTML = re.compile(r"<(article|h1|h2)\b[^>]*>(.*)", re.IGNORECASE)
_SIDES = " |│║┃*#=+~-"
"""What stands beside a title in a box."""
_TAGS = re.compile(r"<[^>]*>")
_MARKED = f"{STROKES}#<"
"""The first characters of lines that are marked as headings, items or elements."""
_LONGEST_MARK = 400
_FIRST_OF_MARKS = frozenset(f"{STROKES}{CORNERS}#<F")
"""The first characters of rules, headings, elements and envelopes."""


def given_marks(spans: Paragraphs, stories: Sequence[Story]) -> Marks | None:
    """The marks of stories of which the file itself says where they start; None if it does not."""
    at = np.searchsorted(spans.starts, [story.start for story in stories]).tolist()
    kind = "element" if all(story.title for story in stories) else "rule"
    marks = {i: Mark(i, kind, story.title, story.date) for i, story in zip(at, stories, strict=True) if i < len(spans)}
    decisive = all(story.is_sure for story in stories)
    return Marks(kind, tuple(marks.values()), decisive, agreement=STRONG_AGREEMENT) if marks else None


def separators(text: str, spans: Paragraphs) -> tuple[list[Marks], list[int]]:
    """Kinds of marks on which a text might be built, strongest first, and the paragraphs that are only rules."""
    short = np.flatnonzero(spans.ends - spans.starts <= _LONGEST_MARK)
    columns = (short.tolist(), spans.starts[short].tolist(), spans.ends[short].tolist())
    code = in_code(text, spans)
    lines = {i: text[start:end] for i, start, end in zip(*columns, strict=True) if not code[i]}
    marked = {i: line for i, line in lines.items() if line[0] in _FIRST_OF_MARKS}
    rules = [i for i, line in marked.items() if line[0] in STROKES + CORNERS and RULE.match(line)]
    if len(spans) < FEWEST:
        return [], rules
    front = front_matter([lines.get(i, "") for i in range(min(FARTHEST, len(spans)))]) if _KEY_BELOW.match(text) else 0
    candidates = [
        _mails(text, spans, lines, marked),
        _headers(lines),
        headings(spans, lines, marked, rules, is_one=bool(front or code.any())),
        _html(marked),
        _chapters(spans, lines),
        _feeds(text, spans),
        _clauses(text, spans, lines),
        None if code.any() else capitals(spans, lines),
        _ruled(spans, lines, [i for i in rules if i >= front]),
        _spaced(spans, lines, code),
    ]
    found = [c for c in candidates if c and _divides(spans, c)]
    return _with_rules(found), rules


def _with_rules(found: list[Marks]) -> list[Marks]:
    """The same, and first rules between titled parts with what names some of these: where one story of many that count
    up was called otherwise, it is still parted from the one above."""
    rules = next((marks for marks in found if marks.kind == "rule" and any(mark.title for mark in marks.marks)), None)
    strongest = next((marks for marks in found if marks.decisive), None)
    if not rules or not strongest:
        return found
    parted, named = ({mark.start: mark for mark in marks.marks} for marks in (rules, strongest))
    if not named.keys() - {0} < parted.keys():
        return found
    both = parted | named
    return [replace(rules, marks=tuple(both[start] for start in sorted(both))), *found]


def _divides(spans: Paragraphs, found: Marks) -> bool:
    """Whether marks make several parts that are as long as stories; a text that begins with the envelope or
    the headers of a mail holds mails, though it be a single one."""
    if found.kind == "mail" and found.heads[:1] == (0,):
        return True
    substantial = SHORTEST_PIECE if found.kind in PIECES else SUBSTANTIAL
    return _parts(spans, found.marks) >= substantial and len(found.marks) >= FEWEST


def _parts(spans: Paragraphs, marks: Sequence[Mark]) -> float:
    """Median length of what the marks divide, in characters."""
    if not marks:
        return 0
    edges = np.append(spans.starts[[m.start for m in marks]], spans.ends[-1])
    return float(np.median(np.diff(edges)))


def _headers(lines: dict[int, str]) -> Marks | None:
    """Blocks of two or more lines such as `Title: …`, `Date: …`, `Source: …`, with the lines above them that the first
    has too. Blocks of other fields below each story (`Load-date: …`, `Language: …`) are its end."""
    blocks: list[tuple[int, dict[str, str]]] = []
    keys: dict[str, str] = {}
    first = previous = -2
    matches = [(i, match) for i, line in lines.items() if ":" in line and (match := _KEY.match(line))]
    for i, match in [*matches, (1 << 60, None)]:
        if i != previous + 1:
            if len(keys) >= 2:
                blocks.append((first, keys))
            keys, first = {}, i
        if match:
            keys.setdefault(match[1].lower(), match[2].strip())
        previous = i
    if not blocks:
        return None
    heads = [next(iter(keys)) == next(iter(blocks[0][1])) for _, keys in blocks]
    if all(map(or_, heads, heads[1:])):
        blocks = [block for block, is_head in zip(blocks, heads, strict=True) if is_head]
    starts = with_tops([i for i, _ in blocks], head_lines(lines))
    given = ([_first(keys, some) for _, keys in blocks] for some in (_TITLE_KEYS, _DATE_KEYS, _SOURCE_KEYS))
    titles, *others = given
    if not any(titles):
        titles = names(lines, starts)
    marks = (Mark(start, "header", *named) for start, *named in zip(starts, titles, *others, strict=True))
    return Marks("header", tuple(marks), True)


def _first(keys: dict[str, str], wanted: tuple[str, ...]) -> str:
    return next((value for key, value in keys.items() if key in wanted), "")


def _mails(text: str, spans: Paragraphs, lines: dict[int, str], marked: dict[int, str]) -> Marks | None:
    """The `From ` lines of an mbox, and the headers down to the empty line above each mail, or above the only one."""
    found: list[Mark] = []
    heads: list[int] = []
    tops = [(i, i + 1) for i, line in marked.items() if line.startswith("From ") and ENVELOPE.match(line)]
    for i, first in tops or ([(0, 0)] if head_of_mail(text) else []):
        end = i + 1
        while end < len(spans) and spans.gaps[end] == 0:
            end += 1
        keys = _fields(text, spans, lines, range(first, end))
        empty = end == len(spans) or ENVELOPE.match(lines.get(end, ""))
        start = i if empty or not keys else end
        heads += range(i, start)
        source = sender(keys.get("from", ""))
        found.append(Mark(start, "mail", decoded(keys.get("subject", "")), keys.get("date", ""), source))
    return Marks("mail", tuple(found), True, tuple(heads)) if found else None


def _fields(text: str, spans: Paragraphs, lines: dict[int, str], rows: Iterable[int]) -> dict[str, str]:
    """The headers of a mail by their names in small letters, the first of each; a line that begins with white space
    goes on with the one above."""
    keys: dict[str, str] = {}
    told = ""
    for row in rows:
        line = lines.get(row, "")
        if row and text[int(spans.starts[row]) - 1] in " \t":
            if told:
                keys[told] += f" {line}"
        elif match := FIELD.match(line):
            told = "" if match[1].lower() in keys else match[1].lower()
            keys.setdefault(match[1].lower(), match[2])
    return keys


def _html(lines: dict[int, str]) -> Marks | None:
    """`<article>` elements, or else first-level headings."""
    found: dict[str, list[Mark]] = {}
    for i, line in lines.items():
        if line.startswith("<") and (match := _HTML.match(line)):
            found.setdefault(match[1].lower(), []).append(Mark(i, "element", _TAGS.sub("", match[2]).strip()))
    for tag in ("article", "h1", "h2"):
        if len(found.get(tag, ())) >= FEWEST:
            return Marks("element", tuple(found[tag]), tag != "h2")
    return None


def _chapters(spans: Paragraphs, lines: dict[int, str]) -> Marks | None:
    """The chapters of a book."""
    found = chapters(lines, spans)
    return Marks("chapter", tuple(Mark(i, "chapter", title) for i, title in found), True) if found else None


def _clauses(text: str, spans: Paragraphs, lines: dict[int, str]) -> Marks | None:
    """The clauses of a contract."""
    found = clauses(text, lines, spans)
    return Marks("clause", tuple(found), True) if found else None


def _feeds(text: str, spans: Paragraphs) -> Marks | None:
    """Form feeds, unless they come at the end of every printed page."""
    if "\f" not in text:
        return None
    feeds = [m.start() for m in re.finditer("\f", text)]
    edges = [0, *feeds]
    heights = [text.count("\n", a, b) for a, b in pairwise(edges)]
    if len(heights) > 1 and float(np.median(heights)) in PAGE_LINES and np.std(heights[1:] or [0]) < 12:
        return None
    starts = sorted({int(np.searchsorted(spans.starts, feed)) for feed in feeds})
    return Marks("form feed", tuple(Mark(i, "form feed") for i in starts if i < len(spans)), True)


def _ruled(spans: Paragraphs, lines: dict[int, str], rules: list[int]) -> Marks | None:
    """Lines of dashes, stars and the like; not those that underline a heading."""
    by_shape: dict[str, list[int]] = {}
    for i in rules:
        if i + 1 < len(spans):
            by_shape.setdefault(lines[i][:2], []).append(i)
    drawn_at = frozenset(rules)
    boxed = {i for i in rules if i - 2 in drawn_at and i - 1 not in drawn_at and _is_box(spans, lines, i)}
    below = boxed | {
        i for i in rules if i and not spans.gaps[i] and len(lines.get(i - 1, "")) in range(1, len(lines[i]) + 4)
    }
    for drawn, shape in by_shape.items():
        if boxed.intersection(shape) or sum(i in below for i in shape) * 2 > len(shape):
            by_shape[drawn] = [i for i in shape if i not in below]
    shape = max(by_shape.values(), key=len, default=[])
    if not shape:
        return None
    obvious = float(np.median([len(lines[i]) for i in shape])) >= OBVIOUS_RULE
    marks = [
        Mark(i, "rule", lines[i + 1].strip(_SIDES)) if i + 2 in boxed else Mark(i + 1, "rule")
        for i in shape
        if i + 1 not in drawn_at
    ]
    titles = _titles(lines, [0, *(mark.start for mark in marks)])
    if titles:
        marks = [replace(mark, title=mark.title or titles.get(mark.start, "")) for mark in marks]
    return Marks("rule", tuple(marks), obvious or bool(titles))


def _titles(lines: dict[int, str], starts: Sequence[int]) -> dict[int, str]:
    """The titles at the heads of the parts that start there; none unless there are such at the top and at most others,
    each another: short lines that are no sentences, numbers, headings or bold."""
    heads = head_lines(lines)
    titles = {
        start: line
        for start in starts
        if start in heads and (line := lines[start])[0] not in _MARKED and LETTERS.search(line)
    }
    is_titled = 0 in titles and len({*titles.values()}) >= TITLED * len(starts)
    return titles if is_titled else {}


def _is_box(spans: Paragraphs, lines: dict[int, str], rule: int) -> bool:
    """Whether a rule closes a box around the line above, which another as long opens."""
    above, title = lines[rule - 2], lines.get(rule - 1, "")
    close = not spans.gaps[rule] and not spans.gaps[rule - 1]
    return close and len(above) == len(lines[rule]) and bool(LETTERS.search(title))


def _spaced(spans: Paragraphs, lines: dict[int, str], code: NDArray[np.bool_]) -> Marks | None:
    """More empty lines than paragraphs of this file usually have between them. Short lines between such places are the
    head of the story below."""
    if len(spans) < 4:
        return None
    gaps = spans.gaps[1:]
    usual = int(usual_gap(gaps))
    wide = np.flatnonzero((gaps > usual) & ~code[1:]) + 1
    if not 1 <= len(wide) <= len(spans) // 2:
        return None
    heads = head_lines(lines)
    starts = [0]
    for i in wide.tolist():
        if i - starts[-1] > MOST_HEAD_LINES or not heads.issuperset(range(starts[-1], i)):
            starts.append(i)
    if len(starts) < 2:
        return None
    if not is_number(lines.get(0, "")):
        del starts[0]
    titles = [
        name if is_number(lines.get(start, "")) else ""
        for start, name in zip(starts, names(lines, starts), strict=True)
    ]
    marks = (Mark(start, "empty lines", title) for start, title in zip(starts, titles, strict=True))
    return Marks("empty lines", tuple(marks), False, agreement=SPACED_AGREEMENT)


def confirmed(marks: Marks, chance: NDArray[np.float32]) -> bool:
    """Whether the other cues agree that different stories stand between these marks. `chance` `[paragraphs]`."""
    inside = [m.start for m in marks.marks if m.start > 0]
    return bool(inside and float(np.mean(chance[inside])) >= marks.agreement)
