"""The verbs `export` and `rebuild`: articles for other programs, and a collection without what it tells twice."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import (
    AsJson,
    Folder,
    InColor,
    Likeness,
    Paths,
    TextField,
    finish,
    keep_out_of,
    loaded,
    refuse_idle,
)
from reader.cli.output import Output, await_pipe, clear_progress, diagnose, progress
from reader.errors import TwicetoldError
from reader.plurals import plural

if TYPE_CHECKING:
    from reader.library.skipping import Skipped
    from reader.library.unique import Share

FORMATS = ("text", "markdown", "jsonl")


@click.command("export")
@Paths
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True, help="Form of the articles."
)
@click.option("--to", type=Folder(), help="Write a file for each article into this folder, instead of one stream.")
@click.option("--everything", is_flag=True, help="Posts and residue too.")
@click.option("--unique", is_flag=True, help="Write the documents, with what is told twice kept once; needs --to.")
@click.option(
    "--minimum-similarity",
    type=Likeness(),
    default=0.8,
    show_default=True,
    help="With --unique: the least share of the words of a passage left out that its twin has letter for letter, in "
    "order or moved in blocks. `repeats` counts words in any case and order, and may call more alike.",
)
@AsJson
@TextField
@InColor
def export_verb(
    paths: Sequence[Path],
    form: str,
    to: Path | None,
    everything: bool,
    unique: bool,
    minimum_similarity: float,
    as_json: bool,
    text_field: str | None,
    color: str,
) -> None:
    """Write the articles, or the collection without what it tells twice.

    \b
    reader export news/ > articles.txt
    reader export news/ --format markdown --to articles/
    reader export news/ --format jsonl | jq -r .title
    reader export news/ --unique --to unique/

    In JSON, start and end count the decoded source file, as they do everywhere, while text has line ends and broken
    characters put right; where that makes it another, source_text is the article as start and end count it.

    With --unique, of passages told twice the one with the earlier date stays, be it that of the text or of its name
    (times-1844-03-12.txt), else the one that comes first, whatever blanks, line ends and signs part their words.
    Standard output lists what share of the words of each document is new, and manifest.jsonl in the folder says what
    was left out and where its twin is: `reader rebuild` makes the collection whole again, text files byte for byte, all
    others as their text. What is skipped, which standard error names, and what is hidden does not come back.
    """
    from reader.library.exporting import Format, exported, write_files

    if unique:
        refuse_idle("with --unique, which writes whole documents", "--format", "--everything")
    else:
        refuse_idle("without --unique", "--minimum-similarity")
    if as_json and form != Format.JSONL:
        refuse_idle("with --json, unless it is jsonl", "--format")
    out = Output(color)
    chosen = Format.JSONL if as_json else Format(form)
    if to is not None:
        keep_out_of(paths, to)
    if unique:
        if to is None:
            raise click.UsageError("--unique writes files: say where with --to FOLDER")
        _write_unique(paths, to, minimum_similarity, text_field, out, as_json)
        return
    articles = exported(loaded(paths, text_field), chosen, everything=everything)
    if to is not None:
        with _told_what_is_left(to):
            count = write_files(articles, to, chosen)
        diagnose(f"{plural(count, 'article')} in {to}")
        finish(count > 0)
    count = 0
    for count, article in enumerate(articles, 1):
        out.data(article.body if chosen is Format.JSONL or count == 1 else f"\n{article.body}")
    finish(count > 0)


@contextmanager
def _told_what_is_left(to: Path) -> Iterator[None]:
    """Say that a folder, empty before, holds only a part of what was to be written, whyever that ended early."""
    from reader.tui.first_frame import ended_in_order

    left = f"{to} holds only a part: delete it, and begin again"
    try:
        with ended_in_order():
            yield
    except OSError as error:
        message = f"{error.filename or to} cannot be written: {error.strerror}"
        raise TwicetoldError(f"{message}. {left}" if _holds_something(to) else message) from error
    except (KeyboardInterrupt, SystemExit):
        if _holds_something(to):
            diagnose(f"stopped. {left}")
        raise


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _write_unique(
    paths: Sequence[Path], to: Path, similarity: float, text_field: str | None, out: Output, as_json: bool
) -> None:
    from reader.library.known_alignments import known_alignments
    from reader.library.leaving_out import unique
    from reader.library.retelling import alignments
    from reader.library.unique import write
    from reader.reuse.settings import Settings

    with _on_disk(paths, text_field) as files:
        skipped: list[Skipped] = []
        read = list(loaded(files, text_field, paths, skipped.append))
        found = known_alignments(files, read, text_field)
        if found is None:
            found = alignments(read, Settings(), lambda at: progress(f"comparing: {at.step} {at.done:,}…"))
        clear_progress()
        left_out = unique(read, found, similarity)
        with _told_what_is_left(to):
            shares = list(write(read, left_out, to))
    try:
        _list_shares(shares, out, as_json)
    finally:  # the folder is whole, whatever becomes of the listing
        kept, words = sum(share.new_words for share in shares), sum(share.words for share in shares)
        diagnose(f"kept {kept:,} of {plural(words, 'word')} in {to}; `reader rebuild` gives all back{_but(skipped)}")
        for file in dict.fromkeys(share.file for share in shares if share.has_changed):
            diagnose(f"{file} has changed since it was read: what was read of it can be rebuilt, as text")
        if inexact := sum(not (share.exact or share.has_changed) for share in shares):
            some = plural(inexact, "document")
            diagnose(f"{some} can be rebuilt as text only: packed, records, web pages, mail or wrong bytes")
    finish(bool(shares))


def _but(skipped: "Sequence[Skipped]") -> str:
    """What does not come back, of what was skipped or was not read to its end; empty if all does."""
    unread, cut = sum(not each.is_begun for each in skipped), sum(each.is_begun for each in skipped)
    missing = [f"the {unread:,} skipped"] if unread else []
    missing += [f"the end of the {cut:,} read in part"] if cut else []
    return f" but {' and '.join(missing)}" if missing else ""


@contextmanager
def _on_disk(paths: Sequence[Path], text_field: str | None) -> Iterator[Sequence[Path]]:
    """The paths, with a file for each pipe: what was read is held against its bytes once more."""
    from reader.library.sources import is_stream
    from reader.library.spooling import spooled
    from reader.tui.first_frame import ended_in_order

    if not any(map(is_stream, paths)):
        yield paths
        return
    await_pipe(paths)
    piped_in = sys.stdin.buffer if sys.stdin else None
    with ended_in_order(), spooled(paths, piped_in, text_field, lambda come: None) as spool:
        yield spool.instead_of(paths)


def _list_shares(shares: "Sequence[Share]", out: Output, as_json: bool) -> None:
    """What share of the words of each document is new."""
    for share in shares:
        if as_json:
            row = {"document": share.document, "characters": share.characters, "kept": share.kept}
            out.record({**row, "new": round(share.new, 4), "exact": share.exact})
        else:
            out.row(f"{share.new:>5.0%} new  {share.document}", quiet=share.new == 0)


@click.command("rebuild")
@click.argument("folder", type=click.Path(exists=True, path_type=Path, file_okay=False))
@click.option("--to", type=Folder(), required=True, help="An empty folder, or none yet.")
@AsJson
def rebuild_verb(folder: Path, to: Path, as_json: bool) -> None:
    """Make a collection whole again that `reader export --unique` wrote.

    \b
    reader rebuild unique/ --to whole/
    diff -r news/ whole/

    A document whose name not every system takes, or which would be that of another, gets one that is like it: standard
    output lists these. Where something in the folder was changed or is missing, be it a line of the manifest, the
    documents are made whole that do not need it; standard error lists the others, and the exit status is 2.
    """
    from reader.library.rebuilding import rebuild

    if to.resolve().is_relative_to(folder.resolve()):
        raise click.UsageError(f"{to} is in {folder}, of which it is made: name a place outside of it")
    with _told_what_is_left(to):
        outcome = rebuild(folder, to)
    diagnose(f"{plural(len(outcome.whole), 'document')} in {to}")
    if renamed := [each for each in outcome.whole if each.file != each.document]:
        names = plural(len(renamed), "name")
        diagnose(f"{names} changed, so that any system takes them and none comes twice; what they were is listed")
    out = Output()
    for each in renamed:
        if as_json:
            out.record({"document": each.document, "file": each.file})
        else:
            out.row(f"{each.file}  was {each.document}")
    for damage in outcome.damage:
        diagnose(damage)
    for missing in outcome.lost:
        diagnose(f"{missing.document}: {missing.reason}")
    for file in outcome.unnamed:
        diagnose(f"{folder / file} holds what was kept of a document whose line is damaged")
    if outcome.lost:
        raise TwicetoldError(f"{plural(len(outcome.lost), 'document')} of {folder} cannot be rebuilt")
    if outcome.damage:
        raise TwicetoldError(f"the manifest of {folder} is damaged; all documents that it tells of are rebuilt")
    finish(bool(outcome.whole))
