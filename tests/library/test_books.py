"""The chapters of an EPUB."""

import io
import zipfile

from reader.library.books import epub
from reader.library.documents import Document
from reader.text.articles import articles

TOLD = "<p>The keeper lit the lamp before the storm, and nobody on the pier believed in the ferry any more.</p>"
SECTION, CHAPTER = TOLD * 6, TOLD * 40


def book(*files: str) -> Document:
    """What is read of a book whose files have these bodies."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        container = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        root = f'<container {container}><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
        archive.writestr("META-INF/container.xml", root)
        items = "".join(f'<item id="i{number}" href="{number}.xhtml"/>' for number in range(len(files)))
        spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(files)))
        package = f"<manifest>{items}</manifest><spine>{spine}</spine>"
        archive.writestr("p.opf", f'<package xmlns="http://www.idpf.org/2007/opf">{package}</package>')
        for number, body in enumerate(files):
            archive.writestr(f"{number}.xhtml", f"<html><body>{body}</body></html>")
    with zipfile.ZipFile(held) as archive:
        (found,) = epub("a.epub", archive)
    assert isinstance(found, Document)
    return found


def starts(document: Document) -> list[tuple[str, str]]:
    """The title and the first line of each article of a book."""
    found = articles(document.clean.text, stories=document.stories)
    return [(article.title, document.clean.text[article.start :].split("\n", 1)[0]) for article in found]


def test_every_file_of_a_book_with_a_heading_is_a_chapter() -> None:
    found = starts(book(f"<h1>The Lamp</h1>{CHAPTER}", f"<h1>The Storm</h1>{CHAPTER}", CHAPTER))
    assert found == [("The Lamp", "The Lamp"), ("The Storm", "The Storm")]


def test_chapters_in_one_file_stand_below_the_title_of_the_book() -> None:
    chapters = "".join(f"<h2>{name}</h2>{CHAPTER}" for name in ("The Lamp", "The Storm", "The Ferry"))
    found = starts(book(f"<h1>The Keeper</h1><p>by Anna Novak</p>{chapters}"))
    assert [title for title, _ in found] == ["The Keeper", "The Lamp", "The Storm", "The Ferry"]


def test_a_number_and_a_title_are_one_heading() -> None:
    files = [f"<h2>{number}</h2><h3>{name}</h3>{CHAPTER}" for number, name in (("I", "The Lamp"), ("II", "The Storm"))]
    assert starts(book(*files)) == [("I. The Lamp", "I"), ("II. The Storm", "II")]


def test_sections_of_a_chapter_are_no_chapters() -> None:
    sections = "".join(f"<h3>Part {number}</h3>{SECTION}" for number in range(9))
    found = starts(book(f"<h2>The Lamp</h2>{sections}", f"<h2>The Storm</h2>{sections}"))
    assert [title for title, _ in found] == ["The Lamp", "The Storm"]


def test_parts_of_a_book_that_hold_chapters_open_with_the_first() -> None:
    part = "".join(f"<h2>Chapter {number}</h2>{CHAPTER}" for number in (1, 2))
    found = starts(book(f"<h1>Part One</h1>{part}", f"<h1>Part Two</h1>{part}"))
    assert [title for title, _ in found] == ["Part One. Chapter 1", "Chapter 2", "Part Two. Chapter 1", "Chapter 2 (2)"]


def test_a_book_of_sayings_is_read_whole() -> None:
    sayings = "".join(f"<h2>{number}</h2>{TOLD}" for number in range(30))
    assert book(sayings).stories == ()
