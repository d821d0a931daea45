"""Finding in a whole library: articles whose text has what is asked for, and titles by a few letters.

Words are found through the full text and ranked; letters as they stand and regular expressions by reading all texts,
in reading order. Fields such as `doc:` hold for both. What a record or a mail says above its text is searched with it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import merge
from itertools import chain, groupby
from threading import Lock
from time import monotonic

from reader.find.cancelling import checking, never
from reader.find.pattern import Field, Pattern
from reader.find.phrase import Mode, Phrase, SearchedText, hits
from reader.find.request import LONGEST_QUERY, Request, exchanged, plain_words, read, unsigned
from reader.find.signs import is_sign
from reader.library.catalogue import Catalogue
from reader.library.entries import DocumentEntry
from reader.library.excerpts import Excerpt, densest
from reader.library.filtering import RankedTitles, TitleFilter
from reader.library.fulltext import MOST_HITS, Found, FullText
from reader.library.searched import ENCODED, Above, mail_over
from reader.library.vocabulary import begins, suggestions
from reader.positions import Place, Span
from reader.text.divided import divisions_of
from reader.text.fold import shown
from reader.text.one_line import unbroken
from reader.text.subtitles import said

STREAM_SECONDS = 0.1
"""While texts are read, what was found is told at most this often."""

NO_TITLES = RankedTitles((), 0, Pattern(), Pattern())


class How(StrEnum):
    """How a query is read."""

    WORDS = "words"
    LETTERS = "letters"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Results:
    """What was found so far."""

    query: str
    how: How
    texts: tuple[Place, ...] = ()
    """Articles whose text has it, the best first."""
    total: int | None = 0
    """How many there are in all; None while that is not known."""
    titles: RankedTitles = NO_TITLES
    instead: str = ""
    """What the texts were searched for, because nothing has what was typed; "" if they were for that."""
    perhaps: str = ""
    """A query that finds something where this finds nothing, since a word in its quotation marks occurs nowhere; ""
    if there is none."""
    understood: str = ""
    """What to look for in a text: in the grammar of FTS5 for words, else as it is written."""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class InArticle:
    """Where in an article what was looked for stands."""

    spans: tuple[Span, ...]
    """Offsets in the clean text of its document; in the fields that are shown above it, from their end backwards."""
    best: int
    """The number of the one, from 0, at which its excerpt begins to show them; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """An article in which something was found, with what stands above it."""

    start: int
    line: int
    text: str
    over: int
    """Where the article begins in the text."""
    fields: int
    """Where in it the fields end that are shown above the article; 0 if there are none."""
    spans: tuple[Span, ...] = ()
    """Where in the text what was looked for stands."""


class LibrarySearch:
    """A search over a catalogue; may be used from several threads, but not from that of the screen."""

    def __init__(self, catalogue: Catalogue, titles: TitleFilter) -> None:
        self._catalogue = catalogue
        self._titles = titles
        self._searched = FullText(catalogue)
        self._searching = Lock()
        """Held by the search that runs; the next one waits until it has given up."""
        self._looked_up = FullText(catalogue)
        self._looking_up = Lock()

    def close(self) -> None:
        """Let go of the file."""
        self._searched.close()
        self._looked_up.close()

    # Searching.

    def search(self, query: str, how: How, is_cancelled: Callable[[], bool] = never) -> Iterator[Results]:
        """What is found, more each time and at last all. Raises Cancelled when `is_cancelled` says so.

        Of a longer query than LONGEST_QUERY its beginning is looked for, which `fault` says.
        """
        request = read(query[:LONGEST_QUERY])
        if request.is_empty:
            yield Results(query, how, complete=True)
            return
        with self._searching:
            checking(is_cancelled)()
            among = self._among(request.conditions, is_cancelled)
            if how is How.WORDS:
                yield from self._words(query, request, among, is_cancelled)
            else:
                yield from self._read_texts(query, request, how, among, is_cancelled)

    def _among(self, conditions: Pattern, is_cancelled: Callable[[], bool]) -> Callable[[Place], bool] | None:
        """Which articles meet the conditions. Those on documents alone hold for posts and residue too."""
        if not conditions.groups:
            return None
        groups = conditions.groups
        on_documents = tuple(group for group in groups if all(term.field is Field.DOCUMENT for term in group))
        others = tuple(group for group in groups if group not in on_documents)
        documents = self._titles.documents_with(self._catalogue, Pattern(on_documents), is_cancelled)
        if not others:
            return lambda place: documents[place[0]]
        chosen = self._titles.places_with(self._catalogue, Pattern(others), is_cancelled)
        return lambda place: place in chosen and documents[place[0]]

    def _words(
        self,
        query: str,
        request: Request,
        among: Callable[[Place], bool] | None,
        is_cancelled: Callable[[], bool],
    ) -> Iterator[Results]:
        results = Results(query, How.WORDS, understood=self._searched.understood(request.words))
        found = self._find(request.words, among, is_cancelled)
        first = next(found)
        titles = None
        if not first.places:
            titles = self._titled(request, is_cancelled)
            likelier = iter(()) if self._has_words(titles) else self._likelier(request.letters, is_cancelled)
            for instead in likelier:
                words = read(instead).words
                found_instead = self._find(words, among, is_cancelled)
                if (first_instead := next(found_instead)).places:
                    results = replace(results, instead=instead.rstrip(), understood=self._searched.understood(words))
                    first, found = first_instead, found_instead
                    break
        results = replace(results, texts=first.places, total=first.total)
        if first.places:
            yield results
        if titles is None:
            titles = self._titled(request, is_cancelled)
        results = replace(results, titles=self._usual(titles, bool(results.texts) or among is not None))
        yield results
        for more in found:
            results = replace(results, texts=more.places, total=more.total)
        if not results.texts and not results.titles.exact:
            results = replace(results, perhaps=self._perhaps(request.letters, among, is_cancelled))
        yield replace(results, complete=True)

    def _perhaps(self, letters: str, among: Callable[[Place], bool] | None, is_cancelled: Callable[[], bool]) -> str:
        """A phrase is taken at its word: what is likelier than one that nothing has is only said."""
        queries = self._likelier(letters, is_cancelled, in_phrases=True)
        return next(
            (query.rstrip() for query in queries if next(self._find(read(query).words, among, is_cancelled)).places),
            "",
        )

    def _find(
        self, words: str, among: Callable[[Place], bool] | None, is_cancelled: Callable[[], bool]
    ) -> Iterator[Found]:
        try:
            yield from self._searched.search(words, among=among, is_cancelled=is_cancelled)
        except OSError:  # there is no index yet
            yield Found("", (), 0, True)

    def _titled(self, request: Request, is_cancelled: Callable[[], bool]) -> RankedTitles:
        """The titles for a query, without those of articles that hold a refused word."""
        titles = self._titles.ranked(self._catalogue, request.titles, is_cancelled)
        if not request.refused:
            return titles
        try:
            return titles.without(
                self._searched.holding(request.refused, set(titles.places).__contains__, is_cancelled)
            )
        except OSError:  # there is no index yet
            return titles

    def _has_words(self, titles: RankedTitles) -> bool:
        """Whether the words as they were typed stand in some title: a record's may have what its text has not."""
        return titles.as_written(self._title).exact > 0

    def _usual(self, titles: RankedTitles, is_precise: bool) -> RankedTitles:
        """Those with the words as they were typed, or corrected; where no title has these, those with their letters,
        unless texts have them, or a condition says what is meant."""
        written = titles.as_written(self._title)
        return written if is_precise or written.places else titles

    def _title(self, place: Place) -> str:
        return self._catalogue.documents[place[0]].articles[place[1]].title

    def _likelier(self, letters: str, is_cancelled: Callable[[], bool], *, in_phrases: bool = False) -> Iterator[str]:
        """What may be meant by a query that finds nothing: its words without their signs, or words that occur."""
        bare = unsigned(letters, in_phrases=in_phrases)
        if bare != letters:
            yield f"{bare} " if is_sign(letters[-1]) else bare
        if corrected := self._corrected(letters, is_cancelled, in_phrases=in_phrases):
            yield corrected

    def _corrected(self, letters: str, is_cancelled: Callable[[], bool], *, in_phrases: bool = False) -> str:
        """The query with its words that do not occur replaced by the likeliest that do, but for those in quotation
        marks unless they are wanted; "" if there are none such."""
        corrected = letters
        try:
            for word in plain_words(letters, in_phrases=in_phrases):
                if begins(self._searched, word, is_cancelled=is_cancelled):
                    continue
                likely = suggestions(self._searched, word, is_cancelled=is_cancelled)
                if likely:
                    corrected = exchanged(corrected, word, shown(likely[0]), in_phrases=in_phrases)
        except OSError:
            return ""
        return corrected if corrected != letters else ""

    def _read_texts(
        self,
        query: str,
        request: Request,
        how: How,
        among: Callable[[Place], bool] | None,
        is_cancelled: Callable[[], bool],
    ) -> Iterator[Results]:
        results = Results(query, how, understood=request.letters, total=None)
        titles = self._titles.ranked(self._catalogue, query, is_cancelled)
        results = replace(results, titles=self._usual(titles, among is not None))
        yield results
        found: list[Place] = []
        told = monotonic()
        if request.letters:
            for place in self._articles_with(_phrase(results), is_cancelled):
                if among is None or among(place):
                    found.append(place)
                if len(found) == MOST_HITS:
                    break
                if monotonic() - told > STREAM_SECONDS:
                    told = monotonic()
                    yield replace(results, texts=tuple(found))
        results = replace(results, titles=self._usual(titles, bool(found) or among is not None))
        total = len(found) if len(found) < MOST_HITS else None
        yield replace(results, texts=tuple(found), total=total, complete=True)

    def _articles_with(self, phrase: Phrase, is_cancelled: Callable[[], bool]) -> Iterator[Place]:
        for number in range(len(self._catalogue.documents)):
            checking(is_cancelled)()
            entry = self._catalogue.documents[number]
            if not entry.articles:
                continue
            text = self._catalogue.text(entry)
            by_fields = self._with_fields(number, text, phrase, is_cancelled)
            found = merge(by_fields, _with_text(entry, text, phrase, is_cancelled))
            yield from ((number, article) for article, _ in groupby(found))

    def _with_fields(self, document: int, text: str, phrase: Phrase, is_cancelled: Callable[[], bool]) -> Iterator[int]:
        """The articles above which it stands in what is shown of a record, or of the headers of a mail if that is not
        how these are written."""
        entry = self._catalogue.documents[document]
        if fields := self._catalogue.record_fields(document):
            if next(hits(SearchedText(Above(fields).shown), phrase, is_cancelled=is_cancelled), None):
                yield from entry.stories or (0,)
        elif ENCODED in text:
            for article in entry.stories:
                above = mail_over(entry.articles, article, text)
                if ENCODED in above.headers and next(hits(SearchedText(above.shown), phrase), None):
                    yield article

    # Looking at what was found.

    def excerpts(self, results: Results, start: int, end: int) -> list[Excerpt]:
        """What to show of the hits [start, end) in texts. Takes some 0.2 ms each."""
        found = []
        places = results.texts[start:end]
        for place, seen in zip(places, self._look_at(results, places), strict=True):
            shown, marks, numbers = _excerpted(seen.text, seen.spans)
            within = seen.start - seen.over
            everywhere = tuple((within + first, within + last) for first, last in seen.spans if first >= seen.over)
            line = seen.line + seen.text.count("\n", seen.over, seen.spans[numbers[0]][0] if numbers else 0)
            found.append(Excerpt(place, everywhere, line, shown, marks))
        return found

    def hits(self, results: Results, place: Place) -> InArticle:
        """Where in an article what was looked for stands. Raises TwicetoldError when the text cannot be had."""
        (seen,) = self._look_at(results, [place])
        _, _, numbers = _excerpted(seen.text, seen.spans)
        shown = seen.spans[numbers[0]] if numbers else (0, 0)
        within, ends = seen.start - seen.over, seen.fields
        spans: list[Span] = []
        best = 0
        for first, last in seen.spans:
            if (first, last) == shown:
                best = len(spans)
            if first >= seen.over:
                spans.append((within + first, within + last))
            elif first < ends:
                spans.append((first - ends, min(last, ends) - ends))
        return InArticle(tuple(spans), min(best, max(0, len(spans) - 1)))

    def _look_at(self, results: Results, places: Sequence[Place]) -> list[_Seen]:
        """Some articles, each below the fields that are shown above it; below all headers of its mail if what was
        looked for stands nowhere else."""
        above, seen = [], []
        for document, number in places:
            entry = self._catalogue.documents[document]
            article = entry.articles[number]
            text = self._catalogue.text(entry, article.start, article.end)
            above.append(self._catalogue.above(document, number))
            fields = above[-1].shown
            whole = f"{fields}\n{text}" if fields else text
            seen.append(_Seen(article.start, article.line, whole, len(whole) - len(text), len(fields)))
        with self._looking_up:
            found = self._spans(results, [each.text for each in seen])
            rest = [at for at, spans in enumerate(found) if not spans and above[at].headers]
            for at in rest:
                headers, text = above[at].headers, seen[at].text[seen[at].over :]
                seen[at] = replace(seen[at], text=f"{headers}\n{text}", over=len(headers) + 1, fields=0)
            for at, spans in zip(rest, self._spans(results, [seen[at].text for at in rest]), strict=True):
                found[at] = spans
        return [replace(each, spans=tuple(spans)) for each, spans in zip(seen, found, strict=True)]

    def _spans(self, results: Results, texts: Sequence[str]) -> list[list[Span]]:
        if not results.understood:
            return [[] for _ in texts]
        if results.how is How.WORDS:
            return self._looked_up.highlighter.spans(texts, results.understood)
        phrase = _phrase(results)
        return [list(chain.from_iterable(hits(SearchedText(text), phrase))) for text in texts]


def _with_text(entry: DocumentEntry, text: str, phrase: Phrase, is_cancelled: Callable[[], bool]) -> Iterator[int]:
    """The articles of a document in which something stands, of headers the mail below them."""
    last = -1
    for spans in hits(SearchedText(text), phrase, is_cancelled=is_cancelled):
        for start, _ in spans:
            article = entry.article_at(start)
            if article != last:
                last = article
                is_headers = article + 1 < len(entry.articles) and mail_over(entry.articles, article + 1, text).headers
                yield article + bool(is_headers)


def _excerpted(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...], list[int]]:
    """What an excerpt shows of a text: without the times of subtitles; what is marked in it, and which of the spans
    these are."""
    told, source_map = said(text, spans)
    places = [(source_map.to_clean(first), source_map.to_clean(last)) for first, last in spans]
    low, high = densest(told, places)
    shown = [number for number, (first, last) in enumerate(places) if low < last and first < high]
    marks = [(max(places[number][0], low) - low, min(places[number][1], high) - low) for number in shown]
    return *unbroken(told[low:high], marks, divisions_of(told).whole(low, high)), shown


def _phrase(results: Results) -> Phrase:
    return Phrase(results.understood, Mode.REGEX if results.how is How.REGEX else Mode.LITERAL)
