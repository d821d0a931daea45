"""Chapters of books."""

import pytest

from reader.text.articles import articles
from reader.text.chapters import chapters
from reader.text.paragraphs import paragraphs

PROSE = (
    "The keeper lit the lamp before the storm, and nobody on the pier believed that the ferry would come. She counted"
    " the ropes, the nets and the baskets, and wrote their number on the wall.\n\n"
) * 3


def titles(text: str) -> list[str]:
    spans = paragraphs(text)
    places = zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)
    return [title for _, title in chapters({i: text[start:end] for i, (start, end) in enumerate(places)}, spans)]


def book(*lines: str) -> str:
    return "".join(f"{line}\n\n{PROSE}" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("Chapter 1", "Chapter 2", "Chapter 3"),
        ("CHAPTER I", "CHAPTER II", "CHAPTER III", "CHAPTER IV", "CHAPTER V"),
        ("Chapter One. The Lamp", "Chapter Two. The Storm"),
        ("Глава первая", "Глава вторая", "Глава третья"),
        ("ГЛАВА 1. Маяк", "ГЛАВА 2. Буря"),
        ("Chapitre premier", "Chapitre deuxième"),
        ("Kapitel 9", "Kapitel 10"),
        ("第一章 灯塔", "第二章 风暴", "第三章 归来"),
        ("第九回", "第十回", "第十一回", "第十二回"),
        ("EXHIBIT A", "EXHIBIT B", "EXHIBIT C"),
        ("SERMON I. Of patience", "SERMON II. Of the sea"),
        ("Letter 1", "Letter 2", "Letter 3"),
        ("Приложение А", "Приложение Б", "Приложение В"),
    ],
)
def test_chapters_are_articles_with_titles(lines: tuple[str, ...]) -> None:
    found = articles(book(*lines))
    assert [article.title for article in found] == list(lines)


def test_a_title_below_the_number_belongs_to_it() -> None:
    text = book("CHAPTER I\n\nThe Lamp", "CHAPTER II\n\nThe Storm")
    assert titles(text) == ["CHAPTER I. The Lamp", "CHAPTER II. The Storm"]


def test_a_title_in_capitals_may_have_a_full_stop() -> None:
    text = book("CHAPTER I.\n\nTHE LAMP.", "CHAPTER II.\n\nThe storm came.", "CHAPTER III.\n\nAND THEN...")
    assert titles(text) == ["CHAPTER I. THE LAMP", "CHAPTER II", "CHAPTER III"]


def test_a_table_of_contents_starts_no_chapter() -> None:
    names = [f"Chapter {number}. Of the lamp" for number in range(1, 8)]
    text = "The Keeper\n\n" + "\n\n".join(names) + "\n\n" + book(*names)
    spans = paragraphs(text)
    assert titles(text) == names
    assert len(articles(text)) == len(names) + 1
    assert articles(text)[1].start == text.index(names[0], text.index(names[-1]))
    assert len(spans)


def test_a_part_of_the_book_opens_with_its_first_chapter() -> None:
    text = book("PART ONE\n\nChapter 1", "Chapter 2", "PART TWO\n\nChapter 1", "Chapter 2")
    found = articles(text)
    assert [text[article.start :].split("\n", 1)[0] for article in found] == [
        "PART ONE", "Chapter 2", "PART TWO", "Chapter 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ("Chapter 5 of the report says so.", "Chapter 6 of the report says more."),
        ("Chapter 11", "Chapter 3", "Chapter 40", "Chapter 7"),
        ("Chapter 7",),
        ("Chapter and verse", "Chapter members met"),
        ("Section 1", "Section 2", "Section 3"),
        ("Letter 1", "Exhibit 2", "Sermon 3"),
        ("Exhibit C", "Exhibit A", "Exhibit B"),
        ("Letter from the pier", "Letter to the keeper"),
    ],
)
def test_what_is_no_sequence_of_chapters(lines: tuple[str, ...]) -> None:
    assert titles(book(*lines)) == []


def test_chapters_of_a_story_among_others_are_its_own() -> None:
    assert titles(PROSE * 8 + book("Chapter 1", "Chapter 2")) == []


def test_chapters_of_verse_are_chapters() -> None:
    verse = "The lamp is lit above the bay\nand nobody has come to say\nwhat the grey water took away\n\n" * 6
    text = "".join(f"Chapter {number}\n\n{verse}" for number in ("I", "II", "III"))
    assert [text[a.start :][:10] for a in articles(text)] == ["Chapter I\n", "Chapter II", "Chapter II"]


def test_a_wide_blank_stands_between_number_and_title() -> None:
    assert [a.title for a in articles(book("第一章\u3000灯塔", "第二章\u3000风暴"))] == ["第一章 灯塔", "第二章 风暴"]
