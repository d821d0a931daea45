"""A label for a story: the headline that it has, or its first sentence cut down at the joints of its clauses."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from reader.text.metadata import is_byline
from reader.text.open_verbs import Grammar, grammar_of, is_open, without_insertions
from reader.text.scripts import IDEOGRAPHS

WIDEST = 110
"""Characters of the longest title; headlines of newspapers have 40 to 110, and the tree cuts what it cannot show."""

SHORTEST = 36
"""Characters below which a compressed sentence says too little to be told from its neighbours."""

FULLEST = 70
"""Characters from which a sentence may be cut before "to", "of" or "that": a shorter one lacks what matters."""

SHORTEST_HEADLINE = 12
"""Characters of the shortest line that is taken for the story's own headline."""

LOOKED_AT = 3
"""Paragraphs in which a better sentence is sought when the first one points back to something that was lost."""

OPENING_CHARACTERS = 1000
"""Characters of a paragraph in which its first sentence is sought."""

NOTHING = "(untitled)"

_LINKS = re.compile(r"\s*(?:…\s*)?(?:https?://\S+|pic\.(?:twitter|x)\.com/\S+)")
_OPENING_MARKS = re.compile(r"(?:#{1,6}\s+|[-*•·●▪►>]+\s+|\[[^\]\s]{0,3}\]\s+|\(?\d{1,3}[.)]\s+)+")
_MARKS = re.compile(r"#+$|(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)")
_RULED = re.compile(r"^=+ | =+$|^=+$")
"""Signs of equality around a heading of a wiki."""
_SIGNATURE = re.compile(r"\s*[—–-]{1,2}\s?[^—–]{1,80}?\(@\w{1,20}\).*$")
_DATELINE = re.compile(
    r"^(?:[A-ZА-ЯЁ][\w.'’А-Яа-яё-]*(?:[ ,/]+(?:[A-ZА-ЯЁ][\w.'’А-Яа-яё-]*|of|and|de|\d{1,2})){0,6},?\s*)"
    r"(?:\((?:[A-Z][\w .&/-]{1,40}|[А-Я][\w -]{1,24})\)\s*(?:[-–—:]+\s*)?|\s[—–]{1,2}\s|\s--?\s)(?=\S)"
)
_AGENCY = re.compile(r"^\(?(?:Reuters|AP|AFP|CNN|UPI|TASS|ТАСС|Interfax|Интерфакс)\)?\s*[-–—:]+\s*")

_TAG = re.compile(r"\s*(?:</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?>|<[!?][^<>]*>)")
_BEGINS_WITH_COMMAND = re.compile(r"\s*\\[a-zA-Z]+\*?\s*(?:[\[{]|$)")
_COMMAND = re.compile(r"\\([a-zA-Z]+)\*?\s*(?:\[[^\]]*\])?(?:\{([^{}]*)\})?")
_HEADINGS = frozenset(("title", "part", "chapter", "section", "subsection", "paragraph"))
"""Commands of LaTeX in which a title stands."""

LONGEST_ABBREVIATION = 6
"""Characters of the longest one that `_ABBREVIATION` knows, before its full stop."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Maj|Col|Lt|Sgt|Capt|Adm|Rev|Hon|St|Jr|Sr|Inc|Ltd|Co|Corp|No|vs|v|al|cf|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|г|гг|им|ул|руб|млн|млрд|тыс|долл|т\.е|т\.д)|\b[A-ZА-ЯЁ]|\.[A-Z])\.$"
)
_STOP = re.compile(r"[.!?…。！？]+[\"”’»')\]]*(?=\s|$)|[。！？]+[”’」』）]*")
_WIDE_JOINTS = re.compile(r"[，、；：](?!$)")

_OPENING = re.compile(
    r"^(?:In|With|After|As|While|When|Amid|On|At|During|Following|Despite|Before|Since|By|Under|Although|Though|For|From"
    r"|Once|Until|Through|Without|Within|Over|Across|Ahead|According|Just|Earlier|Last|This|Thanks|Late|Early|Nearly|Almost|Among|If|Even|Because"
    r"|В|Во|На|После|При|По|С|Со|До|Во время|Когда|Как|Хотя|Ранее|Накануне|Сегодня|Вчера)\b[^,;:—“\"«]{3,140},\s+"
    r"(?=\S)(?!(?:who|which|whom|whose|where)\b)"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:But|And|However|Meanwhile|Moreover|Overall|Однако|Но|А|И|Также|Между тем|Кроме того),?\s+(?=\w)"
    r"|(?:Yet|So|Also|Still|Now|Then|Instead|Indeed)(?:,\s+(?=\w)"
    r"|\s+(?=(?:the|he|she|it|they|we|you|I|his|her|its|their|our|this|these|those|there)\b)))"
)
"""What joins a sentence to the one before it. Some of the words only do so before a comma or a new subject: in "yet
another", "so many", "still life" and "then president" they belong to what follows."""
_POINTS_BACK = re.compile(
    r"^(?:He|She|It|They|His|Her|Their|Its|This|That|These|Those|We|I|You|There|Here|Such|Another|Both|Who|Which|“|\"|«|‘"
    r"|Он|Она|Оно|Они|Его|Её|Ее|Их|Это|Этот|Эта|Эти|Такой|Там|Тогда|Также)(?:\b|(?<=\W))|^The \w+, (?:which"
    r"|who)\b|^[a-zа-яё]"
)
_ATTRIBUTION = re.compile(
    r",?\s+(?:according to|as reported by|reports? (?:say|said)|per|по данным|по словам|как (?:сообщает"
    r"|пишет))\s[^,;“\"«]{2,90}$"
    r"|,\s[^,;“\"«]{2,90}?\s(?:say|says|said|reported|announced|told \w+|confirmed|showed|wrote"
    r"|suggests)(?:\s(?!that\b)[^,;“\"]{0,40})?$"
    r"|,\s(?:сообщ\w+|заяв\w+|переда\w+|пишет|рассказ\w+|говорится)\s[^,;«]{2,90}$"
)
_WEEKDAY = (
    r"(?:late |early )?on (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"(?: (?:morning|night|evening|afternoon))?"
)
_WITH_WEEKDAY = re.compile(rf"(?<![^,]),\s{_WEEKDAY}(?:,(?=\s)|$)|\s{_WEEKDAY}(?=[\s,.]|$)")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,160}[)\]]")
_AUXILIARY = r"(?:ha[sd]|have|is|are|was|were|will|would|can|could|may|might|must|should|did|does|do|said|says|told)\b"
_VERB = (
    rf"(?:(?:[a-z]+ly|also|now|still|already|earlier|later|today|last \w+)\s)?(?:{_AUXILIARY}|[a-z-]+ed\b"
    r"|(?:aims|became|began|believes|bought|brought|built|came|continues|cut|expects|faces|fell|found|gave|got|grew|held"
    r"|hit|holds|hopes|includes|kept|led|left|lost|made|makes|met|needs|opens|owns|paid|plans|put|ran|remains|rose|saw"
    r"|sells|sent|set|sold|sought|spent|stood|takes|took|wants|went|won|wrote)\b"
    r"|[а-яё]+(?:л[аио]?|л[аио]сь|лся|ет|ит|[ую]т|[еи]тся|[ую]тся)\b)"
)
_UNFINISHED_CLAUSE = (
    r"\b(?:(?:that|which|whom?|where)\s(?:the|an?|his|her|its|their|[A-Z][^\s,]*)|whose)"
    rf"(?:\s(?!{_VERB})[^\s,;:]+){{0,6}}"
)
_UNFINISHED = re.compile(rf"{_UNFINISHED_CLAUSE}$")
"""A clause that something stands inside of before its verb comes."""

_APPOSITIVE = re.compile(
    r"(?:,\s(?=(?:an?|the|who|which|whose|where|known|formerly|now|котор\w+|где|глава|бывш\w+)\s)"
    rf"(?!(?:[^,]*\s)?{_UNFINISHED_CLAUSE},)[^,;:—–]{{4,160}}){{1,3}},\s"
    rf"(?={_VERB}|(?:and|or|but|и|или|но|in|on|at|to|for|with|by|from|until)\s)"
)
"""What one comma opens and the last one closes. The sentence goes on behind it, and not with what stands inside it:
that would be left behind when what it hangs on is gone."""

_DASHED = re.compile(r"^([^—–]*)\s[—–]\s[^—–]{2,140}\s[—–]\s(?=[^—–]*$)")
_RENAMED = re.compile(
    r"^(?:The|A|An|One)\s(?:(?:[^,]{1,90}\s)?[a-z][^\s,]*,\s(?:the\s)?(?=[^\s,]+\s)|[^,]{8,90},\s(?=[A-Z]{3,6},))"
    rf"([A-ZА-ЯЁ][^,]{{2,40}}),\s(?={_AUXILIARY}|on\b)"
)
"""The name instead of what its bearer does; not that of the country in which a town lies."""
_JOINTS = (
    (30, re.compile(r"[;:]\s|\s[—–-]{1,2}\s")),
    (10, re.compile(r",\s")),
    (
        15,
        re.compile(
            r",?\s(?=(?:after|as|while|when|because|amid|following|despite|before|since|which|who|where|whose|although"
            r"|though|unless|until|if|but|including|citing|using|saying|adding|making|leaving|raising|sparking|according"
            r"|который|которая|которые|которое|когда|чтобы|после|потому|если|но)\s)"
        ),
    ),
    (0, re.compile(r",?\s(?=(?:in|on|at|by|with|from|for|over|during|under|and|в|на|с|из|для|при|и|а)\s)")),
    (-25, re.compile(r",?\s(?=(?:to|of|that|or|into|about|что|к|от|о|об)\s)")),
)
"""Where a sentence may be cut, with how many characters a cut there is worth: a whole clause that is a little shorter
says more than a longer piece of one."""

_BESIDE_WORDS = r"[\s,;:—–-]"
_DANGLING_WORDS = (
    r"(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|that|which|who|as|is|are|was|were|has|have|had|its|their|his|her"
    r"|после|и|а|в|на|с|по|для|из|от|о|об|при|к|что|не)"
)
_DANGLING = re.compile(
    rf"{_BESIDE_WORDS}{_BESIDE_WORDS}*(?:{_DANGLING_WORDS}{_BESIDE_WORDS}+)*{_DANGLING_WORDS}?$", re.IGNORECASE
)
"""Written so that it begins with one of a few characters, which are found much faster than a pattern is tried."""


_MAY_DANGLE = re.compile(rf"{_BESIDE_WORDS}{_DANGLING_WORDS}?$", re.IGNORECASE)
_LONGEST_END = 8
"""Characters at the end of a text in which that is seen."""


def headline(text: str) -> str:
    """A title as it was found, without marks of lists, headings and emphasis; empty if nothing is left."""
    if "http" in text or "pic." in text:
        text = _LINKS.sub("", text)
    if marks := _OPENING_MARKS.match(text):
        text = text[marks.end() :]
    if "*" in text or "_" in text or "#" in text:
        text = _MARKS.sub("", text)
    return _RULED.sub("", " ".join(text.split())).strip(" |—–-")


def title(paragraphs: Sequence[str]) -> str:
    """The best short label of a story, from its first paragraphs; never cut inside a word.

    The first sentence, or a later one of the first three paragraphs if the first begins by pointing back.
    """
    paragraphs = [*islice(filter(None, map(_told, paragraphs)), LOOKED_AT)] or paragraphs
    first_line = headline(paragraphs[0]) if paragraphs else ""
    if (
        SHORTEST_HEADLINE <= _width(first_line) <= WIDEST
        and not _STOP.search(first_line[-3:])
        and not is_byline(first_line)
    ):
        return first_line
    sentences = map(_opening, paragraphs[:LOOKED_AT])
    openings = (sentence for sentence in sentences if sentence and not is_byline(sentence))
    first = next(openings, "")
    if not first:
        whole = headline(" ".join(paragraphs[:LOOKED_AT]))
        return _fit(whole) if whole else NOTHING
    if _POINTS_BACK.match(first) and not first.startswith(("The ", "“", '"', "«", "‘")):
        for other in openings:
            if not _POINTS_BACK.match(other) and not _CONNECTIVE.match(other) and len(other) >= SHORTEST:
                first = other
                break
    return compress(first) or NOTHING


def _told(paragraph: str) -> str:
    """A paragraph without the tags or commands of TeX that it begins with; "" if there are no letters in it: it is a
    rule, a number, a time."""
    if _TAG.match(paragraph):
        paragraph = " ".join(_TAG.sub(" ", paragraph).split())
    elif _BEGINS_WITH_COMMAND.match(paragraph):
        paragraph = _COMMAND.sub(lambda command: (command[1] in _HEADINGS and command[2]) or "", paragraph)
    return paragraph if any(map(str.isalpha, paragraph)) else ""


def numbered(titles: Iterable[str]) -> list[str]:
    """The same titles, with (2), (3), … added where one comes again."""
    seen: Counter[str] = Counter()
    result = []
    for each in titles:
        seen[each.casefold()] += 1
        times = seen[each.casefold()]
        result.append(each if times == 1 else f"{each} ({times})")
    return result


def _opening(paragraph: str) -> str:
    """The first sentence of a paragraph, without dateline and links; empty where nothing is left."""
    text = headline(paragraph[:OPENING_CHARACTERS])
    if "(@" in text:
        text = _SIGNATURE.sub("", text) or text
    shorter = _AGENCY.sub("", _DATELINE.sub("", text, count=1))
    text = shorter if len(shorter) >= SHORTEST else text
    for stop in _STOP.finditer(text):
        sentence = text[: stop.end()]
        near = max(0, stop.start() - LONGEST_ABBREVIATION)
        if _width(sentence) >= SHORTEST and not _ABBREVIATION.search(text, near, stop.start() + 1):
            return sentence
    return text


def compress(sentence: str) -> str:
    """A sentence of at most `WIDEST` characters: first without what introduces and attributes it, then cut at a
    joint."""
    text = _bare(sentence)
    for pattern in (_CONNECTIVE, _WITH_WEEKDAY):
        text = _without(pattern, text)
    for pattern in (_BRACKETS, _ATTRIBUTION, _OPENING, _RENAMED, _APPOSITIVE, _DASHED):
        if len(text) > WIDEST:
            text = _without(pattern, text)
    return _fit(text, grammar_of(text) if len(text) > WIDEST else None)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text without the first match (but with its group), unless too little or half a quotation is left."""
    found = pattern.search(text)
    if not found:
        return text
    kept = found[1] + " " if found.lastindex else " "
    shorter = (text[: found.start()] + kept + text[found.end() :]).strip(" ,;")
    shorter = re.sub(r"\s+([,;:.])", r"\1", " ".join(shorter.split()))
    if shorter == text or len(shorter) < SHORTEST or _unbalanced(shorter):
        return text
    return shorter[:1].upper() + shorter[1:]


def _width(text: str) -> int:
    """Characters of a text, those of Han and Kana twice: they say and take twice as much as letters."""
    return len(text) if text.isascii() else len(text) + sum(1 for _ in IDEOGRAPHS.finditer(text))


def _fit(text: str, grammar: Grammar | None = None) -> str:
    if _width(text) > max(WIDEST, 1.5 * len(text)):
        return _fit_ideographs(text)
    if len(text) <= WIDEST:
        return _undangled(text) or text
    if grammar and len(shorter := without_insertions(text, grammar)) < len(text):
        return _fit(shorter, grammar)
    best = (0, "")
    for worth, joints in _JOINTS:
        for joint in joints.finditer(text, 0, WIDEST + 2):
            least = SHORTEST if worth >= 0 else FULLEST
            if least <= joint.start() <= WIDEST and joint.start() + worth > best[0]:
                cut = _undangled(text[: joint.start()])
                if len(cut) >= SHORTEST and not _unbalanced(cut) and not _is_unfinished(cut, grammar):
                    best = (joint.start() + worth, cut)
    if best[1]:
        return best[1]
    words = text[: WIDEST - 1].rsplit(" ", 1)[0] if " " in text[: WIDEST - 1] else text[: WIDEST - 1]
    opened = max(words.rfind(mark) for mark in '“«("')
    if opened >= SHORTEST and _unbalanced(words):
        words = words[:opened]
    return _undangled(words) + "…"


def _is_unfinished(cut: str, grammar: Grammar | None) -> bool:
    """Whether the clause at the end of a cut sentence lacks its verb, or what an auxiliary there stands before."""
    return _UNFINISHED.search(cut) is not None or (grammar is not None and is_open(cut, grammar))


def _undangled(text: str) -> str:
    """A text without the words at its end that something else should follow."""
    return _DANGLING.sub("", text) if _MAY_DANGLE.search(text, max(0, len(text) - _LONGEST_END)) else text


def _fit_ideographs(text: str) -> str:
    """A sentence in which no spaces part the words, cut at the last joint that leaves it narrow enough."""
    fitting = WIDEST - 1
    while _width(text[:fitting]) >= WIDEST:
        fitting -= 1
    for joint in reversed(list(_WIDE_JOINTS.finditer(text, 0, fitting + 1))):
        if _width(text[: joint.start()]) >= SHORTEST and not _unbalanced(text[: joint.start()]):
            return text[: joint.start()]
    return text[:fitting] + "…"


def _bare(sentence: str) -> str:
    """A sentence without its full stop, and without quotes that enclose the whole of it."""
    text = " ".join(sentence.split())
    text = re.sub(r"(?<![.…])\.(?=[\"”’»)\]]*$)", "", text)
    if len(text) > 2 and text[0] in '"“«‘' and text[-1] in '"”»’' and not re.search(r"[\"“”«»]", text[1:-1]):
        text = text[1:-1]
    return text.rstrip(" ,;:。，、；：")


def _unbalanced(text: str) -> bool:
    return (
        text.count("“") != text.count("”")
        or text.count('"') % 2 == 1
        or text.count("«") != text.count("»")
        or text.count("(") != text.count(")")
        or text.count("「") != text.count("」")
    )
