"""Headings over stories: marked ones as in Markdown, underlined ones, and lines in capitals.

Sections of one text have headings, too. What tells those of stories is that they are the highest in the file, from its
top on, that none is called as parts of a text are, and that no front matter stands above and no code below them.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from reader.text.chapters import IN_ORDER, LATEST
from reader.text.dates import find_date
from reader.text.file_lines import RULE
from reader.text.marks import FEWEST, MOST_HEAD_LINES, STRONG_AGREEMENT, Mark, Marks
from reader.text.paragraphs import Paragraphs
from reader.text.recurring import head_lines

UNDERLINE_SLACK = 3
"""Characters by which the line under a heading may be longer or shorter."""

HEADLINE_WORDS = 4
"""Words of a headline, in the median; headings of sections have one to three."""

LONGEST_CAPITALS = 100
"""Characters of a headline in capitals."""

SHORTEST_LEAD = 80
"""Characters of the paragraph below it: a list and verse have shorter ones."""

LETTERS = re.compile(r"[^\W\d_]{2}")
"""What every heading has."""

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_UNDERLINES = "=-~"
"""What headings are underlined with, from the highest to the lowest."""
_VERSION = re.compile(r"\W*(?:\w[\w-]*\s+){0,2}v?(\d{1,8}(?:\.\d{1,8}){1,4})")
_UNRELEASED = re.compile(r"unreleased|not released|upcoming|development|in progress", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXivx]{1,5})[.):]?\s+")
_PARTS = (
    "abstract,acknowledgements,acknowledgments,appendix,authors,background,bibliography,conclusion,conclusions,contents"
    ",contributing,copyright,credits,definitions,dependencies,description,disclaimer,discussion,documentation,examples"
    ",faq,features,foreword,getting started,installation,installing,introduction,license,licence,methods,notes,options"
    ",overview,preamble,preface,prerequisites,quick start,quickstart,references,requirements,results,see also,summary"
    ",synopsis,table of contents,testing,usage",
    "anhang,anmerkungen,danksagung,einführung,einleitung,ergebnisse,fazit,inhalt,inhaltsverzeichnis,literatur"
    ",literaturverzeichnis,schluss,vorwort,zusammenfassung",
    "annexe,avant-propos,bibliographie,préface,remerciements,résumé,sommaire,table des matières",
    "agradecimientos,bibliografía,conclusiones,conclusión,introducción,prólogo,resumen,índice",
    "bibliografia,conclusione,conclusioni,indice,introduzione,prefazione,ringraziamenti,riassunto",
    "введение,вступление,выводы,заключение,литература,оглавление,предисловие,приложение,содержание",
)
PARTS = frozenset(part for row in _PARTS for part in row.split(","))
"""What parts of one text are called, in small letters."""


def are_parts(titles: Iterable[str]) -> bool:
    """Whether some headings are those of the parts of one text: any is called as these are."""
    return any(_NUMBER.sub("", title.strip(" *_#.:"), count=1).lower() in PARTS for title in titles)


def headings(
    spans: Paragraphs, lines: Mapping[int, str], marked: Mapping[int, str], rules: Sequence[int], *, is_one: bool
) -> Marks | None:
    """Headings that name the versions of something, or those of the highest level that comes twice, which decide if
    they read like headlines or are those of stories. `lines` are the short paragraphs, `marked` those of them that
    begin with a sign. `is_one`: the text has front matter or holds code, as one text does."""
    found: dict[int, list[Mark]] = {}
    for i, line in marked.items():
        if line[0] == "#" and (heading := _HEADING.match(line)):
            found.setdefault(len(heading[1]), []).append(Mark(i, "heading", heading[2].strip(" #")))
    for i in rules:
        if lines[i][0] in _UNDERLINES and (title := _underlined(spans, lines, i)):
            found.setdefault(_UNDERLINES.index(lines[i][0]) + 1, []).append(Mark(i - 1, "heading", title))
    levels = {level: sorted(found[level], key=lambda mark: mark.start) for level in sorted(found)}
    for marks in levels.values():
        versions = _versions(marks)
        if versions and int(spans.starts[versions[0].start]) <= LATEST * int(spans.ends[-1]):
            return Marks("version", tuple(replace(mark, kind="version") for mark in versions), True)
    for level, marks in levels.items():
        if len(marks) >= FEWEST:
            words = float(np.median([len(m.title.split()) for m in marks]))
            nested = any(len(found[deeper]) for deeper in found if deeper > level)
            above = any(higher < level for higher in found)
            if not above and not is_one and _head_stories(lines, marks):
                return Marks("heading", (replace(marks[0], start=0), *marks[1:]), True)
            decisive = words >= HEADLINE_WORDS and not (above and nested)
            return Marks("heading", tuple(marks), decisive)
    return None


def capitals(spans: Paragraphs, lines: Mapping[int, str]) -> Marks | None:
    """Lines in capitals that stand alone above prose, from the top of the text on."""
    rows = [
        i
        for i, line in lines.items()
        if line.isupper() and len(line) <= LONGEST_CAPITALS and LETTERS.search(line) and (not i or spans.gaps[i])
    ]
    some = frozenset(rows)
    marks = [Mark(i, "capitals", lines[i]) for i in rows if i - 1 not in some and _heads_prose(spans, some, i)]
    if len(marks) < FEWEST or not _head_stories(lines, marks):
        return None
    marks[0] = replace(marks[0], start=0)
    return Marks("capitals", tuple(marks), False, agreement=STRONG_AGREEMENT)


def _heads_prose(spans: Paragraphs, capitals: Collection[int], row: int) -> bool:
    """Whether a long paragraph follows upon a headline, below an empty line."""
    while row in capitals:
        row += 1
    return row < len(spans) and bool(spans.gaps[row]) and int(spans.ends[row] - spans.starts[row]) >= SHORTEST_LEAD


def _head_stories(lines: Mapping[int, str], marks: Sequence[Mark]) -> bool:
    """Whether headings begin where the text does, below lines such as the name of a newspaper at most, and are no days,
    which a diary has, nor those of parts."""
    first = marks[0].start
    is_top = first <= MOST_HEAD_LINES and head_lines(lines).issuperset(range(first))
    titles = [mark.title for mark in marks]
    return is_top and not any(map(find_date, titles)) and not are_parts(titles)


def _versions(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Of some headings those from the first that names a version on, if most do, the newest first: numbers of sections
    count up. What is not released yet is a version, too."""
    named = {at: match for at, mark in enumerate(marks) if (match := _VERSION.match(mark.title))}
    numbers = [tuple(map(int, match[1].split("."))) for match in named.values()]
    down = [a > b for a, b in pairwise(numbers)]
    if len(down) < FEWEST or sum(down) < IN_ORDER * len(down):
        return ()
    first = min(named)
    if first and _UNRELEASED.search(marks[first - 1].title):
        first -= 1
    return marks[first:] if len(named) >= IN_ORDER * (len(marks) - first) else ()


def _underlined(spans: Paragraphs, lines: Mapping[int, str], rule: int) -> str:
    """The heading above a rule that is as long as it is; "" if there is none, or if both stand in a box."""
    title = lines.get(rule - 1, "")
    if not spans.gaps[rule - 1] and RULE.match(lines.get(rule - 2, "")):
        return ""
    alone = rule < 2 or spans.gaps[rule - 1] or rule - 2 in lines
    is_one = title and not spans.gaps[rule] and alone and abs(len(title) - len(lines[rule])) <= UNDERLINE_SLACK
    return title if is_one and LETTERS.search(title) else ""
