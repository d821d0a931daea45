"""The text of XML: of a feed (RSS, Atom) its items as stories, of any other all that stands between its tags."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

from reader.library.blocks import BLOCKS
from reader.library.fields import date_in, is_prose
from reader.library.told import without_beginnings
from reader.library.webpages import plain_text
from reader.text.metadata import Story

_REFERENCE = re.compile(r"&(?:#\d{1,7};|#x[\da-fA-F]{1,6};|\w{1,32};)?")
_KNOWN = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")
"""The references that XML knows by itself (XML 1.0, 4.6); of those of HTML, feeds are full."""

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters for which XML has no place (XML 1.0, 2.2)."""

_MARKUP = re.compile(r"</?[a-zA-Z!]|&[#\w]{2,32};")
_BLANKS = re.compile(r"[ \t\r\f\v]+")

FEEDS = frozenset(("rss", "RDF", "feed"))
ITEMS = frozenset(("item", "entry"))
"""What the root of a feed is called, and what holds one of its stories (RSS 2.0; RSS 1.0; RFC 4287)."""

TEXTS = ("encoded", "content", "description", "summary")
"""What holds the text of an item; some of them may be the beginnings of others."""

HEADS = ("title", "subtitle", "description")
"""What a feed says of itself above its items."""

_ABOUT = ("link", "id", "guid", "author", "contributor", "source")
"""What an item says of where it comes from."""

_ROOT = re.compile(
    r"(?>\s+|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*>)*+(<((?:\w+:)?(?:rss|RDF|feed))(?:\s[^<>]*)?>)", re.DOTALL
)
_ANY_ROOT = re.compile(
    r"(?>\s+|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*+(?=<[\w:][^<>]*>)", re.DOTALL
)
"""What stands above the first element of a document."""

_ITEM = re.compile(r"<(?:item|entry)[\s>]")
_ITEM_END = re.compile(r"</(?:item|entry)\s*>")
_TITLE = re.compile(r"<title(?:\s[^<>]*)?>(\s*(?:<!\[CDATA\[)?[^<]*)")
_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->|</?([\w:.-]+)(?:\s[^<>]*)?/?>|<[\w:./-]*\Z")
"""Of a feed that is broken off, also in the midst of one."""

_INLINE = frozenset(("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "u"))
"""Elements of running text."""

_NAMESPACES = (
    None,
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/",
    "http://purl.org/rss/1.0/modules/content/",
)
"""Of titles and short texts: those of other modules are of pictures and podcasts."""


class XmlText(NamedTuple):
    """What XML says, and the stories in it if it is a feed."""

    text: str
    stories: tuple[Story, ...]
    is_whole: bool = True
    """Whether it is well-formed, if leniently read."""


def xml_text(text: str) -> XmlText | None:
    """The text of an XML document; None if it holds nothing but tags and attributes. Of one that breaks off or is not
    well-formed it is what stands between the tags.

    Nothing is fetched, and no entity that the document defines is put in its place: they may grow without end.
    """
    root = _parsed_leniently(text)
    if root is None:
        return _broken_feed(text) or _broken(text)
    if _name(root) in FEEDS and any(_name(element) in ITEMS for element in root.iter()):
        found = _feed(root)
        return found if found.text else None
    whole = "\n".join(_lines(root))
    return XmlText(whole, ()) if whole else None


def _parsed_leniently(text: str) -> Any:
    """The same, also of a document with references that it does not define and characters that XML has no place for."""
    root = _parsed(text)
    return _parsed(_REFERENCE.sub(_known, _NEVER_IN_XML.sub("\ufffd", text))) if root is None else root


def _parsed(text: str) -> Any:
    """The root of a document, None if it is not well-formed."""
    from lxml import etree  # late: 70 ms

    is_defining = "<!ENTITY" in text  # then the limits of libxml2 hold, which keep entities from growing
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=not is_defining
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace").lstrip(), parser)
    except etree.XMLSyntaxError:
        return None


def _known(reference: re.Match[str]) -> str:
    """A reference that every parser of XML knows, or what it stands for; a sign alone stands for itself."""
    given = reference[0]
    if given in _KNOWN or given.startswith("&#"):
        return given
    return unescape(given) if unescape(given) != given else f"&amp;{given[1:]}"


def _name(element: Any) -> str:
    """The name of an element without its namespace; "" of comments and the like."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _feed(root: Any) -> XmlText:
    """The items of a feed, each with its title on the first line, below what it says of itself."""
    parts = (part for part in (root, *root) if _name(part) not in ITEMS)
    said = dict.fromkeys(_content(field) for part in parts for field in part if _name(field) in HEADS)
    return _told("\n".join(filter(None, said)), (_item(element) for element in root.iter() if _name(element) in ITEMS))


def _broken_feed(text: str) -> XmlText | None:
    """The items of a feed that breaks off or is not well-formed: those that are whole, and of the others all text. None
    if it has none."""
    root = _ROOT.match(text)
    starts = [found.start() for found in _ITEM.finditer(text, root.end())] if root else []
    if not root or not starts:
        return None

    def items() -> Iterator[tuple[str, str, str]]:
        for start, limit in zip(starts, [*starts[1:], len(text)], strict=True):
            end = _ITEM_END.search(text, start, limit)
            whole = _parsed_leniently(f"{root[1]}{text[start : end.end()]}</{root[2]}>") if end else None
            if whole is not None and end:
                yield _item(whole[0])
                yield "", _bare(text[end.end() : limit]), ""
            else:
                title = _TITLE.search(text, start, limit)
                yield " ".join(_bare(title[1]).split()) if title else "", _bare(text[start:limit]), ""

    return _told(_bare(text[root.end() : starts[0]]), items())._replace(is_whole=False)


def _broken(text: str) -> XmlText | None:
    """What stands between the tags of a document that is not well-formed; None if it does not begin with one."""
    root = _ANY_ROOT.match(text)
    whole = _trimmed(_untagged(text[root.end() :])) if root else ""
    return XmlText(whole, (), is_whole=False) if whole else None


def _bare(markup: str) -> str:
    """What stands between the tags of a part of a feed, which may be broken off."""
    text = _untagged(markup)
    return _trimmed(_untagged(text) if _MARKUP.search(text) else text)


def _untagged(markup: str) -> str:
    return unescape(_TAG.sub(_parting, markup))


def _trimmed(text: str) -> str:
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n") if line.strip())


def _parting(tag: re.Match[str]) -> str:
    return "" if tag[1] in _INLINE else "\n"


def _told(said: str, items: Iterable[tuple[str, str, str]]) -> XmlText:
    """What a feed says of itself, if anything, and its items: the title, the text and the day of each."""
    pieces: list[str] = []
    stories: list[Story] = []
    size = 0
    for title, body, date in (("", said, ""), *items):
        text = "\n".join(filter(None, (title, body.removeprefix(f"{title}\n"))))
        if text:
            stories.append(Story(size, title, date))
            pieces.append(text)
            size += len(text) + len("\n\n")
    return XmlText("\n\n".join(pieces), tuple(stories))


def _item(item: Any) -> tuple[str, str, str]:
    """The title, the text and the day of an item; "" for what it does not give."""
    from lxml import etree

    title = ""
    texts: list[str] = []
    dates = []
    for field in item:
        name = _name(field)
        dates.append(("date" if name == "updated" else name, "".join(field.itertext()).strip()))
        if not name or name in _ABOUT:
            continue
        is_own = etree.QName(field).namespace in _NAMESPACES
        if is_own and name == "title" and not title:
            title = " ".join(_content(field).split())
        elif (is_own and name in TEXTS) or is_prose(dates[-1][1]):
            texts.append(_content(field))
    texts = [*filter(None, texts)]
    return title, "\n".join(texts[at] for at in without_beginnings(texts, title)), date_in(dates)


def _content(field: Any) -> str:
    """What a field of an item says, which is text, HTML with its tags written out, or elements."""
    if len(field):
        return "\n".join(_lines(field))
    text = "".join(field.itertext())
    return plain_text(f"<div>{text}</div>") if _MARKUP.search(text) else "\n".join(_tidied(text))


def _lines(root: Any) -> Iterator[str]:
    """The text of an element, each that is a block on lines of its own: those that a browser would make blocks of, and
    those that stand among others and not in running text."""
    from lxml import etree

    pieces: list[str] = []
    within: list[tuple[str, bool]] = [("", True)]  # the names of the elements around, and whether blocks stand in them
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = _name(element).lower()
        if event == "start" and name:
            is_block = name in BLOCKS or within[-1][1]
            if is_block:
                yield from _tidied("".join(pieces), within[-1][0])
                pieces = []
            within.append((name, name != "p" and not _is_running(element)))
            pieces.append(element.text or "")
        elif event != "start":
            if name:
                is_block = name in BLOCKS or within[-2][1]
                if is_block:
                    yield from _tidied("".join(pieces), name)
                    pieces = []
                within.pop()
            elif element.tag is etree.Entity:
                pieces.append(element.text)
            if element is not root:
                pieces.append(element.tail or "")


def _is_running(element: Any) -> bool:
    """Whether text stands among the elements in an element."""
    return bool((element.text or "").strip()) or any((inner.tail or "").strip() for inner in element)


def _tidied(text: str, name: str = "") -> Iterator[str]:
    """The lines of a text without blanks around them, one of what a browser would show as one; none if it is empty."""
    if name in BLOCKS:
        text = " ".join(text.split())
    if text.strip():
        yield "\n".join(_BLANKS.sub(" ", line).strip() for line in text.strip().split("\n"))
