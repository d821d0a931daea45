"""What loaded documents tell twice, in collections of any size."""

from collections.abc import Callable, Sequence
from tempfile import gettempdir

from reader.errors import TwicetoldError
from reader.library.loaded import LoadedDocument
from reader.library.processes import Helpers
from reader.library.reuse_driver import Findings, Working, compare_texts
from reader.reuse.engine import Alignment, find_reuse
from reader.reuse.places import Place
from reader.reuse.settings import Settings

IN_MEMORY_CHARACTERS = 1 << 25
"""Up to here a comparison is over sooner in this process alone, in some 300 MB of memory."""


def alignments(
    loaded: Sequence[LoadedDocument], settings: Settings, working: Callable[[Working], None] = lambda step: None
) -> tuple[Alignment, ...]:
    """Every pair of places that tell the same, ordered by place; documents are numbered as in `loaded`.

    They are parted where articles begin, which are looked for in documents that share something.

    `working` hears how far a long comparison is. Raises TwicetoldError where there is no room for what a large
    collection keeps on disk meanwhile.
    """
    texts = [document.text for document in loaded]

    def starts(document: int) -> list[int]:
        return [article.start for article in loaded[document].articles[1:]]

    if sum(map(len, texts)) <= IN_MEMORY_CHARACTERS:
        return find_reuse(texts, settings, starts)
    found: tuple[Alignment, ...] = ()
    try:
        with Helpers() as helpers:
            for item in compare_texts(texts, settings, helpers=helpers, stories=starts):
                if isinstance(item, Working):
                    working(item)
                elif isinstance(item, Findings) and item.complete:
                    found = item.alignments
    except OSError as error:
        raise TwicetoldError(f"comparing needs room in {gettempdir()}: {error.strerror}") from error
    return found


def scope(alignment: Alignment) -> str:
    """Whether both places are "within" one document or "across" two."""
    return "within" if alignment.a.document == alignment.b.document else "across"


def pair_record(loaded: Sequence[LoadedDocument], alignment: Alignment) -> dict[str, object]:
    """A pair for programs; spans are in source offsets. Articles are found here, in documents that share something."""
    return {
        "a": place_record(loaded, alignment.a),
        "b": place_record(loaded, alignment.b),
        "similarity": round(alignment.similarity, 4),
        "scope": scope(alignment),
        "cluster": alignment.cluster,
        "loose": alignment.loose,
    }


def place_record(loaded: Sequence[LoadedDocument], place: Place) -> dict[str, object]:
    """A passage for programs."""
    document = loaded[place.document]
    start, end = document.source_span(place.start, place.end)
    return {
        "document": document.name,
        "article": document.article_number(place.start),
        "line": document.line(place.start),
        "start": start,
        "end": end,
    }
