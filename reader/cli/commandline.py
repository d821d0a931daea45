"""What a command line may begin with, for whoever must know before anything is imported that parses it."""

from collections.abc import Sequence

VERBS = {
    "articles": "reader.cli.articles:articles_verb",
    "completion": "reader.cli.completion:completion_verb",
    "doctor": "reader.cli.doctor:doctor_verb",
    "export": "reader.cli.exporting:export_verb",
    "find": "reader.cli.finding:find_verb",
    "index": "reader.cli.indexing:index_verb",
    "open": "reader.cli.open_verb:open_verb",
    "rebuild": "reader.cli.exporting:rebuild_verb",
    "repeats": "reader.cli.repeats:repeats_verb",
    "show": "reader.cli.finding:show_verb",
    "where": "reader.cli.doctor:where_verb",
}
"""Where each verb is. A folder of such a name is opened by `reader open NAME`."""

TEXT_FIELD = "--text-field"
"""The one option of a command line that opens the reader."""

COMPLETING = "_READER_COMPLETE"
"""Set by a shell that wants to know how a command line may go on."""


def opening(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The paths that a command line opens, and the field that it names for the text of records, "" if that is missing.

    What follows `--` is a path.
    """
    paths: list[str] = []
    text_field: str | None = None
    given = iter(arguments)
    for argument in given:
        name, equals, value = argument.partition("=")
        if argument == "--":
            paths += given
        elif name == TEXT_FIELD:
            text_field = value if equals else next(given, "")
        else:
            paths.append(argument)
    return paths, text_field
