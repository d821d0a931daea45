"""Verbs whose clause goes on behind what is put between commas: `Forscher haben, wie sie sagten, gezeigt`.

A title must not end there. The verbs are those that say nothing alone: auxiliaries, modals, and verbs of saying.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LEAST_MARKERS = 2
"""Small words of a language that a sentence in it has."""

LONGEST_INSERTION = 140
"""Characters between the two commas."""

_WORD = re.compile(r"[^\W\d_]+")


class Grammar(NamedTuple):
    """What tells a language, and where its clauses stay open."""

    markers: frozenset[str]
    """Small words that it is known by."""
    verbs: frozenset[str]
    open_verb: re.Pattern[str]
    """One of them before a comma or at the end."""
    joins: re.Pattern[str]
    """What begins the clause that a verb of saying is waiting for."""
    subordinators: frozenset[str]
    """What begins a clause that ends with its verb, which is open no more."""


def _grammar(markers: str, verbs: str, joins: str, subordinators: str = "") -> Grammar:
    words = verbs.split()
    return Grammar(
        frozenset(markers.split()),
        frozenset(words),
        re.compile(rf"(?<!\w)(?<!не )(?:{'|'.join(words)})(?=,\s|$)", re.IGNORECASE),
        re.compile(rf"(?:{joins})(?!\w)", re.IGNORECASE),
        frozenset(subordinators.split()),
    )


_GERMAN = _grammar(
    "der die das und den dem des ein eine einer einem im zum zur von vom mit nicht auf für sich als",
    "hat haben habe hatte hatten ist sind sei seien war waren wird werden wurde wurden würde würden kann"
    " können könnte könnten konnte konnten muss müssen musste mussten müsste soll sollen sollte sollten will"
    " wollen wollte wollten darf dürfen durfte durften möchte möchten sagt sagte sagten erklärt erklärte"
    " erklärten berichtet berichtete berichteten meldet meldete meldeten betont betonte bestätigt bestätigte"
    " bestätigten warnt warnte warnten teilte teilten kündigte kündigten behauptet behauptete bleibt bleiben"
    " blieb blieben lässt ließ ließen scheint scheinen",
    "dass|daß|ob",
    "dass daß weil wenn als ob obwohl nachdem bevor während damit falls sofern sobald solange bis da indem wer"
    " wie was wo wann warum wohin worauf wofür der die das den dem des deren dessen denen welche welcher"
    " welches",
)
_DUTCH = _grammar(
    "de het een van en in op voor met zijn dat niet aan door naar bij uit te er ook",
    "heeft hebben had hadden is zijn was waren wordt worden werd werden zal zullen zou zouden kan kunnen kon"
    " konden moet moeten moest moesten mag mogen wil willen wilde wilden zegt zeggen zei zeiden meldt meldde"
    " meldden verklaarde verklaarden bevestigde bevestigden blijft blijven bleef bleven",
    "dat|of",
    "dat omdat als toen hoewel nadat voordat terwijl zodat indien of wie wat waar die wanneer zoals",
)
_FRENCH = _grammar(
    "le la les des du de un une et en au aux dans sur pour par avec qui que ne pas ce sa ses",
    "a ont avait avaient aura auront aurait auraient est sont était étaient sera seront serait seraient fut"
    " furent peut peuvent pouvait pouvaient doit doivent devait devaient veut veulent va vont dit disent"
    " déclare déclaré affirme affirmé annonce annoncé indique indiqué expliqué précisé assuré estime estimé"
    " ajouté confirmé rapporté reste restent",
    "que|qu['’]|si",
)
_SPANISH = _grammar(
    "el la los las del de un una y en al por para con que se su sus no es más",
    "ha han había habían habrá habrán habría es son era eran fue fueron será serán sería está están estaba"
    " estaban puede pueden podía debe deben debía quiere quieren va van dice dicen dijo dijeron afirma afirmó"
    " anunció anunciaron declaró aseguró explicó informó señaló confirmó indicó añadió queda sigue",
    "que|si",
)
_PORTUGUESE = _grammar(
    "o os as do da dos das de um uma e em no na nos nas ao à por para com que não se",
    "tem têm tinha tinham terá terão teria há é são era eram foi foram será serão seria está estão estava"
    " estavam pode podem podia deve devem devia quer querem vai vão diz dizem disse disseram afirma afirmou"
    " anunciou anunciaram declarou garantiu explicou informou confirmou acrescentou continua",
    "que|se",
)
_ITALIAN = _grammar(
    "il lo la i gli le di del della dei delle un una e in nel nella al alla per con che non si da dal",
    "ha hanno aveva avevano avrà avranno avrebbe avrebbero è sono era erano fu furono sarà saranno sarebbe"
    " sarebbero può possono poteva deve devono doveva vuole vogliono va vanno dice dicono disse detto afferma"
    " affermato annuncia annunciato dichiarato spiegato assicurato confermato aggiunto riferito resta restano"
    " viene vengono",
    "che|se",
)
_POLISH = _grammar(
    "i w z na do się nie że jest od po za przez dla o oraz ze we przed",
    "ma mają miał miała miało mieli miały jest są był była było byli były będzie będą byłby byłaby może mogą"
    " mógł mogła mogli musi muszą musiał musiała powinien powinna powinny chce chcą został została zostało"
    " zostali zostały zostanie mówi powiedział powiedziała poinformował poinformowała poinformowali oświadczył"
    " oświadczyła ogłosił ogłosiła dodał dodała stwierdził stwierdziła zapowiedział zapowiedziała potwierdził"
    " potwierdziła",
    "że|iż|czy",
)
_RUSSIAN = _grammar(
    "и в на с по из к у о от за не что как для до при его их или во со",
    "был была было были будет будут может могут мог могла могли должен должна должно должны хочет хотят хотел"
    " стал стала стало стали станет станут является являются сообщает сообщил сообщила сообщили заявляет заявил"
    " заявила заявили рассказал рассказала рассказали отметил отметила подчеркнул подчеркнула добавил добавила"
    " пояснил пояснила уточнил уточнила сказал сказала сказали объявил объявила объявили подтвердил подтвердила",
    "что|чтобы|будто",
)
_ENGLISH = _grammar(
    "the of and to in a is that for on with was by at from an his its their",
    "has have had is are was were will would can could may might must should did does",
    "that",
)
_GRAMMARS = (_ENGLISH, _GERMAN, _DUTCH, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _POLISH, _RUSSIAN)


def grammar_of(sentence: str) -> Grammar | None:
    """The grammar of the language of a sentence, by its small words; None if none tells."""
    words = [word.lower() for word in _WORD.findall(sentence)]
    counts = [sum(word in grammar.markers for word in words) for grammar in _GRAMMARS]
    return _GRAMMARS[counts.index(max(counts))] if max(counts) >= LEAST_MARKERS else None


def without_insertions(sentence: str, grammar: Grammar) -> str:
    """A sentence without what stands between commas right behind an open verb."""
    for end in reversed([*_open_ends(sentence, grammar)]):
        close = sentence.find(",", end + 1, end + 1 + LONGEST_INSERTION)
        is_followed = sentence[close + 1 : close + 2] == " " and not _CONJUNCTION.match(sentence, close + 2)
        if close < 0 or grammar.joins.match(sentence, end + 2) or not is_followed:
            continue
        keeps_comma = grammar.joins.match(sentence, close + 2) and grammar in (_GERMAN, _POLISH, _RUSSIAN)
        sentence = sentence[:end] + sentence[close if keeps_comma else close + 1 :]
    return sentence


def is_open(cut: str, grammar: Grammar) -> bool:
    """Whether a part of a sentence that goes on ends with an open verb, inside of what stands behind one, or with a
    small word that another one follows."""
    last = cut[cut.rfind(" ") + 1 :].lower()
    if grammar is not _ENGLISH and last in grammar.markers - _LAST_WORDS:
        return True
    ends = _open_ends(cut, grammar)
    return any(end == len(cut) or ("," not in cut[end + 1 :] and not grammar.joins.match(cut, end + 2)) for end in ends)


def _open_ends(sentence: str, grammar: Grammar) -> Iterator[int]:
    """Where open verbs end, before a comma or the end."""
    for verb in grammar.open_verb.finditer(sentence):
        begin = max(sentence.rfind(sign, 0, verb.start()) for sign in ",;:") + 1
        if not (begin or grammar.subordinators) or not _is_subordinate(sentence[begin : verb.start()], begin, grammar):
            yield verb.end()


def _is_subordinate(before: str, begin: int, grammar: Grammar) -> bool:
    """Whether a clause begins as one that ends with its verb; an article may open the sentence, and a preposition stand
    before the pronoun."""
    words: Iterable[str] = [word.lower() for word in _WORD.findall(before)[:2]]
    words = [word for word in words if begin or word not in _ARTICLES]
    return any(word in grammar.subordinators for word in words)


_CONJUNCTION = re.compile(
    r"(?:and|but|or|und|oder|aber|sondern|en|of|maar|et|mais|ou|y|o|pero|sino|e|mas|ma|i|a|ale|lub|и|а|но|или)\s",
    re.IGNORECASE,
)
"""What joins a clause to the one before it: there the first one was whole."""

_LAST_WORDS = frozenset(
    (
        *("mit", "auf", "ein", "nicht", "von", "vor", "in", "op", "voor", "aan", "door", "uit", "er", "ook", "niet"),
        *("pas", "ne", "no", "não", "non", "nie", "się", "не"),
    )
)
"""Small words with which a clause may end: particles of verbs, and negations."""

_ARTICLES = frozenset(("der", "die", "das", "den", "dem", "des", "dat", "wie"))
"""What opens a main clause where no comma stands before it."""
