"""What is told by the names of fields: in records, in the columns of a table, in what a web page says of itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from reader.text.dates import DATE, date_of_value

Path = tuple[str | int, ...]
"""The names of fields one in the other, and the numbers of elements of lists among them, from 0."""

TEXT_FIELDS = (
    *("text", "content", "body", "article", "maintext", "main_text", "article_text", "full_text", "fulltext"),
    *("inhalt", "artikeltext", "volltext", "texte", "contenu", "texto", "contenido", "cuerpo", "testo", "contenuto"),
    *("corpo", "текст", "содержание"),
)
"""Where collections keep the text, in English, German, French, Spanish, Italian and Russian, the usual name first."""

_FURTHER_FIELDS = frozenset(
    (
        *("summary", "description", "abstract", "lead", "lede", "introduction", "intro", "teaser", "excerpt"),
        *("standfirst", "subtitle", "subheadline"),
        *("subheading", "deck", "caption", "comment", "comments", "message", "messages", "note", "notes"),
        *("remark", "remarks", "quote", "question", "answer", "response"),
        *("reply", "review", "post", "tweet", "story", "transcript", "snippet", "synopsis"),
        *("zusammenfassung", "beschreibung", "vorspann", "anriss", "untertitel", "kommentar", "nachricht"),
        *("bemerkung", "frage", "antwort"),
        *("résumé", "resume", "chapeau", "légende", "commentaire", "réponse"),
        *("resumen", "descripción", "descripcion", "entradilla", "subtítulo", "comentario", "mensaje"),
        *("pregunta", "respuesta"),
        *("sommario", "descrizione", "riassunto", "sottotitolo", "commento", "messaggio", "domanda"),
        *("risposta",),
        *("описание", "аннотация", "лид", "подзаголовок", "комментарий", "сообщение", "вопрос", "ответ"),
    )
)
"""Where they keep what is told beside the text, or instead of it."""

_PARTS_OF_TEXT = frozenset(
    (
        *("paragraph", "paragraphs", "sentence", "sentences", "lines", "absatz", "absätze", "paragraphe"),
        *("paragraphes", "párrafo", "párrafos", "paragrafi"),
        *("абзацы",),
    )
)
"""Where they keep a text in pieces."""

_FORMS = frozenset(("html", "plain", "raw", "clean", "markdown"))
"""What the names of texts end with, as `body_html`."""

TITLE_FIELDS = (
    *("title", "headline", "heading", "subject", "titel", "überschrift", "ueberschrift", "schlagzeile", "betreff"),
    *("kopfzeile", "titelzeile", "titre", "titulo", "título", "titular", "asunto", "titolo", "oggetto"),
    *("заголовок", "название", "тема"),
)
"""Where they keep the title, in the same languages."""

DATE_FIELDS = (
    *("datepublished", "publishedtime", "publishedat", "publishedon", "publisheddate", "published", "datepublish"),
    *("publishdate", "publishtime", "publicationdate", "pubdate", "firstpublished", "date", "dateissued", "issued"),
    *("datetime", "postedat", "posted", "sentat", "sentdate", "datesent", "sent", "createdat", "createdutc"),
    *("createdtime", "createtime", "createddate", "datecreated", "created", "timestamp", "timestampms", "timestamputc"),
    *("ts", "epoch", "unixtime", "time", "day"),
    *("erscheinungsdatum", "veröffentlichungsdatum", "veröffentlichtam", "veröffentlicht", "erschienenam", "datum"),
    *("gesendetam", "gesendet", "erstelltam", "erstellt", "erstellungsdatum", "zeitstempel"),
    *("datedepublication", "datedeparution", "publiéle", "envoyéle", "datedecréation", "crééle"),
    *("fechadepublicación", "fechadepublicacion", "publicadoel", "enviadoel", "fecha", "fechadecreación", "creadoel"),
    *("datadipubblicazione", "pubblicatoil", "inviatoil", "data", "datadicreazione", "creatoil"),
    *("датапубликации", "опубликовано", "отправлено", "дата", "датасоздания", "создано"),
)
"""Where they keep the day, in the same languages and without what parts words: `date_publish`, `published-at`; what
says most first."""

_OTHER_FIELDS = (
    *("id", "name", "author", "source", "url", "link"),
    *("nr", "autor", "quelle", "auteur", "fuente", "autore", "fonte", "номер", "автор", "источник", "ссылка"),
)

_TOLD = frozenset((*TEXT_FIELDS, *_FURTHER_FIELDS, *_PARTS_OF_TEXT))

LONG_TEXT = 80
"""Characters from which a field with no telling name is taken for a text: names and links are shorter."""

LONG_WORDS = 20
"""Characters to a word that no prose has: it is data, or a link."""

_LOOKED_AT = 1000
"""Characters of a long text whose words are counted."""

_SENTENCE = re.compile(r"\S+\s+\S+\s+\S.*[.!?…]\W*\Z|.*[。！？]\W*\Z", re.DOTALL)
"""Some words that end as a sentence."""

_DATE = re.compile(rf"{DATE}\Z", re.IGNORECASE)
"""What may end with a full stop as well."""

NO_TEXT = (
    "no field of text is known in this record: name one by --text-field, "
    "as body, or content.body for a field in a field"
)

_SCOPE = re.compile(r".*[:.]", re.DOTALL)
_PARTS = re.compile(r"[-_\s]+")
_WORDS = re.compile(r"[-_\s\d]+|(?<=[a-z])(?=[A-Z])")


def is_prose(text: str) -> bool:
    """Whether something written says by itself that it is to be read: it is long and made of words, or a sentence."""
    text = text.strip()
    if len(text) < LONG_TEXT:
        return _SENTENCE.match(text) is not None and not _DATE.match(text)
    beginning = text[:_LOOKED_AT]
    return not beginning.isascii() or len(beginning.split()) * LONG_WORDS > len(beginning)


@lru_cache(maxsize=1024)
def text_rank(name: str) -> int | None:
    """How surely a field of a name holds the text, the surest 0; None if the name does not say that it holds any."""
    if name.strip().lower() in TEXT_FIELDS:
        return TEXT_FIELDS.index(name.strip().lower())
    words = [word.lower() for word in _WORDS.split(name) if word and word.lower() not in _FORMS]
    if not words or not {"".join(words), words[-1]} & _TOLD:
        return None
    return len(TEXT_FIELDS) + (words[-1] in _FURTHER_FIELDS)


def holds_parts(name: str) -> bool:
    """Whether a list under a name is a text in pieces."""
    return name.lower() in _PARTS_OF_TEXT or name.lower() in TEXT_FIELDS


@lru_cache(maxsize=1024)
def is_title(name: str) -> bool:
    """Whether a field of a name holds a title."""
    return name.strip().lower() in TITLE_FIELDS


def tells(name: str) -> bool:
    """Whether a name is one that collections give to a field of a record, or ends with one of a text."""
    return text_rank(name) is not None or tells_what_it_holds(name)


def beside(record: Any, path: Path) -> Iterator[tuple[str, Any]]:
    """The fields beside those that lead to a text of a record, the outermost first."""
    value = record
    for key in path:
        if isinstance(value, Mapping):
            yield from ((other, told) for other, told in value.items() if other != key)
        value = value[key]


def date_in(fields: Iterable[tuple[str, Any]]) -> str:
    """The day that the most telling of some fields gives, as yyyy-mm-dd; "" if none does."""
    ranked = [(rank, value) for name, value in fields if (rank := _date_rank(name)) is not None]
    days = (date_of_value(value) for _, value in sorted(ranked, key=lambda field: field[0]))
    return next(filter(None, days), "")


@lru_cache(maxsize=1024)
def tells_what_it_holds(name: str) -> bool:
    """Whether a name is one that collections give to a field: of its text, title or day, or another usual one."""
    plain = _PARTS.sub("", name.lower())
    return plain in DATE_FIELDS or name.lower() in (*TEXT_FIELDS, *TITLE_FIELDS, *_OTHER_FIELDS)


@lru_cache(maxsize=1024)
def _date_rank(name: str) -> int | None:
    """How much a field of a name says about the day: `article:published_time`, `dc.date.issued`, `PubDate`."""
    plain = _PARTS.sub("", _SCOPE.sub("", name.strip().lower()))
    return DATE_FIELDS.index(plain) if plain in DATE_FIELDS else None
