"""What the page shows, as a value."""

from dataclasses import dataclass

from reader.library.queries import Passage


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the page shows: a span of a text, with a heading that is not part of it."""

    document: int
    article: int | None
    """None for the page that describes a document."""
    title: str
    facts: str
    """Lines under the title: where it is from, how long it is."""
    text: str
    """The whole text of the document, harmless, offsets as in the clean text."""
    start: int
    end: int
    passages: tuple[Passage, ...] = ()
    as_on_disk: bool = False
    """Line by line, as an editor shows it, instead of as the user likes paragraphs to be set."""
