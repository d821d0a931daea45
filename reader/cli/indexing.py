"""The verb `index`: a library made ready without opening it."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from reader.cli.ending import INTERRUPTED, NOTHING_FOUND
from reader.cli.options import Paths, TextField, say_skipped
from reader.cli.output import Output, clear_progress, diagnose, progress
from reader.library.background import analyse
from reader.library.catalogue import Catalogue
from reader.library.index_file import index_of, release
from reader.library.notices import Changed, Comparing, Notice, Progress, Rebuilding, Trouble, told, told_change
from reader.library.others import turn_to_write
from reader.library.skipping import skipped_and_begun
from reader.library.sources import count_hidden, is_stream
from reader.plurals import plural

INCOMPLETE = 2
"""Exit status where not all could be read or compared."""

NAMED_CHANGES = 3
"""Changed files that are named on a line."""


@click.command("index")
@Paths
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@TextField
def index_verb(paths: Sequence[Path], as_json: bool, text_field: str | None) -> None:
    """Read and compare files now, so that they open at once later.

    \b
    reader index news/
    reader index news/ --json | jq .articles

    Only what changed since the last time is read. Stopped with ctrl+c, it goes on from there the next time. What cannot
    be read is named, and hidden files and folders, which are left out unless they are named themselves, are counted.
    Links are followed, out of a folder too, but not to what the system makes up, as in /proc.
    """
    if piped := next(filter(is_stream, paths), None):
        raise click.UsageError(f"{piped} is a pipe, which can be read only once: there is nothing to bring up to date")
    index = index_of(paths, text_field)
    if index.temporary:
        release(index)
        diagnose(f"nothing can be kept: {index.hindrance}")
        sys.exit(INCOMPLETE)
    troubles: list[Trouble] = []

    def hear(notice: Notice) -> None:
        _show(notice)
        if isinstance(notice, Trouble):
            troubles.append(notice)

    try:
        with turn_to_write(paths, index, hear, is_patient=True) as is_sole:
            for notice in analyse(paths, index, is_checked=True) if is_sole else ():
                hear(notice)
    except KeyboardInterrupt:
        diagnose("stopped; what was read is kept")
        sys.exit(INTERRUPTED)
    clear_progress()
    catalogue = Catalogue(index)
    incomplete = bool(troubles) or not catalogue.compared
    if not is_sole:
        diagnose("another process is keeping this index up to date")
    say_skipped(catalogue.skipped)
    skipped, begun = skipped_and_begun(catalogue.skipped)
    documents, articles = len(catalogue.documents), catalogue.articles_in_all()
    hidden = count_hidden(paths)
    out = Output()
    if as_json:
        out.record(
            {
                "documents": documents,
                "articles": articles,
                "skipped": skipped,
                "read_in_part": begun,
                "reasons": [asdict(each) for each in catalogue.skipped],
                "hidden": hidden,
                "complete": not incomplete,
                "index": str(index.path),
            }
        )
    else:
        counts = f"{plural(documents, 'document')}, {plural(articles, 'article')}, {skipped:,} skipped"
        in_part = f", {begun:,} read in part" if begun else ""
        left_out = f", {hidden:,} hidden, left out" if hidden else ""
        out.row(f"{counts}{in_part}{left_out}: {index.path}")
    catalogue.close()
    release(index)
    sys.exit(INCOMPLETE if incomplete else 0 if documents else NOTHING_FOUND)


def _show(notice: Notice) -> None:
    match notice:
        case Progress() | Comparing():
            progress(told(notice))
        case Changed() as changed:
            diagnose(told_change(changed, NAMED_CHANGES))
        case Rebuilding(reason=reason):
            diagnose(f"the index is made anew: {reason}")
        case Trouble(message=message):
            diagnose(message)
        case _:
            pass
