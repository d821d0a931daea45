"""Chapters: numbered lines that divide a book, or a collection of letters, sermons or exhibits, as they are written in
the languages of most books."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from reader.text.paragraphs import Paragraphs

_PIECES = (
    "chapter chap. chapitre kapitel capítulo capitulo capitolo hoofdstuk rozdział kapitola глава розділ",
    # What stands for itself wherever it is collected: no sections, articles and parts, which one text has.
    "letter sermon psalm hymn canto lecture essay ode sonnet fable tale story poem song ballad epistle dialogue",
    "discourse homily speech interview document exhibit annex appendix attachment enclosure act",
    "brief predigt vorlesung erzählung märchen gedicht anlage anhang aufzug akt",
    "lettre psaume chant conférence conte poème annexe acte",
    "carta sermón salmo cuento poema documento anexo acto lettera sermone lezione allegato atto conto ato",
    "list kazanie wykład opowiadanie załącznik bijlage preek",
    "письмо проповедь псалом песнь лекция рассказ сказка басня беседа стихотворение документ приложение действие",
    "лист казка оповідання додаток",
)
PIECES = frozenset(word for row in _PIECES for word in row.split())
"""The words of lines that name a piece, in small letters."""

LONGEST_LINE = 100
"""Characters of a line that names a chapter, its title included."""

SHORTEST_CHAPTER = 300
"""Characters above the next line for a chapter, from which one whose number comes again is not one of the contents."""

LATEST = 1 / 3
"""Share of the text before the first chapter: a preface and the contents take less."""

IN_ORDER = 0.7
"""Share of the chapters that must follow upon the one before, or begin to count anew: some are lost in every scan."""

_LONGEST_WORD = max(map(len, PIECES)) + 1

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя")
"""By which exhibits and annexes are counted."""

_LINE = re.compile(
    r"第\s?([\d〇零一二三四五六七八九十百两]+)\s?[章回節节](.*)"
    r"|[^\s第]+\s+(\w+)(.*)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:part|book|volume|partie|livre|teil|buch|parte|libro|часть|книга|том|частина)\s+\w+\W*$", re.IGNORECASE
)
"""A line for a part of the book, above its first chapter."""

_ROMAN = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    "first second third fourth fifth sixth seventh eighth ninth tenth",
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo",
    "первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая тринадцатая"
    " четырнадцатая пятнадцатая шестнадцатая семнадцатая восемнадцатая девятнадцатая двадцатая",
)
_NUMBERS = {word: number for row in _COUNTED for number, word in enumerate(row.split(), 1)}


def chapters(lines: Mapping[int, str], spans: Paragraphs) -> list[tuple[int, str]]:
    """The paragraphs at which the chapters of a book start, with their titles; none if their numbers are in no order,
    or if they begin late: a story among others may have chapters, too. `lines`: the short paragraphs."""
    called: dict[str, list[tuple[int, str, bool]]] = {}
    for i, line in lines.items():
        if (word := _piece(line)) and (read := _read(line)):
            called.setdefault(word, []).append((i, *read))
    several = sorted((some for some in called.values() if len(some) > 1), key=len, reverse=True)
    return next(filter(None, (_in_order(some, lines, spans) for some in several)), [])


def _in_order(
    called: Sequence[tuple[int, str, bool]], lines: Mapping[int, str], spans: Paragraphs
) -> list[tuple[int, str]]:
    """The same of lines that call what is below them by one word: paragraph, number, whether the title is there."""
    words = [word for _, word, _ in called]
    alphabet = next(
        (letters for letters in _ALPHABETS if words[0] == letters[0] and set(letters).issuperset(words)), None
    )
    found = [
        (i, number, is_titled)
        for i, word, is_titled in called
        if (number := alphabet.index(word) + 1 if alphabet else number_of(word)) is not None
    ]
    if len(found) < 2:
        return []
    edges = np.append(spans.starts[[i for i, *_ in found]], spans.ends[-1]).tolist()
    later: set[int] = set()
    kept: list[tuple[int, int, bool]] = []
    for (start, end), (i, number, is_titled) in zip(reversed([*pairwise(edges)]), reversed(found), strict=True):
        if end - start >= SHORTEST_CHAPTER or number not in later:
            kept.append((i, number, is_titled))
        later.add(number)
    kept.reverse()
    numbers = [number for _, number, _ in kept]
    steps = [b == a + 1 or (b == 1 and a > 1) for a, b in pairwise(numbers)]
    begin = int(spans.starts[kept[0][0]])
    if not steps or sum(steps) < IN_ORDER * len(steps) or begin > LATEST * int(spans.ends[-1]):
        return []
    return [
        (i - 1 if _ABOVE.match(lines.get(i - 1, "")) else i, lines[i] if is_titled else _with_title(lines, i))
        for i, _, is_titled in kept
    ]


def _piece(line: str) -> str:
    """The word that a line begins with if it is one for a piece, as it stands in a dictionary; "" if not."""
    word = line[:_LONGEST_WORD].split(maxsplit=1)[0].lower()
    if word in PIECES:
        return "chapter" if word == "chap." else word
    return "第" if line[0] == "第" else ""


def _read(line: str) -> tuple[str, bool] | None:
    """The number of the piece that a line names, as it is written, and whether its title is there as well."""
    match = _LINE.match(line) if len(line) <= LONGEST_LINE else None
    if not match:
        return None
    word, rest = (match[1], match[2]) if match[1] else (match[3], match[4])
    title = rest.strip(_BETWEEN)
    if title and (title[0].islower() or rest[0] not in _BETWEEN):
        return None  # “chapter 5 of the report”
    return word.lower(), bool(title)


_BETWEEN = " .:;,—–-\t\u00a0\u3000"
"""What stands between the number of a chapter and its title."""


def _with_title(lines: Mapping[int, str], chapter: int) -> str:
    """The name of a chapter and the title on the line below, if that is one. In capitals it may have a full stop."""
    name, below = lines[chapter].rstrip(_BETWEEN), lines.get(chapter + 1, "")
    if below.isupper() and not below.endswith(".."):
        below = below.removesuffix(".")
    if not below or len(below) > LONGEST_LINE or below[-1] in '.!?…,;:»”"' or (_piece(below) and _read(below)):
        return name
    return f"{name} {below}" if name[0] == "第" else f"{name}. {below}"


def number_of(word: str) -> int | None:
    """The number that a word or figures are, in small letters, Arabic, Roman or Chinese; None if they are none."""
    if word.isdecimal():
        return int(word) if len(word) <= 3 else None
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word[0] in "〇零一二三四五六七八九十百两":
        return _han(word)
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _han(word: str) -> int | None:
    """A Chinese number below a thousand."""
    total = digit = 0
    for character in word:
        if character in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[character]
        elif character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit
