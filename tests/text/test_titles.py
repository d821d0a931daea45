"""Titles: found, compressed, never cut inside a word."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.shortening import WIDEST, compress
from reader.text.titles import NOTHING, headline, numbered, title


def test_a_headline_is_kept() -> None:
    assert (
        title(["Harbour plan agreed after nine years", "The council met on Friday."])
        == "Harbour plan agreed after nine years"
    )
    assert title(["## Harbour plan *agreed* ##", "The council met."]) == "Harbour plan agreed"


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        (
            "The council agreed on Friday to rebuild the old harbour.",
            "The council agreed on Friday to rebuild the old harbour",
        ),
        (
            "Yet another council has agreed to rebuild the harbour.",
            "Yet another council has agreed to rebuild the harbour",
        ),
        (
            "Then President Park agreed to rebuild the old harbour.",
            "Then President Park agreed to rebuild the old harbour",
        ),
        ("Yet the council has agreed to rebuild the old harbour.", "The council has agreed to rebuild the old harbour"),
        ("Still, Monday saw the council rebuild the old harbour.", "Monday saw the council rebuild the old harbour"),
        (
            "LONDON, Dec 29 (Agency) - The council agreed to rebuild the old harbour. It will cost millions.",
            "The council agreed to rebuild the old harbour",
        ),
        (
            "In a long and stormy session that ended after midnight, the council agreed to rebuild the old"
            " harbour and the bridge beside it.",
            "The council agreed to rebuild the old harbour and the bridge beside it",
        ),
        (
            "The council agreed to rebuild the old harbour at a cost of twelve million a year for a decade, the"
            " mayor's spokesman Lee Park said on Friday.",
            "The council agreed to rebuild the old harbour at a cost of twelve million a year for a decade",
        ),
        (
            "Mr. Park and the U.S. envoy met the council of St. Helen for talks about the harbour.",
            "Mr. Park and the U.S. envoy met the council of St. Helen for talks about the harbour",
        ),
        (
            "Городской совет утвердил план перестройки порта. Работы начнутся осенью.",
            "Городской совет утвердил план перестройки порта",
        ),
        (
            "The chief engineer, Maren Oldfield, said late on Tuesday that the old lighthouse would be switched off, a"
            " decision that the fishermen, who live nearby, had opposed for many years.",
            "Maren Oldfield said late on Tuesday that the old lighthouse would be switched off",
        ),
        (
            "Parliament voted late on Wednesday to cut the tax on bread from nine percent to four, a measure that the"
            " finance minister, Tobias Renn, had opposed for years.",
            "Parliament voted late on Wednesday to cut the tax on bread from nine percent to four",
        ),
        (
            "The mayor of Oslo, Norway, said that the harbour and the two old bridges beside it will be rebuilt by the"
            " end of next year.",
            "The mayor of Oslo, Norway, said that the harbour and the two old bridges beside it will be rebuilt",
        ),
        (
            "In the night of the ninth of August two barns filled with flour and hemp burned down on the wharf, whereby"
            " the damage is put at forty thousand silver roubles.",
            "In the night of the ninth of August two barns filled with flour and hemp burned down on the wharf",
        ),
        (
            "In the night of the ninth of August two barns filled with flour and hemp burned down on the wharf, and"
            " the damage is put at forty thousand silver roubles.",
            "In the night of the ninth of August two barns filled with flour and hemp burned down on the wharf",
        ),
        (
            "В ночь на девятое августа на пристани сгорели два амбара купца Рукавишникова с мукою и пенькой, причем"
            " убыток полагают до сорока тысяч рублей серебром.",
            "В ночь на девятое августа на пристани сгорели два амбара купца Рукавишникова с мукою и пенькой",
        ),
        (
            "The old ferry, the oldest of its kind, on Friday sank in the harbour of the town.",
            "The old ferry, the oldest of its kind, on Friday sank in the harbour of the town",
        ),
        (
            "台风昨晚在东部沿海登陆，带来强风暴雨。当地政府表示，救援人员已经连夜出动。",
            "台风昨晚在东部沿海登陆，带来强风暴雨",
        ),
        (
            "台风昨晚在东部沿海登陆，带来强风暴雨：多个城市的学校今天停课，渡轮停航，数千名居民被转移到安全地区，"
            "救援人员已经连夜出动，清理倒塌的树木和被淹的道路，并为临时安置点运送饮用水和食物。",
            "台风昨晚在东部沿海登陆，带来强风暴雨：多个城市的学校今天停课，渡轮停航，数千名居民被转移到安全地区",
        ),
    ],
)
def test_leads_are_compressed(lead: str, made: str) -> None:
    assert title([lead, "Work begins in autumn."]) == made


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        (
            "Forscher der Universität Halle haben, wie sie am Montag mitteilten, in einem langen Versuch gezeigt, dass"
            " sich die Farbe von Blättern schon Wochen vor dem Herbst ändert.",
            "Forscher der Universität Halle haben in einem langen Versuch gezeigt",
        ),
        (
            "Forscher der Universität Halle haben in einem Steinbruch bei Mansfeld Reste eines bislang"
            " unbekannten Reptils entdeckt.",
            "Forscher der Universität Halle haben in einem Steinbruch bei Mansfeld Reste eines bislang unbekannten…",
        ),
        (
            "Le maire de la commune de Saint-Martin est, selon plusieurs témoins interrogés par la police, parti"
            " avant la fin de la réunion de mardi.",
            "Le maire de la commune de Saint-Martin est parti avant la fin de la réunion de mardi",
        ),
        (
            "El alcalde de la ciudad de Santa Marta dijo, en una entrevista con la radio, que el puente nuevo"
            " estará listo en la primavera.",
            "El alcalde de la ciudad de Santa Marta dijo que el puente nuevo estará listo en la primavera",
        ),
        (
            "Il sindaco della città di San Martino ha detto, in un'intervista alla radio locale, che il nuovo"
            " ponte sarà pronto in primavera.",
            "Il sindaco della città di San Martino ha detto che il nuovo ponte sarà pronto in primavera",
        ),
        (
            "O prefeito da cidade de Santa Maria disse, em entrevista à rádio local, que a nova ponte ficará"
            " pronta em maio do próximo ano.",
            "O prefeito da cidade de Santa Maria disse que a nova ponte ficará pronta em maio do próximo ano",
        ),
        (
            "Onderzoekers van de Universiteit Utrecht hebben, na drie jaar van werk in het veld, aangetoond dat"
            " de bladeren van kleur veranderen.",
            "Onderzoekers van de Universiteit Utrecht hebben aangetoond dat de bladeren van kleur veranderen",
        ),
        (
            "Burmistrz miasta Ustka powiedział, odpowiadając na pytania dziennikarzy z radia, że nowy most będzie"
            " gotowy na wiosnę przyszłego roku.",
            "Burmistrz miasta Ustka powiedział, że nowy most będzie gotowy na wiosnę przyszłego roku",
        ),
        (
            "Глава города Приморска заявил, отвечая на вопросы журналистов местного радио, что новый мост будет"
            " готов до следующей весны.",
            "Глава города Приморска заявил, что новый мост будет готов до следующей весны",
        ),
        (
            "Глава сельского поселения объясняет, что запасного насоса не было, новый стоит 186 тысяч рублей, а в"
            " бюджете заложено 90 тысяч.",
            "Глава сельского поселения объясняет, что запасного насоса не было, новый стоит 186 тысяч рублей",
        ),
    ],
)
def test_no_title_ends_at_a_verb_whose_clause_goes_on(lead: str, made: str) -> None:
    assert compress(lead) == made


@pytest.mark.parametrize(
    ("sentence", "untold"),
    [
        (
            "To the fair at Marazion with my brother, where we saw a learned pig that told the hour by a watch, and a"
            " woman without arms who cut paper with her toes; bought a pair of gloves for Anne.",
            "brother and a woman",
        ),
        (
            "The court heard on Tuesday that the accused, who denies any part in the fire that destroyed the"
            " warehouse in Mill Lane on the night of 3 May, and a second man were seen leaving by the back gate"
            " with petrol cans.",
            "the accused and a second man",
        ),
        (
            "The accused, who told the court that Anna begged, cried and pushed him to the door, was seen in the back"
            " yard of the old warehouse in Mill Lane.",
            "The accused cried",
        ),
        (
            "The mayor said that the prisoners – all but one of whom had been taken at the bridge – were hanged in the"
            " square before the town hall.",
            "prisoners were hanged",
        ),
        (
            "If the council of the town finds the money for it before the end of the year, the old harbour will be"
            " rebuilt with a bridge beside it.",
            "The old harbour will",
        ),
        (
            "After a long meeting in the house of the bishop, chairman and founder of the company, the mayor said that"
            " the old harbour would be rebuilt.",
            "Chairman and founder",
        ),
        (
            "The president of the biggest shipping firm of the country, Novak Lines, is anything but worried about the"
            " new harbour and the bridge beside it.",
            "Novak Lines is",
        ),
    ],
)
def test_a_title_says_nothing_that_the_sentence_does_not(sentence: str, untold: str) -> None:
    made = compress(sentence)
    assert untold not in made
    assert len(made) <= WIDEST + 1


def test_a_condition_and_the_verb_of_an_interrupted_sentence_are_not_cut_off_without_a_sign() -> None:
    assert (
        compress(
            "The council of the town has said that the ferry will be sold before the end of the year unless the mayor"
            " finds the money for it."
        )
        == "The council of the town has said that the ferry will be sold before the end of the year…"
    )
    assert (
        compress(
            "The minister, who resigned last night after a week in which three colleagues called for him to go and the"
            " prime minister twice declined to defend him, and his wife sold shares worth two million pounds."
        )
        == "The minister, who resigned last night after a week in which three colleagues called for him to go…"
    )


LONG = "the young clerk with the red umbrella and the two brothers of the old ferryman"


@pytest.mark.parametrize(
    "sentence",
    [
        "No, but Maria was there on Monday and she said that the door stood open all night.",
        "Fine. The locksmith comes on Thursday at ten, who can be there?",
        "The old ferry crosses the harbour of the town on Monday, Tuesday and Friday.",
        f"On Monday morning, when the rain had stopped, the witness saw {LONG} at the door of the warehouse.",
        f"The witness saw {LONG} (Monday, at ten) at the door of the warehouse in Mill Lane, which stood open.",
        f"The witness in the red coat has seen {LONG} on Thursday at ten, who can be there?",
        f"The witness in the red coat has seen {LONG} by the warehouse on Thursday at ten, who can be there?",
        f"В понедельник утром, когда дождь кончился, сторож увидел, что дверь старого склада у реки "
        f"{'была ' * 12}открыта",
    ],
)
def test_no_day_of_what_happened_is_left_out_without_a_sign(sentence: str) -> None:
    days = re.compile(r"Monday|Tuesday|Thursday|Friday|[Пп]онедельник")
    made = title([sentence])
    assert made.endswith("…") or days.findall(made) == days.findall(sentence)


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        (
            f"The police saw {LONG} at the warehouse, a spokesman said on Monday.",
            f"The police saw {LONG} at the warehouse",
        ),
        ("Two men were found at the old warehouse, police said on Monday.",) * 2,
    ],
)
def test_who_said_it_on_what_day_goes_as_a_whole_where_a_sentence_is_too_long(sentence: str, made: str) -> None:
    assert compress(sentence) == made.rstrip(".")


def test_a_lead_that_points_back_gives_way_to_the_next() -> None:
    assert (
        title(["He agreed.", "The council of the town will rebuild the old harbour."])
        == "The council of the town will rebuild the old harbour"
    )


def test_only_what_cannot_be_cut_ends_in_an_ellipsis() -> None:
    assert compress(" ".join(["harbour"] * 40)).endswith("harbour…")


def test_links_and_signatures_are_no_titles() -> None:
    assert headline("What a day pic.twitter.com/abc") == "What a day"
    assert title(["", "…", "#"]) == NOTHING or title(["", "…", "#"])


def test_the_same_title_is_numbered() -> None:
    assert numbered(["A", "B", "a", "A"]) == ["A", "B", "a (2)", "A (3)"]


Clause = tuple[str, "tuple[Clause, ...]", str]
"""How it begins, what stands inside it, and how it goes on."""

CLAUSES: st.SearchStrategy[Clause] = st.deferred(
    lambda: st.one_of(
        st.sampled_from([("the oldest of its kind", (), ""), ("which stands near the bridge", (), "")]),
        st.tuples(
            st.sampled_from(["a plan that the fishermen", "who the bishop", "which Lee Park", "where the old mayor"]),
            st.lists(CLAUSES, max_size=1).map(tuple),
            st.sampled_from(["had opposed for years", "sold in spring"]),
        ),
        st.tuples(st.just("the work of Ada Renn"), st.lists(CLAUSES, min_size=1, max_size=1).map(tuple), st.just("")),
    )
)


def written(clause: Clause) -> str:
    begin, inside, rest = clause
    text = " ".join((begin, *(f", {written(each)}," for each in inside), rest))
    return re.sub(r"[ ,]*,", ",", text).strip()


def shortened(clause: Clause) -> list[str]:
    """With and without each of the clauses inside it, whole."""
    begin, inside, rest = clause
    return [
        " ".join((begin, *kept, rest)) for kept in product(*(["", *(f", {s}," for s in shortened(c))] for c in inside))
    ]


@given(
    st.tuples(
        st.sampled_from(["The harbour of the old town", "The ferry"]),
        st.lists(CLAUSES, max_size=1).map(tuple),
        st.just("was sold"),
    ),
    st.lists(CLAUSES, max_size=1).map(tuple),
)
def test_a_clause_goes_with_all_that_stands_inside_it(sentence: Clause, at_its_end: tuple[Clause, ...]) -> None:
    def words(text: str) -> list[str]:
        return [word for word in text.replace(",", "").replace("…", "").split() if word]

    made = words(compress(written((written(sentence), at_its_end, "in spring"))))
    legal = (
        words(f"{first} {last} in spring")
        for first in shortened(sentence)
        for last in ("", *(end for clause in at_its_end for end in shortened(clause)))
    )
    assert any(made == each[: len(made)] for each in legal)


@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_lines_have_a_title(lines: list[str]) -> None:
    made = title(lines)
    assert made
    assert len(made) <= WIDEST + 1
    assert "\n" not in made


@given(
    st.lists(
        st.sampled_from(["harbour", "Novak,", "who", "said", "the", "after", "“plan”", "and", "—", "in", "(old)"]),
        min_size=1,
        max_size=60,
    )
)
def test_words_stay_whole(words: list[str]) -> None:
    known = {w.strip(",.…—()“”").casefold() for w in words}
    assert all(w.strip(",.…—()“”").casefold() in known for w in compress(" ".join(words)).split())


LEAD = "The council agreed to rebuild the old harbour."


@pytest.mark.parametrize(
    "above",
    [
        ["=" * 79],
        ["1", "00:00:01,000 --> 00:00:04,000"],
        ["<DOC>", "</TEXT>", '<?xml version="1.0"?>', '<a href="#x">'],
        [r"\documentclass[a4paper]{article}\begin{document}", r"\maketitle"],
        ["* * *", "1984", "— 12 —"],
    ],
)
def test_rules_numbers_and_markup_are_no_titles(above: list[str]) -> None:
    assert title([*above, LEAD]) == LEAD[:-1]
    assert title(above) != ""


@pytest.mark.parametrize(
    "line",
    ["=    Harbour plan agreed    =", "<HEAD>Harbour plan agreed</HEAD>", r"\section*{Harbour plan agreed}\label{a}"],
)
def test_a_title_in_markup_is_one(line: str) -> None:
    assert title([line, LEAD]) == "Harbour plan agreed"


@pytest.mark.parametrize(
    "line", [r"\\server\share holds the plans", "<j@a.example> wrote about it", "<3 from all of us"]
)
def test_what_looks_like_markup_is_left(line: str) -> None:
    assert title([line, LEAD]) == line
