"""What is searched of an article: its text, and above it what a record says beside that, or the headers of a mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.library.entries import KINDS, STORY, ArticleEntry
from reader.library.further import fields_above

RESIDUE = KINDS.index("residue")

ENCODED = "=?"
"""What stands in headers that say something else than they are written (RFC 2047)."""


@dataclass(frozen=True, slots=True)
class Above:
    """What belongs to an article and stands above its text."""

    fields: tuple[str, ...] = ()
    """What the page shows: lines of a name and a value."""
    headers: str = ""
    """Of a mail, as they are written: more than is shown."""

    @property
    def shown(self) -> str:
        """The fields as the page has them, in one line."""
        return " · ".join(self.fields)

    def over(self, text: str) -> str:
        """All of it with the text of the article below, for the full text."""
        fields = "" if self.headers and ENCODED not in self.headers else self.shown
        return "\n".join(filter(None, (fields, self.headers, text)))


def mail_above(headers: str) -> Above:
    """The headers of a mail, by the residue right above a story; nothing if they are none."""
    fields = fields_above(headers)
    return Above(fields, headers) if fields else Above()


def mail_over(articles: Sequence[ArticleEntry], number: int, text: str) -> Above:
    """The same by the number of a part of a document with some text."""
    above = articles[max(0, number - 1)]
    is_over = above.kind == KINDS[RESIDUE] and articles[number].kind == KINDS[STORY]
    return mail_above(text[above.start : above.end]) if is_over else Above()


def indexed_texts(text: str, parts: Sequence[tuple[int, int, int]], fields: Sequence[str]) -> Iterator[str]:
    """What the full text holds of each part of a document, which is its start, its end and its kind.

    What a record says belongs to its stories, or to its first part where it has none; headers belong to the mail below
    them, so that whoever looks for a name in them finds the mail.
    """
    of_record = Above(tuple(fields))
    has_stories = any(kind == STORY for _, _, kind in parts)
    above = Above()
    for at, (start, end, kind) in enumerate(parts):
        body = text[start:end]
        heads_story = kind == RESIDUE and not fields and at + 1 < len(parts) and parts[at + 1][2] == STORY
        if heads_story and (mail := mail_above(body)).headers:
            above = mail
            yield ""
            continue
        if fields and (kind == STORY or (at == 0 and not has_stories)):
            above = of_record
        yield above.over(body)
        above = Above()
