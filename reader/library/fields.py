"""What is told by the names of fields: in records, in the columns of a table, in what a web page says of itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from reader.text.dates import date_of_value

TEXT_FIELDS = (
    *("text", "content", "body", "article", "maintext", "main_text", "article_text", "full_text", "fulltext"),
    *("inhalt", "artikeltext", "volltext", "texte", "contenu", "texto", "contenido", "cuerpo", "текст", "содержание"),
)
"""Where collections keep the text, in English, German, French, Spanish and Russian, the usual name first."""

TITLE_FIELDS = (
    *("title", "headline", "heading", "subject", "titel", "überschrift", "ueberschrift", "schlagzeile", "betreff"),
    *("titre", "titulo", "título", "titular", "asunto", "заголовок", "название", "тема"),
)
"""Where they keep the title, in the same languages."""

DATE_FIELDS = (
    *("datepublished", "publishedtime", "publishedat", "publishedon", "publisheddate", "published", "datepublish"),
    *("publishdate", "publishtime", "publicationdate", "pubdate", "firstpublished", "date", "dateissued", "issued"),
    *(
        "datetime",
        "postedat",
        "posted",
        "createdat",
        "createdutc",
        "datecreated",
        "created",
        "timestamp",
        "time",
        "day",
    ),
    *("erscheinungsdatum", "veröffentlichungsdatum", "veröffentlichtam", "veröffentlicht", "datum"),
    *("datedepublication", "datedeparution", "fechadepublicación", "fechadepublicacion", "fecha"),
    *("датапубликации", "опубликовано", "дата"),
)
"""Where they keep the day, in the same languages and without what parts words: `date_publish`, `published-at`; what
says most first."""

_OTHER_FIELDS = (
    *("id", "name", "author", "source", "url", "link"),
    *("nr", "autor", "quelle", "auteur", "fuente", "номер", "автор", "источник", "ссылка"),
)

LONG_TEXT = 80
"""Characters from which a field with no telling name is taken for the text: names and links are shorter."""

NO_TEXT = (
    "no field of text is known in this record: name one by --text-field, "
    "as body, or content.body for a field in a field"
)

DEEPEST = 3
"""Fields in one another in which the text of a record is looked for."""

_SCOPE = re.compile(r".*[:.]", re.DOTALL)
_PARTS = re.compile(r"[-_\s]+")


def text_path(record: Mapping[str, Any], text_field: str | None) -> tuple[str, ...]:
    """The field that holds the text of a record, or those one in the other that lead to it; nothing if none does.

    `text_field` names it, as `body`, or `content.body`; without it the usual names are tried, in the record and then in
    the fields in its fields if it is found there once, then the longest text, and then the only long one in those.
    """
    texts = {key.lower(): key for key, value in record.items() if _is_text(value)}
    for wanted in (text_field.lower(),) if text_field else TEXT_FIELDS:
        if wanted in texts:
            return (texts[wanted],)
    if text_field:
        outer, _, inner = text_field.lower().partition(".")
        for key, value in record.items():
            if inner and key.lower() == outer and isinstance(value, Mapping) and (path := text_path(value, inner)):
                return (key, *path)
        return ()
    inside = [*_inside(record, DEEPEST)]
    if path := _only(path for path, _ in inside if path[-1].lower() in TEXT_FIELDS):
        return path
    longest = max(
        (key for key in texts.values() if isinstance(record[key], str)), key=lambda key: len(record[key]), default=""
    )
    if longest and len(record[longest]) >= LONG_TEXT:
        return (longest,)
    return _only(path for path, value in inside if isinstance(value, str) and len(value) >= LONG_TEXT)


def _inside(record: Mapping[str, Any], depth: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The texts in the fields of a record that hold fields themselves, with the way to each."""
    for key, value in record.items() if depth else ():
        if isinstance(value, Mapping):
            yield from (((key, name), text) for name, text in value.items() if _is_text(text))
            yield from (((key, *path), text) for path, text in _inside(value, depth - 1))


def _only(paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The one of some paths that there is; nothing if there are several."""
    found = [*islice(paths, 2)]
    return found[0] if len(found) == 1 else ()


def beside(record: Mapping[str, Any], path: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """The fields beside those that lead to the text of a record, the outermost first."""
    value: Any = record
    for key in path:
        yield from ((other, told) for other, told in value.items() if other != key)
        value = value[key]


def text_at(record: Mapping[str, Any], path: Iterable[str]) -> str:
    """The text that fields lead to; of a list, one after the other on lines of their own."""
    value: Any = record
    for key in path:
        value = value[key]
    return value if isinstance(value, str) else "\n".join(value)


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value) and any(map(str.strip, value))
    return isinstance(value, str) and bool(value.strip())


def title_in(fields: Iterable[tuple[str, Any]]) -> str:
    """The title that one of some fields gives, "" if none does."""
    named = (value for name, value in fields if name.strip().lower() in TITLE_FIELDS and isinstance(value, str))
    return next(filter(str.strip, named), "")


def date_in(fields: Iterable[tuple[str, Any]]) -> str:
    """The day that the most telling of some fields gives, as yyyy-mm-dd; "" if none does."""
    ranked = [(rank, value) for name, value in fields if (rank := _date_rank(name)) is not None]
    days = (date_of_value(value) for _, value in sorted(ranked, key=lambda field: field[0]))
    return next(filter(None, days), "")


def tells_what_it_holds(name: str) -> bool:
    """Whether a name is one that collections give to a field: of its text, title or day, or another usual one."""
    plain = _PARTS.sub("", name.lower())
    return plain in DATE_FIELDS or name.lower() in (*TEXT_FIELDS, *TITLE_FIELDS, *_OTHER_FIELDS)


@lru_cache(maxsize=1024)
def _date_rank(name: str) -> int | None:
    """How much a field of a name says about the day: `article:published_time`, `dc.date.issued`, `PubDate`."""
    plain = _PARTS.sub("", _SCOPE.sub("", name.strip().lower()))
    return DATE_FIELDS.index(plain) if plain in DATE_FIELDS else None
