"""The verb `articles`: what each document holds, and why it was divided so."""

from collections.abc import Sequence
from pathlib import Path

import click

from reader.cli.options import AsCsv, AsJson, InColor, PathsThere, TextField, choose_one, finish, loaded
from reader.cli.output import Output
from reader.library.loaded import LoadedDocument
from reader.text.cutting import cut_at_word

SHOWN_CUES = 4
"""Cues of a boundary that a line for people names; JSON has them all."""

BEGINNING_CHARACTERS = 76
"""Of a paragraph that might start an article."""


@click.command("articles")
@PathsThere
@AsJson
@AsCsv
@click.option("--why", is_flag=True, help="What made, or unmade, each start that was considered.")
@TextField
@InColor
def articles_verb(
    paths: Sequence[Path], as_json: bool, as_csv: bool, why: bool, text_field: str | None, color: str
) -> None:
    """List the articles, posts and residue of every document.

    \b
    reader articles seeds
    reader articles seeds --why
    reader articles dump.jsonl --text-field body
    reader articles dump.txt --json | jq -r 'select(.kind == "article") | .title'

    Each has its number, by which `reader show` finds it in one document, its line, its kind and its title.
    Offsets in JSON count characters of the decoded source file; lines count from 1. In a page, XML, book, PDF, record
    or packed mail both count in the text that was taken out of it.
    """
    choose_one(json=as_json, csv=as_csv)
    choose_one(csv=as_csv, why=why)
    out = Output(color)
    if as_csv:
        finish(_table(paths, text_field, out) > 0)
    found = 0
    for document in loaded(paths, text_field):
        if not as_json:
            out.heading(document.name)
        found += (_reasons if why else _listing)(document, out, as_json)
    finish(found > 0)


def _table(paths: Sequence[Path], text_field: str | None, out: Output) -> int:
    """All articles, posts and residue as a table; returns how many there are."""
    from reader.library.reporting.csv_lines import csv_line, csv_record

    count = 0
    for document in loaded(paths, text_field):
        for number in range(1, len(document.articles) + 1):
            record = document.record(number)
            out.data((csv_line(record) if not count else "") + csv_record(record))
            count += 1
    return count


def _listing(document: LoadedDocument, out: Output, as_json: bool) -> int:
    """What the document holds; returns how much."""
    for number, article in enumerate(document.articles, 1):
        if as_json:
            out.record(document.record(number))
        else:
            line, kind = document.line(article.start), article.kind.value
            out.row(f"{number:>4}.{line:>7}  {kind:<8}{article.title}", quiet=kind != "article")
    return len(document.articles)


def _reasons(document: LoadedDocument, out: Output, as_json: bool) -> int:
    """Each start that was considered, with its cues, the weightiest first; returns how many there are."""
    from reader.text.explanation import explain, overruled

    explanation = explain(document.text, stories=document.document.stories)
    found, now = ({article.start for article in articles} for articles in (document.found, document.articles))
    boundaries = overruled(explanation.gaps, found, now)
    for boundary in boundaries:
        line = document.line(boundary.start)
        if as_json:
            start, _ = document.source_span(boundary.start, boundary.start)
            out.record(
                {
                    "document": document.name,
                    "line": line,
                    "start": start,
                    "chosen": boundary.begins,
                    "overruled": boundary.overruled,
                    "chance": round(boundary.chance, 4),
                    "rule": boundary.rule,
                    "cues": [{"cue": name, "weight": weight} for name, weight in boundary.cues],
                }
            )
            continue
        cues = ", ".join(f"{name} {weight:+.1f}" for name, weight in boundary.cues[:SHOWN_CUES])
        verdict = "starts" if boundary.begins else "not"
        out.row(f"{line:>7}  {verdict:<7}{boundary.chance:>5.0%}  {cues}", quiet=not boundary.begins)
        beginning = document.text[boundary.start : boundary.start + 2 * BEGINNING_CHARACTERS]
        out.row(f"{'':>24}{cut_at_word(beginning, BEGINNING_CHARACTERS)}", quiet=True)
        yours = f"You said so; found was: {'starts' if boundary.chosen else 'not'}. " if boundary.overruled else ""
        if said := f"{yours}{boundary.rule}".rstrip():
            out.row(f"{'':>24}{said}", quiet=True)
    for reason in dict.fromkeys(why for _, _, why in explanation.unweighed if not as_json):
        out.row(f"{'':>9}{reason}", quiet=True)
    return len(boundaries)
