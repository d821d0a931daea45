"""The blocks of text of a web page, as a browser would show them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

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

SPACES = re.compile(r"[ \t\r\f\v\n]+")


class Block(NamedTuple):
    """A block of text that a browser would show; `heading` is its level as a heading, 0 if it is none, and `article`
    counts the `<article>` that it stands in, 0 for none; `is_below_rule`: a rule across the page comes before."""

    text: str
    heading: int
    article: int
    is_below_rule: bool = False


class Parsed(NamedTuple):
    """The tree of a page, None if there is nothing in it that looks like one, and whether all of the page is in it."""

    root: Any
    is_whole: bool


def parsed(page: str, *, is_huge: bool = True) -> Parsed:
    """A page as libxml2 parses it, which stops without a word at an element in more than 256 others, or in 2,048 if it
    `is_huge`: then a text in it may be longer than ten megabytes, too."""
    from lxml import etree  # late: 70 ms

    parser = etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=is_huge, no_network=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    last = parser.error_log.last_error
    return Parsed(root, last is None or "depth" not in last.message)


def _flat(page: str) -> str:
    """A page in which no element is in another: each tag is that of an empty one, which parts lines if it did."""

    def empty(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        return tag[0] if name in _RAW else "<br" if name in BLOCKS else "<img"

    return _BEGINNING.sub(empty, page)


def blocks_of(page: str) -> Iterator[Block]:
    """The blocks of text that a browser would show."""
    from lxml import etree  # late: 70 ms

    root, is_whole = parsed(page)
    if not is_whole:
        root, _ = parsed(_flat(page))
    pieces: list[str] = []
    unseen = 0
    heading = depth = articles = 0
    ruled = False
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        is_block, is_unseen = element.tag in BLOCKS, element.tag in _UNSEEN
        if is_block:
            if line := "".join(pieces).strip():
                yield Block(line, heading, articles if depth else 0, ruled)
                ruled = False
            pieces = []
            ruled |= element.tag == "hr"
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
            pieces.append(SPACES.sub(" ", text))
    if line := "".join(pieces).strip():
        yield Block(line, 0, 0, ruled)
