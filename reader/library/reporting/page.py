"""One HTML page of everything told twice, to be sent to whoever has no terminal.

The page is all there is: it loads nothing and its policy lets it load nothing. Its one script and its one style sheet
are let in by their hashes, so nothing in the texts could run even if it were not escaped, which all of it is.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from reader.library.loaded import LoadedDocument
from reader.library.reporting.clusters import Cluster, clusters
from reader.plurals import plural
from reader.reuse.alignment import diff
from reader.reuse.places import Alignment, Place
from reader.text.controls import sanitise
from reader.text.cutting import cut_at_word
from reader.text.subtitles import said
from reader.text.words import words

HEADING_CHARACTERS = 90
"""Of the first telling, as the heading of a cluster."""

LIKELY_BASES = 12
"""Tellings of a cluster, from the first, that others are held against; the rest are told much the same way."""

CONTEXT_CHARACTERS = 160
"""Of text around a telling that are shown with it, in grey, up to the paragraph's ends."""


def page(loaded: Sequence[LoadedDocument], alignments: Sequence[Alignment], title: str) -> Iterator[str]:
    """The page in pieces. The clusters that most documents tell come first."""
    found = sorted(
        clusters(alignments), key=lambda cluster: (-cluster.documents, -len(cluster.tellings), cluster.number)
    )
    style, script = (_asset(name) for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>Told twice: {_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    yield _top(loaded, found, title)
    yield "<main>\n"
    for cluster in found:
        yield _cluster(loaded, cluster)
    yield (
        '<p id="none" hidden>Nothing here has these words.</p>\n</main>\n'
        "<footer>Made by Twicetold. The page loads nothing and sends nothing.</footer>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _asset(name: str) -> str:
    return files("reader.library.reporting").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def _text(text: str) -> str:
    """Any text as HTML that shows it: no control, no bidi override, no markup."""
    return escape(sanitise(text, keep="\n\t"))


def _top(loaded: Sequence[LoadedDocument], found: Sequence[Cluster], title: str) -> str:
    touched = len({telling.document for cluster in found for telling in cluster.tellings})
    several = sum(cluster.documents > 1 for cluster in found)
    facts = (
        (f"{len(found):,}", "passages told more than once" if len(found) != 1 else "passage told more than once"),
        (f"{several:,}", "of them in several documents"),
        (f"{touched:,} of {len(loaded):,}", "documents tell something twice"),
    )
    shown = "".join(f"<div><dt>{number}</dt><dd>{what}</dd></div>" for number, what in facts)
    return (
        f'<header>\n<p class="kicker">Told twice</p>\n<h1>{_text(title)}</h1>\n<dl class="facts">{shown}</dl>\n'
        '<p class="legend">The first telling stands whole. Every other is held against the one before that it is most '
        "like: <ins>what it adds</ins> is underlined, <del>what it leaves out</del> is struck through.</p>\n</header>\n"
        '<div class="bar" role="search" hidden><input id="filter" type="search" autocomplete="off" spellcheck="false"'
        ' placeholder="Filter: words, names of documents" aria-label="Filter the passages">'
        f'<output id="count" for="filter">{len(found):,}</output></div>\n'
    )


def _cluster(loaded: Sequence[LoadedDocument], cluster: Cluster) -> str:
    texts = [loaded[telling.document].flow.shown(telling.start, telling.end).text for telling in cluster.tellings]
    told_in = [said(text)[0] for text in texts]
    heading = cut_at_word(told_in[0], HEADING_CHARACTERS)
    where = plural(cluster.documents, "document")
    meta = f"told {len(texts):,} times in {where} · {plural(len(words(told_in[0])), 'word')}"
    told = [_telling(loaded, cluster.tellings[0], _text(texts[0]), "first")]
    parted = [text.split() for text in told_in]
    counted = [Counter(some) for some in parted[:LIKELY_BASES]]
    for number in range(1, len(texts)):
        mine = Counter(parted[number])
        base = max(range(min(number, LIKELY_BASES)), key=lambda at: ((counted[at] & mine).total(), -at))
        same = parted[number] == parted[base]
        body = _text(texts[number]) if same else compared(texts[base], texts[number])
        against = "" if base == 0 else f"{_place(loaded, cluster.tellings[base])}"
        note = " as ".join(filter(None, ("the same words" if same else "", against)))
        told.append(_telling(loaded, cluster.tellings[number], body, note if same or not note else f"against {note}"))
    name = f"c{cluster.number}"
    return (
        f'<article class="cluster" id="{name}" aria-labelledby="{name}h">\n<h2 id="{name}h">{_text(heading)}</h2>\n'
        f'<p class="meta"><a href="#{name}">#{cluster.number + 1}</a> · {meta}</p>\n{"".join(told)}</article>\n'
    )


def _place(loaded: Sequence[LoadedDocument], telling: Place) -> str:
    """HTML of where a telling stands."""
    document = loaded[telling.document]
    return f'{_text(document.name)}<span class="line">:{document.line(telling.start)}</span>'


def _telling(loaded: Sequence[LoadedDocument], telling: Place, body: str, note: str) -> str:
    document = loaded[telling.document]
    article = document.articles[document.article_number(telling.start) - 1]
    facts = [f'<span class="date">{_text(article.date)}</span>'] if article.date else []
    if article.source:
        facts.append(_text(article.source))
    if note:
        facts.append(f'<span class="note">{note}</span>')
    place = f'<b class="place">{_place(loaded, telling)}</b>'
    about = " · ".join([f'<cite title="The article that it stands in">{_text(article.title)}</cite>', *facts])
    shown, end = document.flow.shown, min(telling.end + CONTEXT_CHARACTERS, len(document.text))
    before = shown(max(0, telling.start - CONTEXT_CHARACTERS), telling.start).text.rpartition("\n")[2]
    after = shown(telling.end, end).text.partition("\n")[0]
    around = [
        f'<span class="context">{_text(part)}</span>' if part.strip() else _text(part) for part in (before, after)
    ]
    kind = " whole" if note == "first" else ""
    return (
        f'<section class="telling{kind}">\n<p class="where">{place} {about}</p>\n'
        f"<blockquote>{around[0]}{body}{around[1]}</blockquote>\n</section>\n"
    )


def compared(first: str, other: str) -> str:
    """HTML of a telling in which what it adds and what it leaves out of the first is marked."""
    pieces: list[str] = []
    reached = 0
    for edit in diff(first, other):
        pieces.append(_text(other[reached : edit.b_start]))
        reached = max(reached, edit.b_end)
        kind = ' class="moved" title="stands elsewhere in the other telling"' if edit.moved else ""
        if edit.a_end > edit.a_start and edit.op in ("delete", "replace"):
            gap = "" if not edit.b_start or other[edit.b_start - 1].isspace() else " "
            pieces.append(f"<del{kind}>{gap}{_text(first[edit.a_start : edit.a_end])} </del>")
        part = _text(other[edit.b_start : edit.b_end])
        pieces.append(f"<ins{kind}>{part}</ins>" if part and edit.op in ("insert", "replace") else part)
    return "".join([*pieces, _text(other[reached:])])
