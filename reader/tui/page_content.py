"""What the page shows, as a value."""

from dataclasses import dataclass

from reader.library.queries import Passage
from reader.text.flow import Flow, LinesAsTheyAre


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the page shows: a span of a text, with a heading that is not part of it."""

    document: int
    article: int | None
    """None for the page that describes a document."""
    title: str
    facts: str
    """Lines under the title: where it is from, how long it is."""
    flow: Flow
    """The paragraphs of the whole text of the document, harmless, offsets as in the clean text."""
    start: int
    end: int
    passages: tuple[Passage, ...] = ()
    fields: str = ""
    """What its record says beside the text, or its mail above it. Where it is searched, its places are counted back
    from its end, which is 0, so that they come before those of the text."""

    @property
    def text(self) -> str:
        """The whole text of the document."""
        return self.flow.text

    @property
    def as_on_disk(self) -> bool:
        """Whether it is shown line by line, as in an editor, instead of as the user likes paragraphs to be set."""
        return isinstance(self.flow, LinesAsTheyAre)
