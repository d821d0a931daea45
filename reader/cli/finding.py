"""The verbs `find` and `show`: articles found by their words or titles, and one of them printed."""

import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reader.cli.completion import titles
from reader.cli.options import (
    READABLE,
    AsCsv,
    AsJson,
    InColor,
    SomePathsThere,
    TextField,
    choose_one,
    finish,
    nothing_to_read,
    refuse_idle,
    told_skipped,
)
from reader.cli.output import Output, await_pipe, clear_progress, diagnose, progress
from reader.errors import TwicetoldError
from reader.library.notices import Comparing, Notice, Progress, Rebuilding, Trouble, told
from reader.library.sources import STDIN

if TYPE_CHECKING:
    from reader.library.catalogue import Catalogue
    from reader.library.recent import Library

MEASURE = 80
"""Cells of the longest line that is read with ease."""

OTHERS_NAMED = 3
"""Articles that may have been meant instead and are named."""

SKIPPED_NAMED = 5
"""Files that are not read and are named: they are the same at each question."""

HOWS = ("words", "letters", "regex")

SomePaths = click.argument("paths", nargs=-1, type=READABLE, metavar="[PATH…]")


@click.command("find")
@click.argument("query")
@SomePathsThere
@AsJson
@AsCsv
@click.option("-l", "--files", "as_files", is_flag=True, help="Only the paths of the files, each once.")
@click.option("-0", "--null", "ends_in_null", is_flag=True, help="End each path with a NUL, for xargs -0.")
@click.option(
    "--how",
    type=click.Choice(HOWS),
    default=HOWS[0],
    show_default=True,
    help="Read the query as words, as letters that stand so, or as a regular expression. Only the last minds accents; "
    "letters and expressions mind case once the query has a capital.",
)
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=100, show_default=True, help="Articles, or files, listed at most."
)
@TextField
@InColor
def find_verb(
    query: str,
    paths: Sequence[Path],
    as_json: bool,
    as_csv: bool,
    as_files: bool,
    ends_in_null: bool,
    how: str,
    limit: int,
    text_field: str | None,
    color: str,
) -> None:
    """Find articles by the words in them, and by titles.

    \b
    reader find lighthouse news/
    reader find '"harbour council" NOT budget' news/
    reader find 'harbou?r' news/ --how regex
    reader find 'harb*' news/ --json | jq -r .title
    reader find -- --json news/            what begins with - stands behind --
    reader find lighthouse news/ -l0 | xargs -0 wc -w

    Words may be joined by AND, OR (or |) and NOT (or !word; -word beside others); "a phrase", prefix*,
    NEAR(a b, 5). doc:name and title:word ask for a document with that in its name and an article with
    that in its title; in:repeats, is:unread, is:read and is:marked of the article what they say.
    Signs that are typed with a word count: C++, .NET, a/b. Titles that have the words come after. Where nothing
    has the words, they are looked for without their signs, or those that do not occur are exchanged for the
    likeliest that do, and titles are forgiven typos; a phrase in quotation marks is taken at its word. Standard
    error says what was looked for instead, and so does "instead" in JSON.
    What a record says beside its text and the headers of a mail are searched, too, and find the article below them.
    An article is listed at the line of the first hit in its snippet, or at its own if that stands above its text; the
    hits in JSON are those in the text.
    Files that are new or changed are read first, and stay in the index. Without PATH: the library that was open last
    (an error if it is gone), or this folder if none ever was.
    Offsets in JSON count characters of the decoded source file; lines count from 1. In a page, XML, book, PDF, record
    or packed mail both count in the text that was taken out of it.
    """
    from reader.find.request import idle, mistaken
    from reader.library.answers import answers, article_record, asks_for_repeats, check
    from reader.library.filtering import TitleFilter
    from reader.library.finding import How
    from reader.library.fulltext import MOST_HITS
    from reader.library.reporting.csv_lines import csv_line, csv_record
    from reader.library.userdata.flagged import kept_flags
    from reader.settings import load_settings

    choose_one(json=as_json, csv=as_csv, files=as_files)
    if not as_files:
        refuse_idle("without --files", "--null")
    check(query, How(how))
    library = _library(paths, text_field)
    about_repeats = asks_for_repeats(query)

    def look(catalogue: "Catalogue", said: Said) -> bool:
        count = 0
        if about_repeats and not catalogue.compared:
            raise TwicetoldError("another process is still looking for what is told twice: ask again when it has ended")
        titles = TitleFilter(kept_flags(catalogue, library.paths, load_settings()[0].reading.similarity))
        files: dict[Path, None] = {}
        most = MOST_HITS if as_files else limit
        for found in answers(catalogue, titles, query, How(how), most, said.instead, said.perhaps):
            count += 1
            entry = catalogue.documents[found.document]
            if as_files:
                files[entry.file.path] = None
                if len(files) == limit:
                    break
                continue
            if as_json or as_csv:
                record = article_record(catalogue, found.document, found.article)
                hits = [{"line": span.line, "start": span.start, "end": span.end} for span in found.spans]
                record |= {"line": found.line, "by": found.by, "hits": hits, "snippet": found.snippet}
                record["instead"] = said.query_instead
                if as_json:
                    said.out.record(record)
                else:
                    record["hits"] = len(hits)
                    said.out.data((csv_line(record) if count == 1 else "") + csv_record(record))
                continue
            said.out.heading(f"{entry.name}:{found.line}  {entry.articles[found.article].title}")
            if found.snippet:
                said.out.marked(found.snippet, list(found.marks), indent="    ")
        for file in files:
            said.out.data(f"{_path_from_here(file)}{chr(0) if ends_in_null else chr(10)}")
        said.aside += told_skipped(catalogue.skipped, SKIPPED_NAMED)
        if not catalogue.documents:
            said.aside.append(nothing_to_read(library.paths))
        elif how == HOWS[0] and (hint := idle(query) if count else mistaken(query)):
            said.aside.append(hint)
        return count > 0

    _ask(library, look, color, compared=about_repeats)


def _path_from_here(path: Path) -> Path | str:
    """A path as a command takes it that is called here."""
    here = Path.cwd()
    path = path.relative_to(here) if path.is_relative_to(here) else path
    return f"./{path}" if str(path).startswith("-") and path != STDIN else path


@click.command("show")
@click.argument("article", metavar="ARTICLE", shell_complete=titles)
@SomePaths
@AsJson
@TextField
@InColor
def show_verb(article: str, paths: Sequence[Path], as_json: bool, text_field: str | None, color: str) -> None:
    """Print one article.

    \b
    reader show 'zel par' news/            by letters of its title
    reader show a.txt:12 news/             by document and line, as the listings print them
    reader show news/a.txt:12 news/        or by the path of the file
    reader show rows.csv:26 news/          or by the line of that file on which its record stands
    reader show 'rows.csv#25' news/        by the name of its document
    reader show 3 a.txt                    by its number, in one document
    reader show lighthouse news/ | less

    Without PATH: the library that was open last (an error if it is gone), or this folder if none ever was.
    """
    from reader.library.answers import article_record
    from reader.library.meant import meant

    library = _library(paths, text_field)

    def look(catalogue: "Catalogue", said: Said) -> bool:
        places, missing = meant(catalogue, article)
        if not places:
            said.aside += told_skipped(catalogue.skipped, SKIPPED_NAMED)
            said.aside.append(missing if catalogue.documents else nothing_to_read(library.paths))
            return False
        document, number = places[0]
        record = article_record(catalogue, document, number)
        entry = catalogue.documents[document]
        span = entry.articles[number]
        text = catalogue.text(entry, span.start, span.end)
        if as_json:
            said.out.record({**record, "text": text})
            return True
        said.out.heading(span.title)
        facts = (f"{entry.name}:{span.line}", span.date, span.source)
        said.out.row(" · ".join(fact for fact in facts if fact), quiet=True)
        for line in catalogue.above(document, number).fields:
            said.out.row(line, quiet=True)
        said.out.text("\n" + (_wrapped(text, entry.name) if sys.stdout.isatty() else text).strip("\n") + "\n")
        for other, at in places[1 : 1 + OTHERS_NAMED]:
            entry = catalogue.documents[other]
            said.aside.append(f"also: {entry.name}:{entry.articles[at].line}  {entry.articles[at].title}")
        return True

    _ask(library, look, color)


@dataclass(slots=True)
class Said:
    """What is found, and what is said beside it: held back, since an index that turns out to be damaged is asked
    again."""

    out: Output
    aside: list[str] = field(default_factory=list)
    query_instead: str = ""

    def instead(self, query: str) -> None:
        """Other words were looked for."""
        self.query_instead = query
        self.aside.append(f"nothing has these words as they were typed; shown is {query}")

    def perhaps(self, query: str) -> None:
        """Other words would be found."""
        self.aside.append(f"nothing has this phrase, but something has {query}")


def _ask(
    library: "Library", look: "Callable[[Catalogue, Said], bool]", color: str, *, compared: bool = False
) -> NoReturn:
    """Print what `look` finds in a library, `compared` if need be, and end with the status that says whether it is
    anything, and all."""
    from reader.library.opening import asked

    def question(catalogue: "Catalogue") -> tuple[Said, bool]:
        clear_progress()
        said = Said(Output(color, is_held=True))
        return said, look(catalogue, said)

    found = asked(library.paths, question, _heard, library.text_field, compared=compared)
    said, is_found = found.answer
    said.out.release()
    for line in said.aside:
        diagnose(line)
    if found.lacks:
        raise TwicetoldError(found.lacks)
    finish(is_found)


def _wrapped(text: str, name: str) -> str:
    """A part of a document with its lines broken between words, so that the terminal does not break them inside."""
    from reader.library.suffixes import is_markdown
    from reader.text.flow import Flow

    width = min(MEASURE, shutil.get_terminal_size().columns)
    parts, at = [], 0
    for each in Flow(text, is_markdown=is_markdown(name)).paragraphs(0, len(text)):
        parts.append(text[at : each.start])
        begin = each.start
        filled = []
        for line in each.shown(text).text.split("\n"):
            lead = each.lead_of(text, begin)
            filled.append(textwrap.fill(line, width, replace_whitespace=False, subsequent_indent=lead))
            begin += len(line) + 1
        parts.append("\n".join(filled))
        at = each.end
    return "".join((*parts, text[at:]))


def _library(paths: Sequence[Path], text_field: str | None) -> "Library":
    from reader.library.recent import chosen_library

    library = chosen_library(paths, text_field, Path.cwd())
    if library.gone:
        diagnose(library.gone)
    await_pipe(library.paths)
    return library


def _heard(notice: Notice) -> None:
    if isinstance(notice, Progress | Comparing):
        progress(told(notice))
    elif isinstance(notice, Rebuilding):
        diagnose(f"the index is made anew: {notice.reason}")
    elif isinstance(notice, Trouble):
        diagnose(notice.message)
