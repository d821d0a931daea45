"""What a file says of its articles beside telling them: by what stands in it, and by its name."""

from reader.library.documents import Document
from reader.library.sources import SourceFile
from reader.library.suffixes import name_as_title
from reader.text.articles import Article, titled
from reader.text.dates import date_in_name


def as_the_file_says(found: tuple[Article, ...], document: Document, file: SourceFile) -> tuple[Article, ...]:
    """The articles found in a document of a file, with the title and the days that both give."""
    day = date_in_name(file.path.name + document.name.removeprefix(file.name))
    return titled(found, document.title, document.date, name_as_title(document.name), document.stories, day)
