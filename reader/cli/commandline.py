"""What a command line may begin with, for whoever must know before anything is imported that parses it."""

VERBS = {
    "articles": "reader.cli.articles:articles_verb",
    "completion": "reader.cli.completion:completion_verb",
    "doctor": "reader.cli.doctor:doctor_verb",
    "export": "reader.cli.exporting:export_verb",
    "find": "reader.cli.finding:find_verb",
    "index": "reader.cli.indexing:index_verb",
    "open": "reader.cli.verbs:open_verb",
    "rebuild": "reader.cli.exporting:rebuild_verb",
    "repeats": "reader.cli.repeats:repeats_verb",
    "show": "reader.cli.finding:show_verb",
    "where": "reader.cli.doctor:where_verb",
}
"""Where each verb is. A folder of such a name is opened by `reader open NAME`."""

COMPLETING = "_READER_COMPLETE"
"""Set by a shell that wants to know how a command line may go on."""
