"""Clauses of a contract or a law, under headings that count up: `1. DEFINITIONS`, `Article 1 – Definitions`.

Other texts number their sections, too, and are one article each. What tells a contract is what stands below the
headings: paragraphs that count on (1.1, 1.2 …), each a sentence or more, or words by which somebody is bound. Sections
without names stay one text: they are no places to go to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reader.text.chapters import IN_ORDER, LATEST, number_of
from reader.text.marks import MOST_HEAD_LINES, Mark
from reader.text.paragraphs import Paragraphs
from reader.text.punctuation import STOPS
from reader.text.recurring import head_lines

FEWEST = 3
"""Clauses of a contract."""

BINDING = 0.5
"""Share of the clauses that must read like one."""

LONGEST_LINE = 80
"""Characters of a heading."""

SENTENCE = 50
"""Characters of a paragraph that is no heading."""

_WORDS = (
    "article clause section paragraph artikel klausel ziffer abschnitt § clausule artículo articulo cláusula clausula"
    " articolo clausola artigo artykuł paragraf článek статья пункт стаття розділ"
)
_HEADING = re.compile(
    rf"(?:(\d{{1,2}})[.)]?|({'|'.join(_WORDS.split())})\s?(\d{{1,3}}|[ivxlc]+)\b|第\s?([\d〇零一二三四五六七八九十百两]+)\s?[条條])"
    r"(?:[\s.:–—-]+(.*))?",
    re.IGNORECASE,
)
_MARKUP = "#*_ \t"
_BINDS = re.compile(
    r"\b(?:shall|here(?:by|in|of|to|under)|this agreement|(?:either|each|neither|other) party"
    r"|vertragspart(?:ei|ner)\w*|diese[mrs] vertrag\w*|verpflichtet sich"
    r"|présente?s? (?:contrat|accord|convention|conditions)"
    r"|presente (?:contrato|convenio|acuerdo|acordo|contratto|accordo)|(?:las|as) partes|le parti|les parties"
    r"|deze overeenkomst|niniejsz\w+ umow\w+|t(?:éto|ato) smlouv\w+"
    r"|настоящ\w+ (?:договор|соглашени)\w*|сторон[аыеу]|цього договору)\b"
    r"|本(?:合同|协议|協議|契約)|[甲乙](?:方|は)",
    re.IGNORECASE,
)


def clauses(text: str, lines: Mapping[int, str], spans: Paragraphs) -> list[Mark]:
    """The marks of the clauses of a text, and of what stands above the first clause of each further contract; none if
    its headings are in no order, begin late, or stand above something else. `lines`: the short paragraphs."""
    by_form: dict[str, list[tuple[int, int]]] = {}
    for i, line in lines.items():
        for form, number in _forms(line):
            by_form.setdefault(form, []).append((i, number))
    for found in sorted(by_form.values(), key=len, reverse=True):
        if len(found) >= FEWEST and _counts(found, spans) and _binds(text, found, spans):
            return [*_marks(found, lines)]
    return []


def _forms(line: str) -> Iterator[tuple[str, int]]:
    """What a heading is like, and its number; nothing for a line that is none."""
    line = line.strip(_MARKUP)
    if not line or len(line) > LONGEST_LINE or not (match := _HEADING.fullmatch(line)):
        return
    title = (match[5] or "").strip(_MARKUP)
    if title and (title[0].islower() or title[0].isdecimal() or title[-1] in STOPS or title[-1] in ";:,"):
        return
    if match[1]:
        if any(map(str.isalpha, title)):
            if title.isupper():
                yield "capitals", int(match[1])
            yield "numbered", int(match[1])
    elif title and (number := number_of((match[3] or match[4]).lower())) is not None:
        yield (match[2] or "第").lower(), number


def _counts(found: Sequence[tuple[int, int]], spans: Paragraphs) -> bool:
    """Whether headings count up from the first on, of which one may be lost here and there, or begin to count anew."""
    numbers = [number for _, number in found]
    steps = [a < b <= a + 2 or (b == 1 and a > 1) for a, b in pairwise(numbers)]
    early = int(spans.starts[found[0][0]]) <= LATEST * int(spans.ends[-1])
    return numbers[0] <= 1 and early and sum(steps) >= IN_ORDER * len(steps)


def _binds(text: str, found: Sequence[tuple[int, int]], spans: Paragraphs) -> bool:
    """Whether most of what stands below the headings reads like clauses."""
    binding = 0
    for (row, number), (end, _) in pairwise([*found, (len(spans), 0)]):
        below = [text[spans.starts[i] : spans.ends[i]] for i in range(row + 1, end)]
        counted = f"{number}."
        binding += any(
            (each.startswith(counted) and each[len(counted) :][:1].isdecimal() and len(each) >= SENTENCE)
            or _BINDS.search(each)
            for each in below
        )
    return binding >= BINDING * len(found)


def _marks(found: Sequence[tuple[int, int]], lines: Mapping[int, str]) -> Iterator[Mark]:
    heads = head_lines(lines)
    for place, (row, number) in enumerate(found):
        top = row
        if place and number <= 1:
            while top - 1 in heads and row - top < MOST_HEAD_LINES and top - 1 > found[place - 1][0]:
                top -= 1
            if top < row:
                yield Mark(top, "clause")
        yield Mark(row, "clause", lines[row].strip(_MARKUP))
