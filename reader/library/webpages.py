"""The text of a web page: its article without menus and advertisements, or all of it where no article is found."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import accumulate, groupby, islice
from typing import Any, NamedTuple

from reader.library.fields import date_in
from reader.text.metadata import Story
from reader.text.titles import SHORTEST_HEADLINE

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table td th tr ul",
    )
)
"""Elements that a browser puts on lines of their own."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(("noscript", "script", "style", "svg", "template", "title"))
_RAW = frozenset(("script", "style", "title"))
"""Elements in which there are no others, whatever stands in them (HTML Living Standard, 13.1.2)."""

_BEGINNING = re.compile(r"</?([a-zA-Z][^\s/<>]*)")
"""Of a tag."""

_SPACES = re.compile(r"[ \t\r\f\v\n]+")

_TAGS = r"(?:html|head|body|main|article|section|div|p|h[1-6]|table|tr|ul|ol|li|dl|blockquote|figure|header|footer)"
_OPENING = re.compile(rf"\ufeff?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|{_TAGS}[\s>])", re.IGNORECASE | re.DOTALL)
_CLOSING = re.compile(rf"</{_TAGS}\s*>", re.IGNORECASE)
_CLOSED = re.compile(rf"</{_TAGS}\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
FEWEST_CLOSED, LONGEST_END = 3, 1000
"""Elements that markup closes, at least, and characters after the last of them, at most."""

FEWEST = 2
"""Articles that a page marks, each with its headline, for it to hold several stories."""

LONGEST_ABOVE = 80
"""Characters of a line that may stand above a headline: the desk, the day; what is longer belongs to the story."""

MOST_ALIKE = 100
"""Lines beginning with the same word among which the one that follows a heading is sought; a page of thousands would
take minutes."""

LARGEST_FOR_EXTRACTION = 4 << 20
"""Characters up to which an article is looked for: it takes seconds a megabyte, and articles are in small pages."""


HEAD = 100_000
"""Characters in which the head of a page stands."""

_META = re.compile(r"<meta\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")
"""When it was, in data for programs (schema.org)."""


class WebPage(NamedTuple):
    """The main text of a page, its title, the stories in it if it marks several, and else its day; "" for what it does
    not give."""

    text: str
    title: str
    stories: tuple[Story, ...]
    date: str


class Block(NamedTuple):
    """A block of text that a browser would show; `heading` is its level as a heading, 0 if it is none, and `article`
    counts the `<article>` that it stands in, 0 for none."""

    text: str
    heading: int
    article: int


def is_markup(text: str, fewest: int = FEWEST_CLOSED) -> bool:
    """Whether a text that does not say so is a web page or a part of one: it opens and closes with markup, and closes
    `fewest` elements. Several pages one after the other are none: what they hold could not be told from what stands
    around it."""
    closing = islice(_CLOSING.finditer(text), fewest)
    return bool(
        _OPENING.match(text)
        and _CLOSED.search(text, max(0, len(text) - LONGEST_END))
        and sum(1 for _ in closing) >= fewest
        and sum(1 for _ in islice(_PAGE.finditer(text), 2)) < 2
    )


def main_text(page: str, *, is_part: bool = False) -> WebPage:
    """The main text of an HTML page; all text of what `is_part` of one, and may be no more than its article."""
    title = _title(page)
    blocks = list(blocks_of(page))
    text = _article(page) if not is_part and len(page) <= LARGEST_FOR_EXTRACTION else ""
    if text:
        text = _with_headings(text, blocks)
        title = _without_site(title, text)
    else:
        text = _lines(blocks)
    stories = tuple(_stories(text, blocks))
    if len(stories) < FEWEST:
        return WebPage(text, title, (), _date(page))
    above = text[: stories[0].start].split("\n")
    is_of_all = all(len(line) <= LONGEST_ABOVE for line in above)  # then it names no story
    return WebPage(text, "" if is_of_all else title, stories, "")


def _article(page: str) -> str:
    import logging

    if not _parsed(page, is_huge=False).is_whole:  # as the extractor would parse it
        return ""
    from trafilatura import extract  # late: half a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the screen is drawn where warnings would go
    try:
        return extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    except Exception:
        # Whatever a page does to the extractor, all of its text is still shown.
        return ""


def _with_headings(text: str, blocks: Iterable[Block]) -> str:
    """The text of an article with the headings that the extractor lost, each before what follows it on the page.

    Of pages that mark no part as their article it gathers paragraphs, lists and tables, but no headings.
    """
    lines = text.split("\n")
    said = _said(lines)
    places = defaultdict(list)
    for place, line in enumerate(said):
        places[line.partition(" ")[0]].append(place)
    kept = frozenset(said)
    lost: list[str] = []
    reached = 0
    found: dict[int, list[str]] = {}
    for line, heading, _ in blocks:
        block = " ".join(line.split())
        if heading and block not in kept:
            lost.append(block)
        elif lost:
            alike = places[block.partition(" ")[0]]
            first = bisect_left(alike, reached)
            for place in alike[first : first + MOST_ALIKE]:
                if block.startswith(said[place]) or said[place].startswith(block):
                    above = " ".join(said[reached:place])  # a heading in pieces is none that was lost
                    found[place] = [heading for heading in lost if not above.endswith(heading)]
                    reached = place + 1
                    break
            lost = []
    return "\n".join(each for place, line in enumerate(lines) for each in (*found.get(place, ()), line))


def plain_text(page: str) -> str:
    """All text of a page that a browser would show, one block a line."""
    return _lines(blocks_of(page))


def _lines(blocks: Iterable[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _stories(text: str, blocks: Iterable[Block]) -> Iterator[Story]:
    """The articles of a page that have a headline, where they begin in its text."""
    lines = text.split("\n")
    said = _said(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    places = defaultdict(list)
    for place, line in enumerate(said):
        places[line].append(place)
    reached = 0
    for article, inside in groupby(blocks, key=lambda block: block.article):
        above: set[str] = set()
        for block in inside if article else ():
            line = " ".join(block.text.split())
            if block.heading:
                alike = places[line]
                at = bisect_left(alike, reached)
                if at < len(alike):
                    top = alike[at]
                    while top > reached and said[top - 1] in above:
                        top -= 1
                    reached = alike[at] + 1
                    yield Story(starts[top], line)
                break
            if len(line) > LONGEST_ABOVE:
                break  # a heading below it is that of a part
            above.add(line)


def _said(lines: Iterable[str]) -> list[str]:
    """Lines without the signs that stand for a list or a table."""
    return [" ".join(line.strip("-| ").split()) for line in lines]


class _Parsed(NamedTuple):
    """The tree of a page, None if there is nothing in it that looks like one, and whether all of the page is in it."""

    root: Any
    is_whole: bool


def _parsed(page: str, *, is_huge: bool = True) -> _Parsed:
    """A page as libxml2 parses it, which stops without a word at an element in more than 256 others, or in 2,048 if it
    `is_huge`: then a text in it may be longer than ten megabytes, too."""
    from lxml import etree  # late: 70 ms

    parser = etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=is_huge, no_network=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    last = parser.error_log.last_error
    return _Parsed(root, last is None or "depth" not in last.message)


def _flat(page: str) -> str:
    """A page in which no element is in another: each tag is that of an empty one, which parts lines if it did."""

    def empty(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        return tag[0] if name in _RAW else "<br" if name in BLOCKS else "<img"

    return _BEGINNING.sub(empty, page)


def blocks_of(page: str) -> Iterator[Block]:
    """The blocks of text that a browser would show."""
    from lxml import etree  # late: 70 ms

    root, is_whole = _parsed(page)
    if not is_whole:
        root, _ = _parsed(_flat(page))
    pieces: list[str] = []
    unseen = 0
    heading = depth = articles = 0
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        is_block, is_unseen = element.tag in BLOCKS, element.tag in _UNSEEN
        if is_block:
            if line := "".join(pieces).strip():
                yield Block(line, heading, articles if depth else 0)
            pieces = []
        if element.tag == "article":
            articles += event == "start" and not depth
            depth += 1 if event == "start" else -1
        if element.tag in _HEADINGS:
            heading = _HEADINGS[element.tag] if event == "start" else 0
        if event == "start":
            unseen += is_unseen
            text = element.text
        else:
            unseen -= is_unseen
            text = element.tail
        if text and not unseen:
            pieces.append(_SPACES.sub(" ", text))
    if line := "".join(pieces).strip():
        yield Block(line, 0, 0)


def _without_site(title: str, text: str) -> str:
    """A title without the name of the site that most pages add, where the text begins with the headline itself."""
    headline = text.partition("\n")[0].strip()
    return headline if len(headline) >= SHORTEST_HEADLINE and headline in title else title


def _title(page: str) -> str:
    match = re.search(r"<title[^>]*>([^<]{1,1000})", page[:HEAD], re.IGNORECASE)
    if not match:
        return ""
    return _SPACES.sub(" ", unescape(match.group(1))).strip()


def _date(page: str) -> str:
    """The day on which a page was published, by what it says in its head or in data for programs."""
    told = []
    for meta in _META.finditer(page[:HEAD]):
        given = {name.lower(): "".join(value) for name, *value in _ATTRIBUTE.findall(meta[1])}
        told += [(given[key], given.get("content", "")) for key in ("property", "name", "itemprop") if key in given]
    if day := date_in(told):
        return day
    days = {date_in((("datePublished", value),)) for value in _PUBLISHED.findall(page)}
    return days.pop() if len(days) == 1 else ""  # of several pages it is none
