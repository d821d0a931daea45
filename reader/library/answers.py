"""What was found in a library, told in places of the source."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from reader.errors import TwicetoldError
from reader.find.pattern import REPEATS
from reader.find.regex import fault as regex_fault
from reader.find.request import fault, read
from reader.library.catalogue import Catalogue
from reader.library.entries import record_of
from reader.library.excerpts import Excerpt
from reader.library.filtering import TitleFilter
from reader.library.finding import How, LibrarySearch
from reader.library.fulltext import MOST_HITS
from reader.positions import Span

HITS_AT_ONCE = 50
"""Hits whose texts are looked at together."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Where something stands in the source: its 1-based line, and half-open offsets of the decoded characters."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that holds what was looked for."""

    document: int
    article: int
    by: str
    """ "text" if the article holds it, "title" if only its title does."""
    line: int
    """Of the first hit in the snippet, or of the article where its title was found."""
    spans: tuple[FoundSpan, ...]
    snippet: str
    """The part of the article with most hits, in one line."""
    marks: tuple[Span, ...]
    """Where the hits stand in the snippet."""


def answers(
    catalogue: Catalogue,
    titles: TitleFilter,
    query: str,
    how: How,
    limit: int = MOST_HITS,
    instead: Callable[[str], None] = lambda it: None,
    perhaps: Callable[[str], None] = lambda it: None,
) -> Iterator[Answer]:
    """The articles whose text has what a query asks for, best first, then those with its words in the title.

    A title that only has the letters here and there is no answer. Titles are forgiven typos only where no text was
    found, and not in a phrase. `instead` hears what was looked for because nothing has the words as they were typed,
    `perhaps` what would find something where a phrase does not.
    """
    with closing(LibrarySearch(catalogue, titles)) as finder:
        *_, results = finder.search(query, how)
        if results.instead:
            instead(results.instead)
        if results.perhaps:
            perhaps(results.perhaps)
        listed = results.texts[:limit]
        for at in range(0, len(listed), HITS_AT_ONCE):
            for excerpt in finder.excerpts(results, at, min(at + HITS_AT_ONCE, len(listed))):
                yield _by_text(catalogue, excerpt)
        left, known = limit - len(listed), set(listed)
        titles_found = results.titles
        at_its_word = bool(listed) or '"' in query
        places = titles_found.places[: titles_found.exact] if at_its_word else titles_found.places
        for number, place in enumerate(places):
            if left <= 0:
                return
            article = catalogue.documents[place[0]].articles[place[1]]
            if place not in known and titles_found.stands_in(number, article.title):
                left -= 1
                yield Answer(*place, "title", article.line, (), "", ())


def check(query: str, how: How) -> None:
    """Raise TwicetoldError for a query that can mean nothing."""
    if said := wrong(query, how):
        raise TwicetoldError(said)


def wrong(query: str, how: How) -> str:
    """What in a query can mean nothing, for people; "" if all of it can."""
    if said := fault(query, in_words=how is How.WORDS):
        return said
    expression = read(query).letters
    if how is How.REGEX and (why := regex_fault(expression)):
        return f"{expression} is no regular expression: {why}"
    return ""


def asks_for_repeats(query: str) -> bool:
    """Whether a query asks for what is told twice, which is known of a library that was compared."""
    return any(term.text == REPEATS for group in read(query).conditions.groups for term in group)


def _by_text(catalogue: Catalogue, excerpt: Excerpt) -> Answer:
    document, number = excerpt.place
    article = catalogue.documents[document].articles[number]
    text = catalogue.text(catalogue.documents[document], article.start, article.end)
    source_map = catalogue.source_map(document)
    found, line, counted = [], article.line, 0
    for start, end in excerpt.spans:
        line += text.count("\n", counted, start - article.start)
        counted = start - article.start
        found.append(FoundSpan(line, *source_map.source_span(start, end)))
    snippet = re.sub(r"\s", " ", excerpt.text)
    return Answer(*excerpt.place, "text", excerpt.line, tuple(found), snippet, excerpt.marks)


def article_record(catalogue: Catalogue, document: int, number: int) -> dict[str, object]:
    """What is known of an article, for programs; offsets are of the source."""
    entry = catalogue.documents[document]
    article = entry.articles[number]
    source = catalogue.source_map(document).source_span(article.start, article.end)
    return record_of(entry.name, number + 1, article, article.line, source, is_begun=entry.name in catalogue.begun)
