"""What the verbs print for programs: the fields of their JSON, as the man page lists them."""

from collections.abc import Mapping

Fields = Mapping[str, str]
"""What each field means, by its name; `a.line` is the field `line` of the object `a`, or of each in the list `a`."""

PREFACE = (
    "One object a line, in ASCII; of index, where and doctor a single one. Offsets are half open, from 0, and count "
    "characters of the decoded source file (a byte order mark is one); lines count from 1. In a page, XML, book, PDF, "
    "record or packed mail both count in the text that was taken out of it. Shares, chances and similarities are "
    "numbers from 0 to 1, dates yyyy-mm-dd; null stands for what is not known. Words are runs of letters and digits; "
    "each character of a script that is written without blanks is one. --csv has the same fields as columns, in find "
    "the number of the hits, in repeats a_document, b_line and so on, and the words of the first passage."
)

_ARTICLE: Fields = {
    "document": "its name: the path below the folder that was named, with #3 for a record, /name for a member",
    "article": "its number in the document, from 1, posts and residue counted",
    "kind": '"article"; "post": a stray tweet or caption; "residue": dates, credits, footers, headers of mails',
    "title": "its title, found or inferred",
    "line": "on which it begins; in find, that of the first hit in the snippet",
    "start": "offset of its beginning",
    "end": "offset of its end",
    "date": "of the story, or null",
    "source": "the paper, agency or site that it names, or null",
    "read_in_part": "true if the end of the document could not be read, as of an archive that breaks off",
}

_PLACE: Fields = {
    "document": "name of its document",
    "article": "in which it begins: its number in the document",
    "line": "on which it begins",
    "start": "offset of its beginning",
    "end": "offset of its end",
}

JSON_FIELDS: Mapping[str, Fields] = {
    "articles": _ARTICLE,
    "articles --why": {
        "document": "name of the document",
        "line": "of the start that was considered",
        "start": "its offset",
        "chosen": "whether an article starts there",
        "overruled": "whether that is what you said inside (A), against what was found",
        "chance": "of a start, by the cues",
        "rule": 'what decided beside the cues, in words; "" if nothing did',
        "cues": "a list, the weightiest first",
        "cues.cue": "name of the cue",
        "cues.weight": "what it says for a start (above 0) or against it, as the logarithm of odds",
    },
    "doctor": {
        "healthy": "whether nothing is wrong",
        "checks": "a list of what was looked at; of one thing there may be several",
        "checks.what": "what was looked at",
        "checks.state": '"fine" (listed as ok), "note": works, with less comfort, or "wrong"',
        "checks.found": "what was found",
        "checks.advice": 'what to do; "" if nothing has to be done',
    },
    "export": {
        **_ARTICLE,
        "text": "with its line ends and broken characters put right",
        "source_text": "only where it is another: the text that start and end count",
    },
    "export --unique": {
        "document": "name of the document",
        "characters": "that it has",
        "kept": "characters of them that stay",
        "new": "share of its words that stay",
        "exact": "whether rebuild gives it back byte for byte; else as its text",
    },
    "find": {
        **_ARTICLE,
        "by": '"text": the words stand in it; "title": only its title has them',
        "hits": 'a list of where they stand; empty for "title"',
        "hits.line": "on which a hit stands",
        "hits.start": "offset of its beginning",
        "hits.end": "offset of its end",
        "snippet": 'the part of its text that has most hits, on one line; "" for "title"',
        "instead": 'what was looked for because nothing has the words as they were typed; "" if they were',
    },
    "index": {
        "documents": "how many were read",
        "articles": "how many they hold, posts and residue left out",
        "skipped": "files and records that are not read",
        "read_in_part": "files and records of which the end could not be read",
        "reasons": "a list of what is skipped or read in part",
        "reasons.name": "of the file or record",
        "reasons.reason": "in words",
        "reasons.count": "files or records that it holds for",
        "hidden": "hidden files and folders that were left out",
        "complete": "whether all was read and compared",
        "index": "path of the index",
    },
    "rebuild": {
        "document": "name of a document that had to get another, so that every system takes it and none comes twice",
        "file": "what it is called now",
    },
    "repeats": {
        "a": "a passage",
        **{f"a.{name}": meaning for name, meaning in _PLACE.items()},
        "b": "another telling of it, which stands after it",
        **{f"b.{name}": meaning for name, meaning in _PLACE.items()},
        "similarity": "words that both passages have, whatever their order, among those of both",
        "scope": '"across" two documents, or "within" one',
        "cluster": "number of what is told, from 0: all tellings of it have the same",
        "loose": "true for lines that are only alike as all lines of a log or a table are",
    },
    "repeats --by document": {
        "a": "name of a document",
        "b": "name of the other; the same for what one tells twice",
        "words": "of the passages that both tell, each counted once, on the side that has fewer",
        "a_share": "part of the words of the first that stand in such passages",
        "b_share": "the same of the second",
        "similarity": "of these passages, those with more words weighing more",
        "pairs": "how many pairs of passages that are",
    },
    "repeats --passim": {
        "uid": "number of the telling, from 0",
        "cluster": "as in repeats --json",
        "size": "tellings of the cluster",
        "id": "name of the document",
        "series": "the same, so that what is within one document is within one series",
        "begin": "offset of its beginning",
        "end": "offset of its end",
        "text": "of the source between them",
        "title": "of the article in which it begins",
        "date": "of that article; left out if it is not known",
    },
    "show": {**_ARTICLE, "text": "with its line ends and broken characters put right"},
    "where": {
        "settings": "path of the file of settings, which need not be there",
        "user data": "folder of marks, notes and what was read",
        "index": "folder of the indexes, which can be made again at any time",
        "log": "folder of what is remembered between starts, and of reports of crashes",
        "skipped": "what is not read in the libraries that have an index",
        "skipped.libraries": "how many have anything that is not read",
        "skipped.not_read": "files and records that are not read",
        "skipped.read_in_part": "those of which the end could not be read",
        "skipped.reasons": "a list of pairs: a reason in words, and for how many it holds, the commonest first",
    },
}
"""By verb, with the option that makes it another list."""
