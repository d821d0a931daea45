"""Lines that a page's frame left between and inside stories: posts, datelines of a feed, share bars, footers."""

import re
from enum import IntEnum

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


LONGEST_FRAME = 700
"""Characters of the longest line looked at: footers of agencies run to 600."""

_SIGNATURE = rf"[—–-]{{1,2}}\s?[^\n]{{1,80}}?\(@\w{{1,20}}\)\s+(?:{MONTH}\s\d{{1,2}},\s\d{{4}}|\d{{1,2}}\s{MONTH},?\s\d{{4}}(?:\s?г\.?)?)"
_POST_LINK = r"(?:pic\.(?:twitter|x)\.com/\w+|https?://t\.co/\w+)"

_STAMP = (
    r"(?:(?:first |originally |last |date )?(?:published|posted|updated|modified|aired|issued|filed)\b(?: (?:on|at))?:?"
    r"[^.\n]{0,60}(?:\d{4}|\d{1,2}:\d{2}|ago)\b[^.\n]{0,24}"
    r"|(?:опубликовано|обновлено|дата публикации|размещено)\b[^\n]{0,60}"
    r"|(?:sources?|via|from|источники?|источник информации)\s?:\s?[^\n]{1,80}"
    r"|(?:by|от)\s[A-ZА-Я][^\n.]{2,50}[|•·,]\s?[^\n]{0,60}\d{4}[^\n]{0,20}$)"
)
_FOOTER = (
    r"(?:(?:copyright|©|\(c\)\s(?=[A-Z\d])|ⓒ)[^\n]*|[^\n]{0,160}\ball rights reserved\b[^\n]*|[^\n]{0,160}все права защищены[^\n]*"
    r"|[^\n]{0,120}무단\s?전재[^\n]*"
    r"|\(?(?:additional |writing and )?(?:reporting|editing|writing|compiled|translation|production)(?: and \w+)? by\b[^\n]{1,200}"
    r"|our standards: the[^\n]*|the thomson reuters trust[^\n]*"
    r"|[^\n]{3,120}\bis an? (?:independent|non-?profit|non-?partisan|not-for-profit|news agency)[^\n]{0,200}"
    r"(?:organi[sz]ation|institution|newsroom|agency|think tank)[^\n]*"
    r"|(?:the )?(?:views?|opinions?)[^\n]{0,60}\b(?:expressed|of the authors?|are (?:his|her|their) own)\b[^\n]*"
    r"|this material may not be published[^\n]*|(?:associated press|ap|reuters|afp) (?:writers?|reporters?|correspondents?)\b[^\n]{1,160}"
    r"|this (?:story|article|report|post|piece|is a developing story)\b[^\n]{0,40}"
    r"(?:has been (?:updated|corrected)|was (?:originally|first) (?:published|posted)|appeared|check back|will be updated)[^\n]*"
    r"|мнение (?:автора|редакции) [^\n]*|при (?:использовании|перепечатке|цитировании) материалов[^\n]*)"
)
_BAR = (
    r"(?:advertisement|реклама|sponsored(?: content)?|promoted|loading\.*|comments?(?: \(\d+\))?|\d+ comments?"
    r"|share(?: this)?(?: (?:article|story|page|post|on \w+|via \w+|with \w+))?[:!.]?|share this[^\n]{0,60}|поделиться[^\n]{0,60}"
    r"|(?:facebook|twitter|whatsapp|telegram|linkedin|email|e-mail|print|reddit|pinterest|vk|вконтакте|x|messenger|copy link|pocket"
    r"|save|share|tweet|like|flipboard|viber)(?:[\s,|•·/]+(?:facebook|twitter|whatsapp|telegram|linkedin|email|e-mail|print|reddit"
    r"|pinterest|vk|вконтакте|x|messenger|copy link|pocket|save|share|tweet|like|flipboard|viber))*"
    r"|(?:please )?(?:follow|like|find|join) [^\n]{1,60}\bon (?:twitter|facebook|instagram|x|telegram|linkedin|youtube)\b[^\n]{0,60}"
    r"|(?:click|tap) here\b[^\n]{0,120}|(?:sign up|subscribe)\b[^\n]{0,160}|подп[ии]с(?:ывайтесь|ка|аться)[^\n]{0,160}"
    r"|(?:read|see|watch|listen|view)(?: also| more| next| now)?\s?:\s?[^\n]{0,200}|(?:read|see) (?:more|also|next)\b[^\n]{0,160}"
    r"|(?:related|recommended|more on this|you may also like|editors' picks|most read|trending|don't miss)\b[^\n.]{0,120}"
    r"|читайте (?:также|ещё|еще)\b[^\n]{0,200}|(?:смотрите|по теме|ещё по теме)\b[^\n.]{0,120}"
    r"|list (?:of|\d) [^\n]{0,120}end of list|end of (?:carousel|list|recommendations)|story continues[^\n]{0,60}|skip (?:to|past)[^\n]{0,80}"
    r"|(?:media|video|audio) playback is (?:not|un)[^\n]{0,120}|media caption[^\n]{0,120}|image (?:caption|source|copyright)[^\n]{0,160}"
    r"|\d+ (?:min(?:ute)?s? read|min read|shares|views)|contact us[^\n]{0,80}|back to top|next article|previous article)"
)
_CREDIT = (
    r"(?:(?:photos?|pictures?|images?|photograph|video|graphic|фото|видео|иллюстрация|사진)\s?(?:by|credits?|courtesy|:|=|©|/)[^\n]{1,160}"
    r"|[^\n]{0,260}[\[(](?:file(?: photo)?:? ?)?[^\n\[\]()]{0,60}(?:/\s?(?:afp|reuters|ap|epa|getty|tass|sputnik|anadolu|pool|shutterstock)"
    r"|reuters|afp|getty images|ap photo|associated press)[^\n\[\]()]{0,40}[\])]"
    r"|[^\n]{0,80}\b(?:getty images|/afp|/reuters|ap photo|shutterstock|epa-efe)[^\n]{0,40}|\[[^\n\]]{0,30}(?:사진|photo)[^\n\]]{0,60}\])"
)
_FRAME = re.compile(
    rf"\s*(?:(?P<signature>{_SIGNATURE}\s*$)|(?P<inline>[^\n]*\s{_SIGNATURE}\s*$)|(?P<link>[^\n]*{_POST_LINK}\s*$)"
    rf"|(?:day|date|дата|день)?\s?:?\s?(?P<day>{DATE})\s*$|(?P<stamp>{_STAMP}\s*$)|(?P<footer>{_FOOTER}$)"
    rf"|(?P<bar>{_BAR}\s*$)|(?P<credit>{_CREDIT}\.?\s*$))",
    re.IGNORECASE,
)
_FRAMES = {
    "signature": Frame.SIGNATURE, "inline": Frame.POST, "link": Frame.POST, "day": Frame.DAY,
    "stamp": Frame.STAMP, "footer": Frame.FOOTER, "bar": Frame.BAR, "credit": Frame.CREDIT,
}  # fmt: skip


def frame(line: str) -> Frame:
    """What a line is by itself; the text above a signature is a post too, which only its neighbour shows."""
    if len(line) > LONGEST_FRAME:
        return Frame.TEXT
    found = _FRAME.match(line)
    return _FRAMES[found.lastgroup or ""] if found else Frame.TEXT
