"""Headlines for the finder's benchmarks: mixed scripts, names, numbers, rare words; the same for a seed."""

# ruff: noqa: SIM905 (lists of words read better as text)

import random
from collections.abc import Sequence
from typing import Final

_WHO: Final = """Trump Zelensky Putin Macron Starmer Merz Rubio Netanyahu Modi Lula Erdogan Orban Meloni Xi
Kim NATO UN EU OPEC Fed ECB IMF Kremlin Pentagon Congress Parliament Senate Ukraine Russia China Iran Israel
India Germany France Britain Poland Turkey Brazil Japan Taiwan Hungary Apple Google OpenAI Tesla Boeing
Gazprom Shell Lufthansa Reuters police ministers lawmakers prosecutors scientists doctors farmers workers
voters investors rebels troops officials judges rescuers teachers students airlines banks regulators migrants
protesters""".split()
_DOES: Final = """says warns holds rejects backs approves launches signs delays cancels cuts raises plans
seeks urges orders blames denies confirms reveals faces wins loses returns meets strikes hits sinks builds
sells buys bans allows probes sues arrests frees evacuates reopens closes freezes extends reviews votes
resigns apologises""".split()
_WHAT: Final = """sanctions ceasefire talks tariffs budget election vote deal treaty summit drone missile
attack grain gas oil pipeline reactor satellite vaccine strike wildfire flood earthquake storm heatwave
airport border bridge port railway hospital school prison court ruling trial bribery inquiry leak hack outage
merger bailout bonds inflation rates wages pensions housing rents coal steel chips batteries cars aircraft
tanker ferry orchestra museum festival final championship transfer record peace plan security guarantees
frozen assets energy grid air defence war crimes prisoner swap trade row aid package""".split()
_WHERE: Final = """Kyiv Moscow Washington Brussels London Paris Berlin Warsaw Ankara Tehran Gaza Jerusalem
Beirut Damascus Geneva Vienna Budapest Prague Madrid Lisbon Athens Delhi Beijing Tokyo Seoul Taipei Jakarta
Sydney Nairobi Lagos Cairo Kharkiv Odesa Donetsk Kursk Belgorod Alaska Texas California Florida Mar-a-Lago
Strasbourg Zürich Malmö Kraków Łódź São-Paulo Bogotá""".split()
_HOW: Final = """new first last secret historic massive deadly rare long-awaited joint emergency record early
final key major fresh tough sweeping EU-wide cross-border state-owned nuclear military economic digital global
national""".split()
_LINKS: Final = "in over after amid as for with against before despite on to from near at by during under".split()
_LEADS: Final = [
    "LIVE:",
    "Analysis:",
    "Exclusive |",
    "Explainer:",
    "Opinion:",
    "UPDATE 2-",
    "“We will not wait”:",
    "Q&A:",
]
_RUSSIAN: Final = """Зеленский Путин Трамп Макрон Сырский Песков Лавров Киев Москва Одесса Харьков Курск
Белгород Донецк заявил сообщил обсудил подписал отверг поддержал предложил ударил сбили атаковали удар обстрел
переговоры санкции бюджет выборы договор перемирие обмен пленными беспилотник ракета нефть газ цены рубль
завод мост порт аэропорт суд приговор пожар наводнение министр президент парламент армия военные врачи учёные
жители новые первые крупный срочно подробности как что почему после из-за на в по о с для против ещё""".split()
_OTHERS: Final = [
    "Ζελένσκι και Μακρόν στο Παρίσι για την ειρήνη",
    "Η Αθήνα ανακοίνωσε νέα μέτρα για την ενέργεια",
    "泽连斯基与马克龙在巴黎会谈",
    "欧洲央行维持利率不变",
    "日銀、金利を据え置き 円安が続く",
    "台風が九州に接近、交通に影響",
    "젤렌스키, 파리에서 마크롱과 회담",
    "ماكرون يستقبل زيلينسكي في باريس",
    "מקרון נפגש עם זלנסקי בפריז",
    "Володимир Зеленський зустрівся з Макроном у Парижі",
    "Уряд схвалив бюджет на наступний рік",
    "Erdoğan’dan yeni açıklama: görüşmeler sürüyor",
    "Müller fordert Änderung der Schuldenbremse",
    "L’été s’achève, l’économie française hésite",
    "Świątek wygrywa w Łodzi po trzech setach",
    "Dalību sarunās apstiprinājuši desmit",
]
_ONSETS: Final = """b bl br c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sc sh sk sl sm st
str t th tr v w z""".split()
_VOWELS: Final = "a a e e i i o o u ai ea ee ie oa ou y".split()
_CODAS: Final = "- - - b ck d f g l ll m n nd ng nt p r rd rt s ss st t th v x".split()
_ENDINGS: Final = "er ing ed s ion al ity ment ism ist ov ova ski son sen berg ez ini ko enko idis".split()


def _coined(rng: random.Random, count: int) -> list[str]:
    """Words that no list has, as names and rare words are; earlier ones are drawn more often."""
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = [
            rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS).strip("-")
            for _ in range(rng.choice((1, 2, 2, 3)))
        ]
        words["".join(syllables) + (rng.choice(_ENDINGS) if rng.random() < 0.6 else "")] = None
    return list(words)


class _Maker:
    """Draws headlines; a word's chance falls with its rank, as in any language."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.rare = _coined(self.rng, 40_000)

    def word(self) -> str:
        """A word of the long tail: the rank is log-uniform, which is Zipf's law."""
        return self.rare[int(len(self.rare) ** self.rng.random()) - 1]

    def name(self) -> str:
        """A person of two coined names."""
        return f"{self.word().title()} {self.word().title()}"

    def number(self) -> str:
        """A number as headlines write it."""
        rng = self.rng
        written = rng.choice(("{}", "${}bn", "{}%", "{},000", "€{}m", "{}th"))
        return written.format(rng.randint(2, 99))

    def english(self) -> str:
        """Who does what where, with a tail."""
        rng = self.rng
        pick = rng.choice
        words = [self.name() if rng.random() < 0.3 else pick(_WHO), pick(_DOES)]
        if rng.random() < 0.5:
            words.append(pick(_HOW))
        words += [pick(_WHAT), pick(_WHAT) if rng.random() < 0.6 else self.word()]
        if rng.random() < 0.25:
            words.append(self.number())
        words += [pick(_LINKS), pick(_WHERE) if rng.random() < 0.6 else self.name()]
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            words += [pick(_LINKS), pick((pick(_WHAT), self.word(), self.number(), self.name()))]
        if rng.random() < 0.08:
            words.insert(0, pick(_LEADS))
        title = " ".join(words)
        return title.title() if rng.random() < 0.1 else title[0].upper() + title[1:]

    def russian(self) -> str:
        """Russian words in a row."""
        words = self.rng.choices(_RUSSIAN, k=self.rng.randint(4, 9))
        if self.rng.random() < 0.3:
            words.append(self.number())
        title = " ".join(words)
        return title[0].upper() + title[1:]

    def other(self) -> str:
        """A headline of another script, told apart by a number or a name."""
        return f"{self.rng.choice(_OTHERS)} {self.number() if self.rng.random() < 0.5 else self.name()}"

    def headline(self) -> str:
        """Four of five in English, most others in Russian."""
        kind = self.rng.random()
        if kind < 0.8:
            return self.english()
        return self.russian() if kind < 0.94 else self.other()


def headlines(count: int, seed: int = 7) -> list[str]:
    """`count` headlines; a shorter list is the beginning of a longer one."""
    maker = _Maker(seed)
    return [maker.headline() for _ in range(count)]


def _prefix(rng: random.Random, word: str) -> str:
    return word[: rng.randint(3, max(3, len(word)))]


def _skipped(rng: random.Random, word: str) -> str:
    """A word typed in haste, fzf's way: the first letter and some of the others."""
    kept = [letter for letter in word[1:] if rng.random() < 0.6]
    return word[0] + "".join(kept)


def query_for(title: str, rng: random.Random) -> str:
    """What somebody may type who looks for a title: words, beginnings of words, letters skipped, fzf's operators."""
    words = [word.strip(",.:;|“”’$€%&") for word in title.split()]
    words = [word for word in words if len(word) >= 2] or [title[:2]]
    style = rng.random()
    if style < 0.3:
        query = " ".join(_prefix(rng, rng.choice(words)) for _ in range(rng.choice((1, 2, 2, 3))))
    elif style < 0.5:
        query = rng.choice(words)
    elif style < 0.65:
        query = _skipped(rng, rng.choice(words))
    elif style < 0.75:
        query = " ".join(_skipped(rng, rng.choice(words)) for _ in range(2))
    elif style < 0.85:
        start = rng.randrange(len(words))
        query = "".join(word[: rng.randint(1, 3)] for word in words[start : start + 3])
    elif style < 0.9:
        query = f"'{_prefix(rng, rng.choice(words))} {_prefix(rng, rng.choice(words))}"
    elif style < 0.93:
        query = f"^{_prefix(rng, words[0])} {_prefix(rng, rng.choice(words))}"
    elif style < 0.96:
        query = f"{_prefix(rng, words[-1])} !{rng.choice(words)[:4]}"
    else:
        query = f"{_prefix(rng, rng.choice(words))} | {_prefix(rng, rng.choice(words))}"
    return query if rng.random() < 0.1 else query.lower()


def queries(titles: Sequence[str], count: int, seed: int = 11) -> list[str]:
    """`count` queries, each made for a title of the list."""
    rng = random.Random(seed)
    return [query_for(rng.choice(titles), rng) for _ in range(count)]


def keystrokes(titles: Sequence[str], count: int, seed: int = 13) -> list[str]:
    """`count` states of a query while people type, correct themselves and begin anew."""
    rng = random.Random(seed)
    states: list[str] = []
    while len(states) < count:
        query = query_for(rng.choice(titles), rng)
        typed = [query[:end] for end in range(1, len(query) + 1)]
        states += typed
        if rng.random() < 0.3:
            states += reversed(typed[-rng.randint(1, 4) - 1 : -1])
    return states[:count]


def _misspelt(word: str, rng: random.Random) -> str:
    """A word of five letters or more with a letter left out, doubled by a neighbour's, changed, or swapped."""
    place = rng.randrange(len(word) - 1)
    other = rng.choice("етаоинс" if ord(word[0]) > 0x400 else "etaoinsrhl")
    return rng.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + other + word[place:],
            word[:place] + other + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


def typo_queries(titles: Sequence[str], count: int, seed: int = 17) -> list[tuple[str, str]]:
    """`count` titles, each with a query that finds it among the first when spelt rightly, one typo put in.

    The words are the title's rarest; the first of them is in at most ten titles.
    """
    rng = random.Random(seed)
    holders: dict[str, int] = {}
    for title in titles:
        for word in set(title.lower().split()):
            holders[word] = holders.get(word, 0) + 1
    asked: list[tuple[str, str]] = []
    while len(asked) < count:
        index = rng.randrange(len(titles))
        words = dict.fromkeys(titles[index].lower().split())
        rarest = sorted((word for word in words if len(word) >= 5 and word.isalpha()), key=holders.__getitem__)
        chosen = rarest[: rng.choice((1, 2, 3))]
        if chosen and holders[chosen[0]] <= 10:
            place = rng.randrange(len(chosen))
            typed = _misspelt(chosen[place], rng)
            if typed != chosen[place]:
                asked.append((titles[index], " ".join([*chosen[:place], typed, *chosen[place + 1 :]])))
    return asked
