"""The tables, as the changes that lead to them: the version of a database is how many of them it has seen.

A change that was released is never edited; a new one is added at the end.
"""

Change = tuple[str, ...]
"""Statements that run in one transaction."""

_FIRST: Change = (
    """CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        path BLOB NOT NULL,    -- absolute, as the system spells it: names of files need not be Unicode
        record TEXT NOT NULL,  -- which of the documents in the file; empty if it is the file
        content BLOB NOT NULL, -- hash of the text for which the offsets below hold
        seen INTEGER NOT NULL  -- Unix time, seconds, like all times here
    ) STRICT""",
    "CREATE INDEX documents_by_path ON documents (path, record)",
    "CREATE INDEX documents_by_content ON documents (content)",
    """CREATE TABLE libraries (
        id INTEGER PRIMARY KEY,
        paths BLOB NOT NULL UNIQUE, -- absolute, sorted, joined by NUL
        document INTEGER REFERENCES documents ON DELETE SET NULL -- read last
    ) STRICT""",
    """CREATE TABLE annotations (
        id INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents,
        library INTEGER REFERENCES libraries, -- of marks with a letter
        kind TEXT NOT NULL CHECK (kind IN ('mark', 'note', 'highlight')),
        label TEXT NOT NULL, -- letter of a mark, text of a note
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        lost INTEGER NOT NULL DEFAULT 0, -- not found again in the present text
        anchor TEXT NOT NULL,
        made INTEGER NOT NULL,
        CHECK (0 <= start AND start <= "end"),
        CHECK ((kind = 'mark') = (library IS NOT NULL))
    ) STRICT""",
    "CREATE UNIQUE INDEX marks ON annotations (library, label) WHERE kind = 'mark'",
    "CREATE INDEX annotations_by_document ON annotations (document, start)",
    """CREATE TABLE places (
        document INTEGER PRIMARY KEY REFERENCES documents,
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL,
        lost INTEGER NOT NULL DEFAULT 0,
        anchor TEXT NOT NULL,
        made INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE overrides (
        id INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents,
        kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'rename')),
        title TEXT NOT NULL,
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL,
        lost INTEGER NOT NULL DEFAULT 0,
        anchor TEXT NOT NULL,
        made INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX overrides_by_document ON overrides (document, start)",
    """CREATE TABLE read_spans (
        document INTEGER NOT NULL REFERENCES documents,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        PRIMARY KEY (document, start),
        CHECK (0 <= start AND start < "end")
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE read_sentences (hash INTEGER PRIMARY KEY) STRICT",
    """CREATE TABLE searches (
        id INTEGER PRIMARY KEY,
        scope TEXT NOT NULL, -- where it was looked for: contents, page, library
        pattern TEXT NOT NULL,
        UNIQUE (scope, pattern)
    ) STRICT""",
    """CREATE TABLE jumps (
        id INTEGER PRIMARY KEY,
        library INTEGER NOT NULL REFERENCES libraries,
        document INTEGER NOT NULL REFERENCES documents,
        start INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_PANES: Change = ("ALTER TABLE libraries ADD COLUMN pane TEXT",)  # in which reading stopped

_DRAFTS: Change = ("ALTER TABLE annotations ADD COLUMN draft INTEGER",)
# Of a note that was left unfinished: the number of the one that it changes, 0 if it is a new one; else NULL.

CHANGES: tuple[Change, ...] = (_FIRST, _PANES, _DRAFTS)
