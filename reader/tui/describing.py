"""Sentences that the screen says about documents and articles."""

from bisect import bisect_right

from reader.library.catalogue import Catalogue
from reader.library.entries import ArticleEntry, DocumentEntry
from reader.library.queries import passages
from reader.library.suffixes import is_markdown
from reader.library.texts import Source
from reader.plurals import duration, plural
from reader.reuse.settings import Settings
from reader.text.cutting import names_cut
from reader.text.flow import Flow, LinesAsTheyAre, Unjoined
from reader.text.scripts import count_words
from reader.tui.page_content import PageContent
from reader.tui.safe import safe_line

WORDS_A_MINUTE = 230
"""Silent reading of English prose: 238 words a minute for non-fiction (Brysbaert 2019), a little less on a screen."""

CHARACTERS_A_MINUTE = 255
"""The same of Chinese, read as fast as 228 English words a minute (Trauzettel-Klosinski and Dietz 2012)."""

SURE = 0.9
"""Confidence in a guessed encoding below which the guess is mentioned as one."""

SUREST = 0.99
"""What is said at most of a guess."""


def article_content(
    catalogue: Catalogue,
    document: int,
    article: int,
    shown: str | Source,
    way_back: str = "",
    before: Flow | None = None,
) -> PageContent:
    """What the page shows for an article: of the clean text of its document, or of the source.

    `way_back` says how one comes from the source to the text again; `before` are paragraphs that are known already.
    """
    entry = catalogue.documents[document]
    span = entry.articles[article]
    title = safe_line(span.title)
    if isinstance(shown, str):
        found = passages(catalogue, document, span.start, span.end)
        flow = before if before and before.text is shown and not isinstance(before, Unjoined) else flow_of(entry, shown)
        facts, fields = facts_of(entry, span, shown), safe_line(catalogue.above(document, article).shown)
        return PageContent(document, article, title, facts, flow, span.start, span.end, found, fields)
    start, end = shown.source_map.to_source(span.start), shown.source_map.to_source(span.end)
    facts = f"source, unrepaired{way_back}\n{safe_line(entry.name)}:{span.line}"
    return PageContent(document, article, title, facts, LinesAsTheyAre(shown.text), start, end)


def flow_of(document: DocumentEntry, text: str) -> Flow:
    """The paragraphs of a document with some text."""
    return Flow(text, is_markdown=is_markdown(document.name))


def facts_of(document: DocumentEntry, article: ArticleEntry, text: str) -> str:
    """Two lines for the head of the page: how long the article is and where it is from, and where it stands."""
    words, ideographs = count_words(text[article.start : article.end])
    minutes = words / WORDS_A_MINUTE + ideographs / CHARACTERS_A_MINUTE
    facts = [plural(words + ideographs, "word"), duration(max(1, round(minutes)))]
    facts += [safe_line(fact) for fact in (article.date, article.source) if fact]
    return " · ".join(facts) + f"\n{safe_line(document.name)}:{article.line}"


def line_at(article: ArticleEntry, text: str, place: int) -> int:
    """The 1-based line of a place in the text of a document, near an article of it."""
    return article.line + text.count("\n", article.start, place) - text.count("\n", place, article.start)


def where(document: DocumentEntry, content: PageContent, place: int, percent: int) -> str:
    """The position for the status line."""
    parts = []
    if content.article is not None:
        entry = document.articles[content.article]
        if entry.kind == "article":
            number = bisect_right(document.stories, content.article)
            parts.append(f"article {number:,}/{len(document.stories):,}")
        parts.append(f"line {line_at(entry, content.text, place):,}/{document.lines:,}")
        parts.append(f"shown to {percent}%")
    if document.repairs:
        parts.append(plural(document.repairs, "repair"))
    if document.replaced:
        parts.append(f"{document.replaced:,} undecodable")
    parts.append(safe_line(document.name))
    return " · ".join(parts)


def offset_of_line(text: str, line: int) -> int:
    """Where a line starts, counted from 1; the last one if there are fewer."""
    offset = 0
    for _ in range(line - 1):
        following = text.find("\n", offset) + 1
        if not following or following >= len(text):
            break
        offset = following
    return offset


def last_line(text: str) -> int:
    """The number of the last line; an end of line at the very end begins no other."""
    return text.count("\n", 0, len(text) - 1) + 1


def about_document(catalogue: Catalogue, number: int) -> tuple[str, str]:
    """(title, text) of the page that stands for a document: what is in it and what had to be guessed."""
    document = catalogue.documents[number]
    encoding = document.encoding
    if document.confidence < SURE:
        encoding += guessed(document.confidence)
    lines = [
        str(document.file.path),
        f"{plural(document.characters, 'character')}, {plural(document.lines, 'line')}, {encoding}.",
        *(f"{fact}." for fact in what_is_in(catalogue, number)),
    ]
    if document.repairs:
        lines.append(f"{plural(document.repairs, 'place')} with broken characters repaired. Press i for which and how.")
    if document.replaced:
        lines.append(
            f"{plural(document.replaced, 'character')} could not be decoded and are shown as \N{REPLACEMENT CHARACTER}."
        )
    if not document.characters:
        lines[1:] = ["The file is empty: there is nothing to read in it."]
    return safe_line(document.name), "\n".join(safe_line(line) for line in lines)


def guessed(confidence: float) -> str:
    """What is added to the name of an encoding that was guessed; no guess is quite sure."""
    return f" (a guess, {min(confidence, SUREST):.0%} sure)"


def what_is_in(catalogue: Catalogue, number: int) -> list[str]:
    """What a document holds, and what of that is told again once it is known: sentences without an end."""
    document = catalogue.documents[number]
    posts = sum(document.articles[rest].kind == "post" for rest in document.rest)
    facts = [_holdings(len(document.stories), posts, len(document.rest) - posts)]
    if catalogue.compared and document.articles:
        facts.append(_tellings(*catalogue.count_alignments(number)))
    return facts


def _holdings(articles: int, posts: int, residue: int) -> str:
    counts = [plural(count, word) for count, word in ((articles, "article"), (posts, "post")) if count]
    if residue:
        counts.append(f"{plural(residue, 'piece')} of residue (dates, credits, footers)")
    return _listed(counts) if counts else "There is nothing to read in it"


def _tellings(across: int, within: int) -> str:
    if not across and not within:
        return "Nothing in it is told again"
    counts = [f"{plural(across, 'passage')} told in other documents"] if across else []
    counts += [f"{plural(within, 'passage')} told again in this one"] if within else []
    return _listed(counts)


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def empty_library(catalogue: Catalogue, names: list[str]) -> str:
    """What the page says when there is nothing to read below these names."""
    named = safe_line(names_cut(", ".join(names)))
    if catalogue.stopped:
        return f"Nothing of {named} was read: {safe_line(catalogue.stopped)}."
    text = f"There is no text to read in {named}.\n"
    text += "Start reader with a folder or with files that hold text."
    if catalogue.skipped:
        reasons = (safe_line(f"{skipped.name}: {skipped.reason}") for skipped in catalogue.skipped)
        text += "\nSkipped:\n" + "\n".join(reasons)
    return text


def uncompared(catalogue: Catalogue) -> str:
    """What is said of what is told twice while that is not known."""
    if catalogue.stopped:
        return f"What is told twice was not all found: {safe_line(catalogue.stopped)}."
    return "Looking for passages that are told twice…"


def no_repeats(catalogue: Catalogue, document: int) -> str:
    """What the repeats pane says of an article without repeats."""
    if not catalogue.compared:
        return uncompared(catalogue)
    others = len(catalogue.documents) - 1
    across = "elsewhere"
    if others:
        across = "in the other document" if others == 1 else f"in the {others:,} other documents"
    least = Settings().minimum_words
    return f"Nothing of {least} words or more in this article is told again, neither {across} nor in its own."
