"""Sentences about documents and articles."""

from pathlib import Path

from reader.tui.describing import article_content, no_repeats, where
from tests.library.making import catalogue_of, document, indexed


def test_large_numbers_are_written_alike(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, [document("a", *["article"] * 1200)])
    content = article_content(catalogue, 0, 999, catalogue.text(catalogue.documents[0]))
    told = where(catalogue.documents[0], content, content.start, 7)
    assert told == "article 1,000/1,200 · line 1,000/1,200 · shown to 7% · a"


def test_where_nothing_is_told_again(tmp_path: Path) -> None:
    for number, elsewhere in enumerate(["elsewhere", "in the other document", "in the 2 other documents"], 1):
        catalogue = catalogue_of(tmp_path / str(number), [document(str(name), "article") for name in range(number)])
        told = f"Nothing of 12 words or more in this article is told again, neither {elsewhere} nor in its own."
        assert no_repeats(catalogue, 0) == told


def test_what_else_a_record_says_stands_above_it(tmp_path: Path) -> None:
    row = '{"text": "It rained for days.", "author": "Anna \\u001b[31m", "tags": ["sea", "rain"]}'
    (tmp_path / "a.jsonl").write_text(f'{row}\n{{"text": "It snowed."}}\n')
    catalogue = indexed(tmp_path)
    first, second = (article_content(catalogue, at, 0, catalogue.text(catalogue.documents[at])) for at in range(2))
    assert first.fields == "author: Anna ␛[31m · tags: sea, rain" and second.fields == ""
