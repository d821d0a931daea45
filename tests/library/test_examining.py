"""What is said of a document's damage."""

import pytest

from reader.library.examining import kind_of, runs
from reader.text.clean import clean


@pytest.mark.parametrize(
    ("file", "document", "kind"),
    [
        ("a.txt", "a.txt", "text"),
        ("a", "a", "text"),
        ("b/a.HTML", "b/a.HTML", "web page"),
        ("a.jsonl.gz", "a.jsonl.gz#3", "JSON lines, compressed by gzip"),
        ("a.zip", "a.zip/b.csv", "table (CSV) in an archive"),
        ("a.tar.xz", "a.tar.xz/b", "text in an archive"),
    ],
)
def test_kinds(file: str, document: str, kind: str) -> None:
    assert kind_of(file, document) == kind


def test_distinct_runs_with_counts_and_their_first_place() -> None:
    source = "Il a déjÃ\xa0 mangÃ© au cafÃ©.\nUne journÃ©e d’Ã©tÃ©.\n" * 5
    cleaned = clean(source)
    found = {run.source: run for run in runs(source, cleaned)}
    assert found["Ã©"].count == 25 and found["Ã©"].repaired == "é" and found["Ã©"].exact
    first = found["Ã©"]
    assert cleaned.text[slice(*first.first)] == "é"
    assert cleaned.text.startswith(first.before + "é" + first.after, first.first[0] - len(first.before))
    assert sum(run.count for run in found.values()) == len(cleaned.repairs)
