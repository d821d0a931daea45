"""What is no collection, or was changed, is not rebuilt."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from reader.errors import TwicetoldError
from reader.library.leaving_out import unique
from reader.library.rebuilding import Outcome, rebuild
from reader.library.retelling import alignments
from reader.library.unique import MANIFEST, TEXTS, write
from reader.reuse.settings import Settings
from tests.library.test_unique import STORY, loaded


def collection(work: Path) -> None:
    """Two copies of a story, of which one is left out, in the folder `unique`."""
    folder = work / "docs"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(STORY, encoding="utf-8")
    documents = loaded(folder)
    list(write(documents, unique(documents, alignments(documents, Settings())), work / "unique"))


def test_what_was_changed_is_not_rebuilt(tmp_path: Path) -> None:
    collection(tmp_path)
    kept = tmp_path / "unique" / TEXTS / "a.txt"
    whole = kept.read_bytes()
    for damage in (whole[:-9], b"", whole.replace(b"Tuesday", b"Mondays")):
        kept.write_bytes(damage)
        with pytest.raises(TwicetoldError):
            rebuild(tmp_path / "unique", tmp_path / "whole")
    kept.write_bytes(whole + b"more")  # of which nothing was left out
    outcome = rebuild(tmp_path / "unique", tmp_path / "part")
    assert [each.document for each in outcome.whole] == ["b.txt"]
    assert [each.document for each in outcome.lost] == ["a.txt"]
    kept.write_bytes(whole)
    manifest = tmp_path / "unique" / MANIFEST
    lines = manifest.read_text()
    for damaged in ("", "{}\n", lines.replace("unique", "whole"), lines.replace('"version":2', '"version":3')):
        manifest.write_text(damaged)
        with pytest.raises(TwicetoldError):
            rebuild(tmp_path / "unique", tmp_path / "whole")
    for damaged in ("zip", "nope-8", "utf-16", "idna"):
        manifest.write_text(re.sub('"encoding":"[^"]*"', f'"encoding":"{damaged}"', lines))
        with pytest.raises(TwicetoldError, match="nothing can be rebuilt"):
            rebuild(tmp_path / "unique", tmp_path / "whole")
    manifest.write_text(lines.replace("texts/a.txt", "../docs/a.txt"))
    with pytest.raises(TwicetoldError, match="outside of the collection"):
        rebuild(tmp_path / "unique", tmp_path / "whole")


def rows_of(manifest: Path) -> list[bytes]:
    """The lines of a manifest, with their ends."""
    return manifest.read_bytes().splitlines(keepends=True)


def rebuilt_texts(work: Path, to: str) -> tuple[dict[str, str], Outcome]:
    """The files that are made of the collection in `unique`, and what became of it."""
    outcome = rebuild(work / "unique", work / to)
    return {file.name: file.read_text() for file in (work / to).iterdir()}, outcome


DAMAGED = (b"", b"\n", b"{\n", b"\xff\n", b"\0" * 512 + b"\n", b"[]\n", b"[" * 100_000 + b"\n")


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_line_keeps_back_only_what_it_tells_of(tmp_path: Path, damaged: bytes) -> None:
    collection(tmp_path)
    manifest = tmp_path / "unique" / MANIFEST
    head, first, second, passage = rows_of(manifest)

    manifest.write_bytes((damaged or b"x\n") + first + second + passage)
    texts, outcome = rebuilt_texts(tmp_path, "head")
    assert texts == {"a.txt": STORY, "b.txt": STORY} and not outcome.lost
    assert [each[: len("manifest.jsonl:1: ")] for each in outcome.damage] == ["manifest.jsonl:1: "]

    manifest.write_bytes(head + (damaged or b"x\n") + second + passage)
    texts, outcome = rebuilt_texts(tmp_path, "first")
    assert texts == {"b.txt": STORY}, "it is made of the text that no line names"
    assert [each.document for each in outcome.lost] == ["the document of manifest.jsonl:2"]
    assert outcome.unnamed == ("texts/a.txt",) and not outcome.damage

    manifest.write_bytes(head + first + (damaged or b"x\n") + passage)
    texts, outcome = rebuilt_texts(tmp_path, "second")
    assert texts == {"a.txt": STORY}
    assert [each.document for each in outcome.lost] == ["the document of manifest.jsonl:3"] and not outcome.unnamed

    manifest.write_bytes(head + first + second + damaged)
    texts, outcome = rebuilt_texts(tmp_path, "passage")
    assert texts == {"a.txt": STORY} and [each.document for each in outcome.lost] == ["b.txt"]
    assert len(outcome.damage) == (1 if damaged.strip() else 0)

    manifest.write_bytes(head + first + second + passage + damaged)
    texts, outcome = rebuilt_texts(tmp_path, "more")
    assert len(texts) == 2 and not outcome.lost and len(outcome.damage) == (1 if damaged.strip() else 0)


def test_a_manifest_that_ends_too_soon_says_how_many_it_lacks(tmp_path: Path) -> None:
    collection(tmp_path)
    manifest = tmp_path / "unique" / MANIFEST
    manifest.write_bytes(b"".join(rows_of(manifest)[:2]))
    texts, outcome = rebuilt_texts(tmp_path, "whole")
    assert texts == {"a.txt": STORY} and outcome.damage == ("manifest.jsonl:3: it ends here, and lacks 1 document",)


@pytest.mark.parametrize(("line", "field"), [(0, "version"), (1, "encoding"), (2, "document"), (3, "kept")])
def test_a_field_that_is_missing_is_named_with_its_line(tmp_path: Path, line: int, field: str) -> None:
    collection(tmp_path)
    manifest = tmp_path / "unique" / MANIFEST
    rows = [json.loads(row) for row in rows_of(manifest)]
    del rows[line][field]
    manifest.write_text("".join(json.dumps(row) + "\n" for row in rows))
    outcome = rebuild(tmp_path / "unique", tmp_path / "whole")
    said = [*outcome.damage, *(f"{each.document}: {each.reason}" for each in outcome.lost)]
    assert any(each.endswith(f"manifest.jsonl:{line + 1}: the line lacks the field “{field}”") for each in said)


def test_all_is_rebuilt_that_needs_nothing_of_what_was_changed(tmp_path: Path) -> None:
    other = STORY.translate(str.maketrans("aeiou", "eioua"))
    folder = tmp_path / "docs"
    folder.mkdir()
    texts = {"a": STORY, "b": other, "c": f"{STORY}\nNothing else.\n", "d": f"{other}\nNothing either.\n", "e": other}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    documents = loaded(folder)
    list(write(documents, unique(documents, alignments(documents, Settings())), tmp_path / "unique"))
    kept = tmp_path / "unique" / TEXTS / "a"
    for number, damage in enumerate((None, b"", STORY.upper().encode(), b"\xff")):
        kept.unlink(missing_ok=True)
        if damage is not None:
            kept.write_bytes(damage)
        to = tmp_path / f"whole{number}"
        outcome = rebuild(tmp_path / "unique", to)
        assert [each.document for each in outcome.lost] == ["a", "c"]
        made = {each.file: (to / each.file).read_text() for each in outcome.whole}
        assert made == {name: texts[name] for name in "bde"}


def test_a_manifest_of_the_first_version_is_read(tmp_path: Path) -> None:
    collection(tmp_path)
    manifest = tmp_path / "unique" / MANIFEST
    head, first, second, passage = (json.loads(line) for line in manifest.read_text().split("\n") if line)
    head["version"] = 1
    del first["nuls"], second["nuls"], second["sha256"]  # at first it had no hashes
    first["sha256"] = sha256(STORY.encode()).hexdigest()
    manifest.write_text("".join(json.dumps(row) + "\n" for row in (head, first, second, passage)))
    outcome = rebuild(tmp_path / "unique", tmp_path / "whole")
    assert len(outcome.whole) == 2 and not outcome.lost
    manifest.write_text(manifest.read_text().replace(first["sha256"], "0"))
    outcome = rebuild(tmp_path / "unique", tmp_path / "again")
    assert [each.document for each in outcome.whole] == ["b.txt"]
    assert [each.document for each in outcome.lost] == ["a.txt"]


DOCUMENT, PASSAGE = 1, 3
"""Lines of a manifest of two documents: of the first, and of a passage that is left out."""

FIELDS: list[tuple[int, tuple[str | int, ...]]] = [
    *((0, (field,)) for field in ("twicetold", "version", "documents")),
    *((DOCUMENT, (field,)) for field in ("document", "characters", "encoding", "nuls", "file", "sha256")),
    *((PASSAGE, (field,)) for field in ("document", "start", "end", "kept", "pieces")),
    *((PASSAGE, ("kept", field)) for field in ("document", "start", "end")),
    *((PASSAGE, path) for path in (("pieces", 0), ("pieces", 0, 0), ("pieces", 0, 1))),
]

NUMBERS = (True, 5, -7, 1.5, float("nan"), 10**30)
WORDS = ("", "é\ud800\0", "ascii", "idna", "texts")
VALUES = (None, *NUMBERS, *WORDS, [], ["a"], {}, {"a": 1})


@pytest.mark.parametrize(("line", "path"), FIELDS)
def test_a_field_of_another_type_is_refused_or_harmless(tmp_path: Path, line: int, path: tuple[str | int, ...]) -> None:
    collection(tmp_path)
    manifest = tmp_path / "unique" / MANIFEST
    rows = [json.loads(row) for row in manifest.read_text().split("\n") if row]
    refused = 0
    for number, value in enumerate(VALUES):
        changed = json.loads(json.dumps(rows))
        *above, last = path
        inner = changed[line]
        for step in above:
            inner = inner[step]
        inner[last] = value
        manifest.write_text("".join(json.dumps(row) + "\n" for row in changed))
        to = tmp_path / f"whole{number}"
        try:
            outcome = rebuild(tmp_path / "unique", to)
        except TwicetoldError:
            refused += 1
            assert not to.exists()
        else:
            refused += bool(outcome.lost or outcome.damage)
            assert [file.read_text() for file in to.rglob("*") if file.is_file()] == [STORY] * len(outcome.whole)
    assert refused >= len(VALUES) / 2 or path == ("nuls",)  # where none are, none are put
