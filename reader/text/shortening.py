"""A sentence cut down to a title, at the joints of its clauses.

What is left says nothing that the sentence does not: only what certainly is an aside goes out of its middle, and a
condition goes from its end with a sign.
"""

import re

from reader.text.open_verbs import Grammar, grammar_of, is_open, without_insertions
from reader.text.scripts import IDEOGRAPHS

WIDEST = 110
"""Characters of the longest title; headlines of newspapers have 40 to 110, and the tree cuts what it cannot show."""

SHORTEST = 36
"""Characters below which a compressed sentence says too little to be told from its neighbours."""

FULLEST = 70
"""Characters from which a sentence may be cut before "to", "of" or "that": a shorter one lacks what matters."""

CONNECTIVE = re.compile(
    r"^(?:(?:But|And|However|Meanwhile|Moreover|Overall|Однако|Но|А|И|Также|Между тем|Кроме того),?\s+(?=\w)"
    r"|(?:Yet|So|Also|Still|Now|Then|Instead|Indeed)(?:,\s+(?=\w)"
    r"|\s+(?=(?:the|he|she|it|they|we|you|I|his|her|its|their|our|this|these|those|there)\b)))"
)
"""What joins a sentence to the one before it. Some of the words only do so before a comma or a new subject: in "yet
another", "so many", "still life" and "then president" they belong to what follows."""
_WIDE_JOINTS = re.compile(r"[，、；：](?!$)")

_ATTRIBUTION = re.compile(
    r",?\s+(?:according to|as reported by|reports? (?:say|said)|per|по данным|по словам|как (?:сообщает"
    r"|пишет))\s[^,;“\"«]{2,90}$"
    r"|,\s[^,;“\"«]{2,90}?\s(?:say|says|said|reported|announced|told \w+|confirmed|showed|wrote"
    r"|suggests)(?:\s(?!that\b)[^,;“\"]{0,40})?$"
    r"|,\s(?:сообщ\w+|заяв\w+|переда\w+|пишет|рассказ\w+|говорится)\s[^,;«]{2,90}$"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|понедельник\w*|вторник\w*|сред[аыу]|четверг\w*|пятниц\w+|суббот\w+"
    r"|воскресень\w+)\b"
)
"""The day of what happened, which for a witness, minutes or a chat is the point. It goes with an aside that it
belongs to, and with who said it at the end of a sentence: there it is the day of saying so."""
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

_MAIN_VERB = (
    r"(?:(?=(?:ha[sd]|have|is|are|was|were|will|would|can|could|may|might|must|should)\b)"
    rf"|(?={_VERB})(?![^;:—–]*,\s(?:(?:and|or|but|и|или|но)\s)?{_VERB}))"
)
"""An auxiliary, or a verb behind which no comma leads to another one. Of several, as in "who begged, cried and fled,
was seen", any may be the one that goes with the subject, and the others with what stands between."""

_GOES_ON_WITH = (
    r"(?:(?:\w+\s){0,3}(?:wh(?:om?|ich|ose|ere\w*|ile|ilst|en)|котор\w+|чего)"
    r"|and|or|but|nor|yet|so|as|that|than|though|although|because|since|unless|until|till|if|lest|with|among|including"
    r"|(?!king|spring|evening|morning|(?:no|some|any|every)thing)[a-z]+ing"
    r"|и|а|но|да|или|либо|что|чтобы?|где|куда|откуда|когда|как|так|хотя|если|пока|отчего|почему|чем|кто|прич[её]мъ?|притом)\b"
)
"""What goes on with the clause before a comma: that one was the main clause."""

_OPENING = re.compile(
    r"^(?:In|With|After|As|While|When|Amid|On|At|During|Following|Despite|Before|Since|By|Under|Although|Though|For|From"
    r"|Through|Within|Over|Across|Ahead|According|Just|Earlier|Last|This|Thanks|Late|Early|Nearly|Almost|Among|Because"
    r"|В|Во|На|После|При|По|С|Со|До|Во время|Когда|Как|Хотя|Ранее|Накануне|Сегодня|Вчера)\b[^,;:—“\"«]{3,140},\s+"
    rf"(?=\S)(?!{_GOES_ON_WITH}|\d{{4}}\b)"
    rf"(?=(?:(?!\b(?:who|whom|whose|which|that|where|котор\w+)\s)[^,])*(?<!\bthe)(?<!\ban)(?<!\ba)\s{_VERB})"
)
"""What goes before a main clause, which has a verb before its first comma: an item of a list or an apposition that
follows what stands here has none. A condition ("if", "unless") must not go: the rest holds under it alone."""

_APPOSITIVE = re.compile(
    r"(?:,\s(?=(?:an?|the|who|which|whose|where|known|formerly|now|котор\w+|где|глава|бывш\w+)\s|[A-Z]{3,6},)"
    rf"(?!(?:[^,]*\s)?{_UNFINISHED_CLAUSE},)[^,;:—–]{{3,160}}){{1,3}},\s{_MAIN_VERB}"
)
"""What one comma opens and the last one closes, if the verb of the sentence comes next. Behind "and" or "in" it might
go on with what stands inside the clause, and a stranger would take its place."""

_INTERRUPTED = re.compile(r",\s(?:an?|the|who|which|whose|where|котор\w+|где)\s[^,;:—–]*$")
"""What stands between a subject and its verb, if the sentence goes on behind another comma."""

_DASHED = re.compile(
    rf"^([^—–]*)\s[—–]\s(?!(?:and|or|but|и|или|но)\s|{_VERB})[^—–]{{2,140}}\s[—–]\s(?=[^—–]*$){_MAIN_VERB}"
)
_RENAMED = re.compile(
    r"^(?:The|A|An|One)\s(?:(?:(?!(?:of|in|at|for|from|to|by|with|on|behind)\s)[^\s,]+\s){0,12})[a-z][^\s,]*,\s(?:the\s)?"
    rf"(?=[^\s,]+\s)([A-ZА-ЯЁ](?:(?!['’]s\s)[^,]){{2,40}}),\s(?={_AUXILIARY}|on\b)"
)
"""The name instead of what its bearer does; not that of a firm of which he is the head, or of the country in which a
town lies."""

_MAY_TELL_THE_DAY = (_BRACKETS, _OPENING)
"""What goes with a sentence as a whole."""

_EXCEPTION = re.compile(r"\b(?:if|unless|until|except|excluding|all but|other than|если|кроме|пока)\b", re.IGNORECASE)
"""What says when, or for whom, the rest of a sentence does not hold."""
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

_GOES_ON = re.compile(
    rf",?\s(?:if|unless|until|except|если|пока|кроме)\s|,?\s(?:(?:early|late|on|в|во|со?)\s)*{_WEEKDAY.pattern}"
    rf"|\s[^,;:—–]*?{_WEEKDAY.pattern}"
)
"""What may not be left out without a sign, since what is left does not hold without it: a condition, or the day in what
is left of the clause."""

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


def compress(sentence: str) -> str:
    """A sentence of at most `WIDEST` characters: first without what introduces and attributes it, then cut at a
    joint."""
    text = _bare(sentence)
    text = _without(CONNECTIVE, text)
    for pattern in (_BRACKETS, _ATTRIBUTION, _OPENING, _RENAMED, _APPOSITIVE, _DASHED):
        if len(text) > WIDEST:
            text = _without(pattern, text)
    return fit(text, grammar_of(text) if len(text) > WIDEST else None)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text without the first match (but with its group), unless too little or half a quotation is left, or what
    goes is an exception to it."""
    found = pattern.search(text)
    if not found or _EXCEPTION.search(found[0].removeprefix(found[1] if found.lastindex else "")):
        return text
    if pattern in _MAY_TELL_THE_DAY and _WEEKDAY.search(found[0]):
        return text
    kept = found[1] + " " if found.lastindex else " "
    shorter = (text[: found.start()] + kept + text[found.end() :]).strip(" ,;")
    shorter = re.sub(r"\s+([,;:.])", r"\1", " ".join(shorter.split()))
    if shorter == text or len(shorter) < SHORTEST or _unbalanced(shorter):
        return text
    return shorter[:1].upper() + shorter[1:]


def width(text: str) -> int:
    """Characters of a text, those of Han and Kana twice: they say and take twice as much as letters."""
    return len(text) if text.isascii() else len(text) + sum(1 for _ in IDEOGRAPHS.finditer(text))


def fit(text: str, grammar: Grammar | None = None) -> str:
    if width(text) > max(WIDEST, 1.5 * len(text)):
        return _fit_ideographs(text)
    if len(text) <= WIDEST:
        return _undangled(text) or text
    if grammar and len(shorter := without_insertions(text, grammar)) < len(text):
        return fit(shorter, grammar)
    best = (0, "")
    for worth, joints in _JOINTS:
        for joint in joints.finditer(text, 0, WIDEST + 2):
            least = SHORTEST if worth >= 0 else FULLEST
            if least <= joint.start() <= WIDEST and joint.start() + worth > best[0]:
                cut = _undangled(text[: joint.start()])
                if len(cut) >= SHORTEST and not _unbalanced(cut) and not _is_unfinished(cut, grammar):
                    best = (joint.start() + worth, cut)
    if best[1]:
        goes_on = _GOES_ON.match(text, len(best[1])) or (
            _INTERRUPTED.search(best[1]) and "," in text[len(best[1]) + 1 :]
        )
        return best[1] + "…" if goes_on else best[1]
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
    while width(text[:fitting]) >= WIDEST:
        fitting -= 1
    for joint in reversed(list(_WIDE_JOINTS.finditer(text, 0, fitting + 1))):
        if width(text[: joint.start()]) >= SHORTEST and not _unbalanced(text[: joint.start()]):
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
