"""The verb `repeats`: every passage told twice, for people, for programs, and as a page to send."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from reader.cli.options import (
    AsJson,
    InColor,
    Likeness,
    Paths,
    TextField,
    Writable,
    choose_one,
    finish,
    keep_out_of,
    loaded,
)
from reader.cli.output import Output, clear_progress, diagnose, progress
from reader.errors import TwicetoldError
from reader.library.loaded import LoadedDocument
from reader.plurals import percent, plural
from reader.reuse.places import Alignment
from reader.text.cutting import cut_at_word
from reader.text.divided import divisions_of, undivided
from reader.text.subtitles import said

STDOUT = Path("-")

SCOPES = ("all", "across", "within")

BY = ("passage", "document")

EXCERPT_CHARACTERS = 110


@click.command("repeats")
@Paths
@AsJson
@click.option(
    "--csv",
    "as_csv",
    is_flag=True,
    help="A table with a line for each listed pair; names that a spreadsheet would compute begin with ./ in it.",
)
@click.option("--passim", "as_passim", is_flag=True, help="JSON lines with the fields of passim: one a telling.")
@click.option(
    "--html",
    type=Writable(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write one page to read and to send; - is standard output.",
)
@click.option(
    "--by",
    type=click.Choice(BY),
    default="passage",
    help="Pairs of passages, or of documents: how much of each the other tells.",
)
@click.option("--scope", type=click.Choice(SCOPES), default="all", help="Only in other documents, only within one.")
@click.option(
    "--minimum-words", type=click.IntRange(1), default=12, show_default=True, help="Leave out shorter passages."
)
@click.option(
    "--minimum-similarity",
    type=Likeness(),
    default=0.0,
    show_default=True,
    help="Leave out pairs less alike; 1 leaves those in the same words.",
)
@TextField
@InColor
def repeats_verb(
    paths: Sequence[Path],
    as_json: bool,
    as_csv: bool,
    as_passim: bool,
    html: Path | None,
    by: str,
    scope: str,
    minimum_words: int,
    minimum_similarity: float,
    text_field: str | None,
    color: str,
) -> None:
    """List the passages that are told twice, in other documents and within one.

    \b
    reader repeats seeds
    reader repeats news/ --scope across --minimum-similarity 0.9
    reader repeats news/ --html report.html
    reader repeats news/ --json > pairs.jsonl
    reader repeats news/ --by document --csv > shared.csv

    Of what many tell in the same words, each telling is paired with some twelve others: not all pairs are listed, but
    all tellings are, and they have the same cluster. --passim and --html give each telling once,
    from where the first of its pairs begins to where the last ends, so that its span may be wider than those of its
    pairs: the number of the cluster and the document join them.

    --by document tells of each two documents that share something how many words the passages have that both tell,
    what part that is of either, how alike these passages are, and how many pairs of them there are, and the same of a
    document that tells something twice. It counts the pairs that are listed without it.

    Pairs of lines that are loosely alike, as all lines of a log or a table are, are not listed for people, only
    counted; in JSON they are "loose".

    Offsets in JSON count characters of the decoded source file; lines count from 1. In a page, XML, book, PDF, record
    or packed mail both count in the text that was taken out of it.
    """
    from reader.library.known_alignments import known_alignments
    from reader.library.retelling import alignments, pair_record
    from reader.reuse.settings import Scope, Settings

    choose_one(json=as_json, csv=as_csv, passim=as_passim)
    if by == "document" and (as_passim or html is not None):
        raise click.UsageError("--by document is for a list, --json or --csv")
    if html == STDOUT and (as_json or as_csv or as_passim):
        raise click.UsageError("only one thing can go to standard output: name a file for --html")
    if html is not None and html != STDOUT:
        keep_out_of(paths, html)
        if not html.parent.is_dir():  # said before files are read and compared
            raise click.UsageError(f"there is no folder {html.parent}: make it, or name another place")
    read = list(loaded(paths, text_field))
    if html and not read:  # no page of nothing replaces an older one
        finish(False)
    settings = Settings(minimum_words, minimum_similarity, Scope(scope))
    found = known_alignments(paths, read, text_field) if settings == Settings() else None
    if found is None:
        found = alignments(read, settings, lambda at: progress(f"comparing: {at.step} {at.done:,}…"))
    clear_progress()
    out = Output(color)
    if by == "document":
        finish(_tell_documents(read, found, out, as_json=as_json, as_csv=as_csv))
    if html:
        _write_page(read, found, html, ", ".join(map(_called, paths)), out)
    if as_csv or as_passim:
        from reader.library.reporting.tables import passim, table

        for line in (table if as_csv else passim)(read, found):
            out.data(line)
    elif as_json:
        for alignment in found:
            out.record(pair_record(read, alignment))
    elif not html:
        for alignment in found:
            if not alignment.loose:
                _show(read, alignment, out)
        if loose := sum(alignment.loose for alignment in found):
            diagnose(
                f"{plural(loose, 'pair')} of lines that are loosely alike, as all lines of a log or a table are, left"
                " out: --json lists them"
            )
    finish(bool(found))


def _tell_documents(
    read: Sequence[LoadedDocument], found: Sequence[Alignment], out: Output, *, as_json: bool, as_csv: bool
) -> bool:
    """What each two documents share; whether any do."""
    from reader.library.reporting.tables import document_records, document_table

    if as_csv:
        for line in document_table(read, found):
            out.data(line)
    else:
        for record in document_records(read, found):
            if as_json:
                out.record(record)
            else:
                _show_documents(record, out)
    return any(not each.loose for each in found)


def _show_documents(record: Mapping[str, Any], out: Output) -> None:
    """One pair of documents for people."""
    shares = f"{percent(record['a_share'])}% of the first, {percent(record['b_share'])}% of the second"
    sides = f"{record['a']}  =  {record['b']}"
    if record["a"] == record["b"]:
        sides, shares = f"{record['a']}, within", f"{percent(record['b_share'])}% of it"
    alike = f"{percent(record['similarity'])}% alike in {plural(record['pairs'], 'passage')}"
    out.row(f"{plural(record['words'], 'word'):>12}  {sides}  ({shares}; {alike})")


def _called(path: Path) -> str:
    """The name of a file or folder, also of the one that `.` or `..` stands for."""
    return path.name if path.name not in ("", "..") else path.resolve().name or str(path)


def _write_page(
    read: Sequence[LoadedDocument], found: Sequence[Alignment], path: Path, title: str, out: Output
) -> None:
    from reader.library.reporting.clusters import clusters
    from reader.library.reporting.page import page
    from reader.library.saving import write_whole

    if path == STDOUT:
        for piece in page(read, found, title):
            out.data(piece)
        return
    try:
        write_whole(path, page(read, found, title))
    except OSError as error:
        raise TwicetoldError(f"{path} cannot be written: {error.strerror}") from error
    diagnose(f"{plural(len(clusters(found)), 'passage')} told more than once in {path}")


def _show(read: Sequence[LoadedDocument], alignment: Alignment, out: Output) -> None:
    """One pair for people: how alike, where, how long, and how it begins."""
    from reader.library.retelling import scope
    from reader.text.words import words  # late: numpy

    a, b = alignment.a, alignment.b
    text = read[a.document].text[a.start : a.end]
    sides = "  =  ".join(f"{read[at.document].name}:{read[at.document].line(at.start)}" for at in (a, b))
    size = plural(len(words(said(text)[0])), "word")  # as they are counted for --minimum-words
    out.row(f"{percent(alignment.similarity):>3}%  {sides}  ({size}, {scope(alignment)})")
    whole = divisions_of(read[a.document].text).whole(a.start, a.end)
    beginning, _ = said(undivided(text, whole))
    out.row(f"      {cut_at_word(beginning, EXCERPT_CHARACTERS)}", quiet=True)
