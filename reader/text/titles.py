"""A label for a story: the headline that it has, or its first sentence, shortened."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from reader.text.full_stops import is_abbreviated
from reader.text.markup import directive, plain
from reader.text.metadata import is_byline
from reader.text.shortening import CONNECTIVE, SHORTEST, WIDEST, compress, fit, width

SHORTEST_HEADLINE = 12
"""Characters of the shortest line that is taken for the story's own headline."""

LOOKED_AT = 3
"""Paragraphs in which a better sentence is sought when the first one points back to something that was lost."""

OPENING_CHARACTERS = 1000
"""Characters of a paragraph in which its first sentence is sought."""

NOTHING = "(untitled)"

_LINKS = re.compile(r"\s*(?:…\s*)?(?:https?://\S+|pic\.(?:twitter|x)\.com/\S+)")
_OPENING_MARKS = re.compile(r"(?:#{1,6}\s+|[-*•·●▪►>]+\s+|\[[^\]\s]{0,3}\]\s+|\(?(?:\d{1,3}|#)[.)]\s+)+")
_CLOSING_MARKS = re.compile(r"\s+#+$")
_HEADING_MARKS = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"([=\-~^\"'*+#`:.])\1{2,}$")
_RULED = re.compile(r"^=+ | =+$|^=+$|\s(?:-{3,}|~{3,}|\^{3,}|\+{3,}|\*{3,})$")
"""Signs around a heading of a wiki, or under one whose lines were joined."""

UNDERLINE_SLACK = 3
"""Characters by which the line under a heading may be longer or shorter."""
_SIGNATURE = re.compile(r"\s*[—–-]{1,2}\s?[^—–]{1,80}?\(@\w{1,20}\).*$")
_DATELINE = re.compile(
    r"^(?:[A-ZА-ЯЁ][\w.'’А-Яа-яё-]*(?:[ ,/]+(?:[A-ZА-ЯЁ][\w.'’А-Яа-яё-]*|of|and|de|\d{1,2})){0,6},?\s*)"
    r"(?:\((?:[A-Z][\w .&/-]{1,40}|[А-Я][\w -]{1,24})\)\s*(?:[-–—:]+\s*)?|\s[—–]{1,2}\s|\s--?\s)(?=\S)"
)
_AGENCY = re.compile(r"^\(?(?:Reuters|AP|AFP|CNN|UPI|TASS|ТАСС|Interfax|Интерфакс)\)?\s*[-–—:]+\s*")

_TAG = re.compile(r"\s*(?:</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?>|<[!?][^<>]*>)")
_BEGINS_WITH_COMMAND = re.compile(r"\s*\\[a-zA-Z]+\*?\s*(?:[\[{]|$)")
_COMMAND = re.compile(r"\\([a-zA-Z]+)\*?\s*(?:\[[^\]]*\])?(?:\{([^{}]*)\})?")
_HEADINGS = frozenset(("title", "part", "chapter", "section", "subsection", "paragraph"))
"""Commands of LaTeX in which a title stands."""

_STOP = re.compile(r"[.!?…。！？]+[\"”’»')\]]*(?=\s|$)|[。！？]+[”’」』）]*")
_POINTS_BACK = re.compile(
    r"^(?:He|She|It|They|His|Her|Their|Its|This|That|These|Those|We|I|You|There|Here|Such|Another|Both|Who|Which|“|\"|«|‘"
    r"|Он|Она|Оно|Они|Его|Её|Ее|Их|Это|Этот|Эта|Эти|Такой|Там|Тогда|Также)(?:\b|(?<=\W))|^The \w+, (?:which"
    r"|who)\b|^[a-zа-яё]"
)


def headline(text: str) -> str:
    """A title as it was found, without marks of lists, headings, links and emphasis; empty if nothing is left."""
    text = plain(text)
    if "http" in text or "pic." in text:
        text = _LINKS.sub("", text)
    if marks := _OPENING_MARKS.match(text):
        text = text[marks.end() :]
    return _RULED.sub("", " ".join(_CLOSING_MARKS.sub("", text).split())).strip(" |—–-")


def title(paragraphs: Sequence[str]) -> str:
    """The best short label of a story, from its first paragraphs; never cut inside a word.

    Its heading, or else the first sentence, or a later one of the first three paragraphs if the first begins by
    pointing back.
    """
    told = [*islice(filter(None, map(_told, paragraphs)), LOOKED_AT)]
    if not told:
        return title_of_signs(paragraphs)
    first_line = headline(told[0])
    least = 1 if _is_heading(told[0], paragraphs) else SHORTEST_HEADLINE
    if least <= width(first_line) <= WIDEST and not _STOP.search(first_line[-3:]) and not is_byline(first_line):
        return first_line
    openings = (sentence for sentence in map(_opening, told) if sentence and not is_byline(sentence))
    first = next(openings, "")
    if not first:
        return fit(headline(" ".join(told))) or title_of_signs(paragraphs)
    if _POINTS_BACK.match(first) and not first.startswith(("The ", "“", '"', "«", "‘")):
        for other in openings:
            if not _POINTS_BACK.match(other) and not CONNECTIVE.match(other) and len(other) >= SHORTEST:
                first = other
                break
    return compress(first) or NOTHING


def _is_heading(line: str, paragraphs: Sequence[str]) -> bool:
    """Whether a line is marked as a heading, or a rule that is as long stands below it."""
    if _HEADING_MARKS.match(line):
        return True
    at = next((at for at, paragraph in enumerate(paragraphs) if paragraph == line), len(paragraphs))
    below = "".join(paragraphs[at + 1 : at + 2])
    return bool(_RULE.match(below)) and abs(len(below) - len(line)) <= UNDERLINE_SLACK


def title_of_signs(paragraphs: Sequence[str]) -> str:
    """What stands for pictures, or what a directive is about, where a story tells nothing else."""
    lines = (headline(plain(directive(paragraph[:OPENING_CHARACTERS]), pictures=True)) for paragraph in paragraphs)
    return next((fit(line) for line in lines if line), NOTHING)


def _told(paragraph: str) -> str:
    """A paragraph without the tags or commands of TeX that it begins with; "" if there are no letters in it: it is a
    rule, a number, a time."""
    if _TAG.match(paragraph):
        paragraph = " ".join(_TAG.sub(" ", paragraph).split())
    elif _BEGINS_WITH_COMMAND.match(paragraph):
        paragraph = _COMMAND.sub(lambda command: (command[1] in _HEADINGS and command[2]) or "", paragraph)
    return paragraph if any(map(str.isalpha, plain(paragraph[:OPENING_CHARACTERS]))) else ""


def numbered(titles: Iterable[str]) -> list[str]:
    """The same titles, with (2), (3), … added where one comes again."""
    seen: Counter[str] = Counter()
    result = []
    for each in titles:
        seen[each.casefold()] += 1
        times = seen[each.casefold()]
        result.append(each if times == 1 else f"{each} ({times})")
    return result


def _opening(paragraph: str) -> str:
    """The first sentence of a paragraph, without dateline and links; empty where nothing is left."""
    text = headline(paragraph[:OPENING_CHARACTERS])
    if "(@" in text:
        text = _SIGNATURE.sub("", text) or text
    shorter = _AGENCY.sub("", _DATELINE.sub("", text, count=1))
    text = shorter if len(shorter) >= SHORTEST else text
    for stop in _STOP.finditer(text):
        sentence = text[: stop.end()]
        if width(sentence) >= SHORTEST and not is_abbreviated(text, stop.start() + 1):
            return sentence
    return text
