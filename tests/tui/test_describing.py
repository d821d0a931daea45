"""Sentences about documents and articles."""

from pathlib import Path

import pytest

from reader.library.entries import ArticleEntry
from reader.tui.describing import WORDS_A_MINUTE, article_content, facts_of, no_repeats, where
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


@pytest.mark.parametrize(("minutes", "told"), [(0, "1 min"), (59, "59 min"), (60, "1 h"), (870, "14 h 30 min")])
def test_long_times_are_told_in_hours(tmp_path: Path, minutes: int, told: str) -> None:
    text = "word " * max(1, minutes * WORDS_A_MINUTE)
    entry = catalogue_of(tmp_path, [document("a", "article")]).documents[0]
    assert facts_of(entry, ArticleEntry(0, len(text), "article", "", 1), text).split("\n")[0].split(" · ")[1] == told


def test_what_else_a_record_says_stands_above_it(tmp_path: Path) -> None:
    row = '{"text": "It rained for days.", "author": "Anna \\u001b[31m", "tags": ["sea", "rain"]}'
    (tmp_path / "a.jsonl").write_text(f'{row}\n{{"text": "It snowed."}}\n')
    catalogue = indexed(tmp_path)
    first, second = (article_content(catalogue, at, 0, catalogue.text(catalogue.documents[at])) for at in range(2))
    assert first.fields == "author: Anna ␛[31m · tags: sea, rain" and second.fields == ""
