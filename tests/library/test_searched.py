"""What is searched above a text: the fields of a record, the headers of a mail."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.answers import answers
from reader.library.catalogue import Catalogue
from reader.library.filtering import TitleFilter
from reader.library.finding import How
from tests.library.making import indexed

BODY = "The keepers of the {0} met on Monday, since its lamps had failed again in the storm of last week."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    rows = [
        {"title": f"The {thing}", "author": f"{name} Quill", "text": BODY.format(thing)}
        for thing, name in (("harbour", "Zelda"), ("bridge", "Anna"))
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    mails = [
        f"From {name}@berg.org Fri May  3 10:00:00 2024\nReceived: from {name}host.example\n"
        f"From: =?utf-8?Q?M=C3=BCller-{name}?= <{name}@berg.org>\nTo: all@berg.org\nCc: Copyman <copy@berg.org>\n"
        f"Subject: Budget of {name}\nDate: Fri, 3 May 2024 10:00:00 +0000\n\n{BODY.format(name)}\n\n"
        for name in ("mill", "orchard")
    ]
    (folder / "mails.mbox").write_text("".join(mails), encoding="utf-8")
    return folder


def found(catalogue: Catalogue, query: str, how: How = How.WORDS) -> list[tuple[str, int]]:
    """Title and line of what is found."""
    with closing(catalogue):
        return [
            (catalogue.documents[each.document].articles[each.article].title, each.line)
            for each in answers(catalogue, TitleFilter(), query, how)
            if each.by == "text"
        ]


@pytest.mark.parametrize(
    ("how", "query", "expected"),
    [
        (How.WORDS, "zelda", [("The harbour", 1)]),
        (How.WORDS, "anna bridge", [("The bridge", 1)]),
        (How.WORDS, "keepers zelda", [("The harbour", 1)]),
        (How.WORDS, "quill NOT anna", [("The harbour", 1)]),
        (How.WORDS, '"zelda quill"', [("The harbour", 1)]),
        (How.WORDS, "copyman orchard", [("Budget of orchard", 19)]),
        (How.WORDS, "Müller lamps mill", [("Budget of mill", 9)]),
        (How.WORDS, "orchardhost", [("Budget of orchard", 19)]),
        (How.LETTERS, "elda Qu", [("The harbour", 1)]),
        (How.LETTERS, "üller-orch", [("Budget of orchard", 19)]),
        (How.LETTERS, "Copyman", [("Budget of mill", 9), ("Budget of orchard", 19)]),
        (How.REGEX, "orchardh.st", [("Budget of orchard", 19)]),
    ],
)
def test_what_stands_above_a_text_finds_it(
    library: Path, how: How, query: str, expected: list[tuple[str, int]]
) -> None:
    assert found(indexed(library), query, how) == expected


def test_what_stood_above_a_text_that_is_gone_is_found_no_more(library: Path) -> None:
    indexed(library).close()
    rows, mails = library / "rows.jsonl", library / "mails.mbox"
    rows.write_text(rows.read_text(encoding="utf-8").replace("Zelda", "Ursula"), encoding="utf-8")
    mails.write_text(mails.read_text(encoding="utf-8").replace("Copyman", "Reader"), encoding="utf-8")
    for query in ("zelda", "copyman"):
        assert found(indexed(library), query) == []
    assert found(indexed(library), "ursula") == [("The harbour", 1)]
    assert len(found(indexed(library), "reader")) == 2


def test_what_is_found_above_a_text_is_shown_and_its_places_are_those_in_the_text(library: Path) -> None:
    with closing(indexed(library)) as catalogue:
        (answer,) = answers(catalogue, TitleFilter(), "zelda lamps", How.WORDS)
        assert [answer.snippet[start:end] for start, end in answer.marks] == ["Zelda", "lamps"]
        text = catalogue.text(catalogue.documents[answer.document])
        assert [text[span.start : span.end] for span in answer.spans] == ["lamps"]
