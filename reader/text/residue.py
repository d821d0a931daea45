"""Lines that a page's frame left between and inside stories: posts, datelines of a feed, share bars, footers."""

import re
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.text.dates import DATE, MONTH


class Frame(IntEnum):
    """What a paragraph is apart from the story; `TEXT` is the story itself."""

    TEXT = 0
    POST = 1
    """The text of a stray post (tweet), or a caption with its link."""
    SIGNATURE = 2
    """`— Name (@handle) February 10, 2024`: the line that ends a post."""
    DAY = 3
    """A line that is only a date: it heads what follows."""
    STAMP = 4
    """`Published on …`, `Source: …`, `Last updated: …`: where and when, beside the story."""
    FOOTER = 5
    """Copyright, about the agency, reporting and editing credits: what follows is usually another story."""
    BAR = 6
    """Share bars, advertisements, `Read more`, carousels: they stand anywhere, also within a story."""
    CREDIT = 7
    """Photo credits and captions with their agency: they stand anywhere, also within a story."""
    RULE = 8
    """A line of dashes, stars and the like."""
    HEADING = 9
    """A short line without a full stop: a title, or a sub-head within a story. It belongs to the story."""


LONGEST_DATE = 60
"""Characters of the longest line that is only a date, with weekday, time and zone."""

LONGEST_FRAME = 700
"""Characters of the longest line looked at: footers of agencies run to 600."""

_SHARING = (
    r"(?:facebook|twitter|whatsapp|telegram|linkedin|e-?mail|print|reddit|pinterest|vk|вконтакте|x|messenger|copy link"
    r"|pocket|save|share|tweet|like|flipboard|viber)"
)
_AGENCIES = r"(?:afp|reuters|ap|epa|getty|tass|sputnik|anadolu|pool|shutterstock)"
_PAGE_DATE = r"(?:\d{4}|\d{1,2}:\d{2}|ago)\b[^.\n]{0,24}"

_DAY = (rf"(?:(?:day|date|дата|день)\s?:\s?)?{DATE}",)
_STAMP = (
    r"(?:(?:first |originally |last |date )?(?:published|posted|updated|modified|aired|issued|filed)\b(?: (?:on|at))?:?"
    rf"[^.\n]{{0,60}}{_PAGE_DATE})",
    r"(?:опубликовано|обновлено|дата публикации|размещено)\b[^\n]{0,60}",
    r"[\[(]?(?:sources?|via|from|quellen?|fuentes?|fontes?|fonti|źródł[oa]|источники?|источник информации|джерел[оа])"
    r"\s?:\s?[^\n]{1,80}",
    r"(?:veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato"
    rf"|opublikowano|опубліковано|оновлено)\b[^.\n]{{0,60}}{_PAGE_DATE}",
    r"(?:by|от)\s[A-ZА-Я][^\n.]{2,50}[|•·,]\s?[^\n]{0,60}\d{4}[^\n]{0,20}",
)
_FOOTER = (
    r"(?:copyright|©|\(c\)\s(?=[A-Z\d])|ⓒ)[^\n]*",
    r"\(?(?:additional |writing and )?(?:reporting|editing|writing|compiled|translation|production)(?: and \w+)? by\b"
    r"[^\n]{1,200}",
    r"(?:our standards: the|the thomson reuters trust|this material may not be published)[^\n]*",
    r"(?:the )?(?:views?|opinions?)[^\n]{0,60}\b(?:expressed|of the authors?|are (?:his|her|their) own)\b[^\n]*",
    r"(?:associated press|ap|reuters|afp) (?:writers?|reporters?|correspondents?)\b[^\n]{1,160}",
    r"(?:read or share this (?:story|article|post)|share (?:this (?:story|article|post) (?=\w)|your thoughts))"
    r"[^\n]{0,160}",
    r"add your name\b[^\n]{0,160}",
    r"[•*]?\s?(?:this|the) (?:story|article|report|post|piece|page|is a developing story)\b[^\n]{0,40}\b"
    r"(?:(?:has been|was) (?:since )?(?:updated|corrected|amended|adapted|edited|modified|reprinted|republished"
    r"|translated|produced|(?:originally|first) (?:published|posted))|(?:originally |first )?appeared|check back"
    r"|will be updated)[^\n]*",
    r"[\[(*]?(?:corrections?|clarifications?|updates?|editor['’]s note)\b[^\n:]{0,30}:[^\n]{0,60}"
    r"\b(?:earlier|previous|original|prior) version\b[^\n]*",
    r"[—–-]{0,2}\s?with (?:assistance|reporting|files|contributions) (?:by|from)\b[^\n]{1,200}",
    r"(?:мнение (?:автора|редакции)|при (?:использовании|перепечатке|цитировании) материалов) [^\n]*",
    r"(?:authors|tags|topics|keywords|categories|filed under|авторы|теги|метки|темы)\s?:[^\n.]{0,120}",
)
_BAR = (
    r"(?:advertisement|anzeige|werbung|publicit[ée]|publicidade?|pubblicità|reklam[ae]|реклама"
    r"|sponsored(?: content)?|promoted|loading\.*|(?:\d+ )?comments?(?: \(\d+\))?)",
    r"share(?: this)?(?: (?:article|story|page|post|on \w+|via \w+|with \w+))?[:!.]?|share this[^\n]{0,60}",
    rf"{_SHARING}(?:[\s,|•·/]+{_SHARING})*",
    r"(?:please )?(?:follow|like|find|join) [^\n]{1,60}\bon (?:twitter|facebook|instagram|x|telegram|linkedin"
    r"|youtube)\b"
    r"[^\n]{0,60}",
    r"(?:click|tap) here\b[^\n]{0,120}|(?:sign up|subscribe)\b[^\n]{0,160}",
    r"(?:подп[ии]с(?:ывайтесь|ка|аться)|поделиться)[^\n]{0,160}",
    r"(?:read|see|watch|listen|view)(?: also| more| next| now)?\s?:\s?[^\n]{0,200}",
    r"watch [^\n]{0,80}\bat (?:\w+\.)+(?:com|org|net|tv)\b[^\n]{0,40}",
    r"(?:read|see) (?:more|also|next)\b[^\n]{0,160}",
    r"(?:related|recommended|more on this|you may also like|editors' picks|most read|trending"
    r"|don't miss)\b[^\n.]{0,120}",
    r"(?:читайте (?:также|ещё|еще|також|ще)|смотрите|дивіться також|по теме|ещё по теме|за темою)\b[^\n]{0,160}",
    r"(?:lesen sie (?:auch|hier)|mehr zum thema|(?:à )?lire (?:aussi|également)|voir aussi|l[ée]a también|lee también"
    r"|te puede interesar|leia (?:também|mais)|leggi anche|czytaj (?:też|także|więcej))\b[^\n]{0,160}",
    r"(?:newsletter abonnieren|abonnez-vous|suscríb(?:ete|ase)|iscriviti|inscreva-se|підп(?:исатися|ишіться"
    r"|исуйтесь))\b[^\n]{0,160}",
    r"list (?:of|\d) [^\n]{0,120}end of list|end of (?:carousel|list|recommendations)",
    r"(?:story continues|skip (?:to|past)|media caption|contact us)[^\n]{0,80}",
    r"(?:media|video|audio) playback is (?:not|un)[^\n]{0,120}|image (?:caption|source|copyright)[^\n]{0,160}",
    r"\d+ (?:min(?:ute)?s? read|min read|shares|views)|back to top|next article|previous article",
)
_CREDIT = (
    r"[\[(]?(?:(?:featured|main|lead|cover|header|top) )?"
    r"(?:photos?|fotos?|pictures?|images?|imagen|bild(?:er)?|photograph|video|graphic|zdjęcie|фото|видео|иллюстрация|사진)"
    r"\s?(?:by|via|from file|credits?|courtesy|:|=|©|/)[^\n]{1,160}",
    r"(?:enlarge this image|toggle caption|hide caption)\b[^\n]{0,260}",
    rf"{_AGENCIES}(?:\s?[-–—,/|·•]\s?{_AGENCIES})*",
)
_HOLDING = (
    (Frame.FOOTER, "rights reserved", r"[^\n]{0,160}\ball rights reserved\b[^\n]*"),
    (
        Frame.FOOTER,
        "права защищены|всі права|alle rechte|tous droits|wszelkie prawa|todos los derechos|todos os direitos"
        "|tutti i diritti|무단",
        r"[^\n]{0,160}(?:все права защищены|всі права захищен[оі]|alle rechte vorbehalten|tous droits réservés"
        r"|wszelkie prawa|todos (?:los derechos|os direitos) reservados|tutti i diritti riservati|무단\s?전재)[^\n]*",
    ),
    (
        Frame.FOOTER,
        "is an independent|is a non|is a not-for|is a news agency",
        r"[^\n]{3,120}\bis an? (?:independent|non-?profit|non-?partisan|not-for-profit|news agency)[^\n]{0,200}"
        r"(?:organi[sz]ation|institution|newsroom|agency|think tank)[^\n]*",
    ),
    (
        Frame.FOOTER,
        "contributed",
        r"[^\n]{3,240}\bcontributed (?:reporting )?(?:to|for) th(?:is|e) (?:story|article|report|post|piece)\b"
        r"[^\n]{0,80}",
    ),
    (
        Frame.FOOTER,
        "be reached|reach h|reach them|mail us|mail h|mail the",
        r"[^\n]{3,160}\b(?:can be reached|reach (?:him|her|them)|e-?mail (?:us|him|her|the (?:author|writer|reporter)))"
        r" (?:at|on)\b[^\n]{0,40}[@\d][^\n]{0,120}",
    ),
    (Frame.FOOTER, "share this", r"[^\n]{10,120}\bshare this (?:story|article|post|page)\b[^\n]{0,60}"),
    (
        Frame.FOOTER,
        "reporter |correspondent |columnist |writer |editor |contributor |producer ",
        r"[^\n]{3,50}\bis (?:an?|the) [^\n.]{0,50}\b(?:reporter|correspondent|columnist|writer|editor|contributor"
        r"|producer) (?:for|at|of|with|based|covering)\b[^\n]{0,100}",
    ),
    (
        Frame.CREDIT,
        "afp|reuters|getty|shutterstock|ap photo|associated press|/ap|/ ap|/epa|/ epa|/tass|/ tass|/sputnik|/ sputnik"
        "|/anadolu|/ anadolu|/pool|/ pool",
        rf"[^\n]{{0,260}}[\[(](?:file(?: photo)?:? ?)?[^\n\[\]()]{{0,60}}(?:/\s?{_AGENCIES}|reuters|afp|getty images"
        r"|ap photo|associated press)[^\n\[\]()]{0,40}[\])]\.?",
    ),
    (
        Frame.CREDIT,
        "getty images|/afp|/reuters|ap photo|shutterstock|epa-efe",
        r"[^\n]{0,80}\b(?:getty images|/afp|/reuters|ap photo|shutterstock|epa-efe)[^\n]{0,40}",
    ),
    (Frame.CREDIT, "사진|photo", r"\[[^\n\]]{0,30}(?:사진|photo)[^\n\]]{0,60}\]"),
)
"""Lines that have no beginning of their own: what each is, what it holds, one of these, and its pattern."""

_PATTERNS = {
    Frame.DAY: _DAY,
    Frame.STAMP: _STAMP,
    Frame.FOOTER: _FOOTER,
    Frame.BAR: _BAR,
    Frame.CREDIT: _CREDIT,
}
_FRAME = re.compile(
    r"\s*(?:" + "|".join(rf"(?P<{kind.name}>(?:{'|'.join(some)})\s*$)" for kind, some in _PATTERNS.items()) + ")",
    re.IGNORECASE,
)
_BY_WHAT_THEY_HOLD = [
    (kind, words.split("|"), re.compile(rf"\s*(?:{pattern})\s*$", re.IGNORECASE)) for kind, words, pattern in _HOLDING
]
_SIGNATURE = (
    rf"[—–-]{{1,2}}\s?[^\n]{{1,80}}?\(@\w{{1,20}}\)\s+"
    rf"(?:{MONTH}\s\d{{1,2}},\s\d{{4}}|\d{{1,2}}\s{MONTH},?\s\d{{4}}(?:\s?г\.?)?)"
)
_SIGNED = re.compile(rf"(?:^\s*(?P<signature>)|(?<=\s)){_SIGNATURE}\s*$", re.IGNORECASE)
_LINKED = re.compile(r"(?:pic\.(?:twitter|x)\.com/\w+|https?://t\.co/\w+)\s*$")

_OPENERS = """
    first originally last date published posted updated modified aired issued filed опубликовано обновлено
    дата размещено source sources via from источник источники by от copyright c additional writing reporting
    editing compiled translation production our the view views opinion opinions this associated ap reuters afp
    мнение при advertisement реклама sponsored promoted loading comment comments share поделиться facebook
    twitter whatsapp telegram linkedin email e print reddit pinterest vk вконтакте x messenger copy pocket
    save tweet like flipboard viber please follow find join click tap sign subscribe подписывайтесь подписка
    подпишитесь подписаться read see watch listen view related recommended more you editors most trending don
    add читайте смотрите по ещё list end story skip media video audio image contact back next previous photo
    photos picture pictures images photograph graphic фото видео иллюстрация 사진 day день authors tags topics
    keywords categories filed with featured main lead cover header top correction corrections clarification
    clarifications update updates editor the add enlarge toggle hide ap afp epa getty tass sputnik anadolu
    pool авторы теги метки темы quelle quellen fuente fuentes fonte fontes fonti źródło źródła джерело джерела
    veröffentlicht aktualisiert publié mis publicado actualizado atualizado pubblicato aggiornato opublikowano
    опубліковано оновлено anzeige werbung publicité publicite publicidad publicidade pubblicità reklama reklame
    дивіться за lesen mehr à lire voir léa lea lee te leia leggi czytaj newsletter abonnez suscríbete suscríbase
    iscriviti inscreva підписатися підпишіться підписуйтесь foto fotos imagen bild bilder zdjęcie
"""
"""First words of the lines that `_FRAME` knows by their beginning."""


@cache
def _telling_pattern() -> Any:
    """What lines of the frame hold, and each of `_OPENERS` at the beginning of a line, in UTF-8: sought at once, in a
    fifth of the time of one by one."""
    import re2  # type: ignore[import-not-found,import-untyped,unused-ignore]

    opens = rf"(?m:^)[^\pL\pN\n]*(?:{'|'.join(_OPENERS.split())})(?:\PL|$)"
    held = ("(@", "pic.", "//t.co/", "©", "ⓒ", *(word for _, words, _ in _BY_WHAT_THEY_HOLD for word in words))
    return re2.compile("|".join([*map(re.escape, held), opens]).encode())


def telling(text: str) -> NDArray[np.int64]:
    """Offsets, ascending, of what only lines of the frame hold, or nearly so, and of what they begin with: of the last
    character of each."""
    low = text.lower()
    if len(low) != len(text):
        low = text.replace("İ", "I").lower()  # the one letter whose small form is longer
    data = low.encode("utf-8", "surrogatepass")
    places = np.array([found.end() - 1 for found in _telling_pattern().finditer(data)], np.int64)
    if len(places) and len(data) > len(low):
        going_on = np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) == 0x80)  # all but the first byte of each
        places -= np.searchsorted(going_on, places, side="right")
    return places


def frame(line: str) -> Frame:
    """What a line is by itself; the text above a signature is a post too, which only its neighbour shows."""
    if "(@" in line and (signed := _SIGNED.search(line)):
        return Frame.POST if signed["signature"] is None else Frame.SIGNATURE
    if ("pic." in line or "//t.co/" in line) and _LINKED.search(line):
        return Frame.POST
    found = _FRAME.match(line)
    kinds = [Frame[found.lastgroup or ""]] if found else []
    low = line.lower()
    for kind, words, pattern in _BY_WHAT_THEY_HOLD:
        if any(word in low for word in words) and pattern.match(line):
            kinds.append(kind)
    return min(kinds, default=Frame.TEXT)
