import random

import pytest

from reader.find import titles as titles_module
from reader.find.cancelling import never
from reader.find.fuzzy import Titles, positions, search
from reader.find.pattern import parse
from reader.find.typos import Vocabulary

LIST = [
    "Zelensky meets Macron in Paris",
    "Parliament rejects tariff plan",
    "Сырский доложил о ситуации",
    "ECB holds rates as inflation slows",
]


@pytest.mark.parametrize("few", [0, 2000])
@pytest.mark.parametrize(
    ("query", "index", "meant"),
    [
        ("zelnesky", 0, "zelensky"),
        ("zelemsky", 0, "zelensky"),
        ("xelensky", 0, "zelensky"),
        ("macrno paris", 0, "macron paris"),
        ("parlaiment", 1, "parliament"),
        ("tarrif", 1, "tariff"),
        ("inflatoin rates", 3, "inflation rates"),
        ("сырсикй", 2, "сырский"),
        ("parliamrnt rejectz", 1, "parliament rejects"),
        ("parlix", 1, "parliament"),
    ],
)
def test_a_typo_finds_the_title(query: str, index: int, meant: str, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles_module, "FEW", few)
    matches = search(Titles(LIST), parse(query))
    assert [(hit.index, hit.tier) for hit in matches.hits] == [(index, "typo")]
    assert matches.did_you_mean == meant
    assert matches.corrected is not None
    assert positions(LIST[index], matches.corrected)


@pytest.mark.parametrize("query", ["rates", "zel par", "sky$", "xyz", "abc", "!zelnesky", "'zelnesky"])
def test_nothing_is_corrected_without_need(query: str) -> None:
    matches = search(Titles(LIST), parse(query))
    assert all(hit.tier == "exact" for hit in matches.hits)
    assert matches.did_you_mean is None


def test_exact_hits_come_first_and_once() -> None:
    matches = search(Titles(["tariff", "xtxaxrxrxixf", "tarrif"]), parse("tarrif"))
    assert [(hit.index, hit.tier) for hit in matches.hits] == [(2, "exact"), (1, "exact")]
    matches = search(Titles(["tariff", "xtxaxrxrxixf"]), parse("tarrif"))
    assert [(hit.index, hit.tier) for hit in matches.hits] == [(1, "exact"), (0, "typo")]


@pytest.mark.parametrize("few", [0, 1000])
def test_what_has_the_letters_of_two_misspelt_words_and_is_meant_is_said_to_be(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles_module, "FEW", few)
    listed = ["Xtxxaxxrxxrxxixxfx", "Tariff rates rise again", "Tar for rigs and roofs at fairs"]
    matches = search(Titles(listed), parse("tarfif raets"))
    assert [(hit.index, hit.tier) for hit in matches.hits] == [(1, "typo")]
    assert matches.did_you_mean == "tariff rates"


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ('"zelenksy meets"', '"zelensky meets"'),
        ('"zelenksy mets" paris', '"zelensky meets" paris'),
        ('macorn "in pariss"', 'macron "in paris"'),
        ("title:zelénksy macron", "title:zelensky macron"),
    ],
)
@pytest.mark.parametrize("few", [0, 1000])
def test_a_word_in_a_phrase_or_behind_a_field_may_be_misspelt(
    few: int, query: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles_module, "FEW", few)
    matches = search(Titles(LIST), parse(query))
    assert [(hit.index, hit.tier) for hit in matches.hits] == [(0, "typo")] and matches.did_you_mean == meant


def test_a_phrase_whose_words_all_occur_is_taken_at_its_word() -> None:
    for query in ('"meets zelensky"', '"macron"', '!"zelenksy meets"'):
        assert all(hit.tier == "exact" for hit in search(Titles(LIST), parse(query)).hits)


@pytest.mark.parametrize("few", [0, 1000])
def test_fewer_edits_and_whole_words_come_first(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles_module, "FEW", few)
    listed = ["Kiebrand", "A parliament of karkiard", "The long story of a harbour and of Kierd", "Kimling"]
    assert [hit.index for hit in search(Titles(listed), parse("kiedr")).hits] == [2, 0]
    listed = ["Krerthrot", "Of the krertko and many other things"]
    assert [hit.index for hit in search(Titles(listed), parse("krerthko")).hits] == [1, 0]


def test_corrections_are_of_beginnings_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ["untariffed goods", "mid-tariffs", "goods", "preTariff"]
    for few in (0, 1000):
        monkeypatch.setattr(titles_module, "FEW", few)
        assert [hit.index for hit in search(Titles(listed), parse("tarfif")).hits if hit.tier == "typo"] == [1]


def test_short_words_have_no_typos() -> None:
    assert Vocabulary(["cat dog"], never_raises).corrections("cut", never_raises) == []


def never_raises() -> None:
    assert not never()


def test_every_single_edit_of_a_word_is_corrected() -> None:
    vocabulary = Vocabulary(LIST, never_raises)
    rng = random.Random(1)
    for word in ("zelensky", "parliament", "tariff", "rates"):
        for place in range(len(word)):
            other = rng.choice("qwxyz")
            edited = {
                word[:place] + word[place + 1 :],
                word[:place] + other + word[place + 1 :],
                word[:place] + other + word[place:],
                word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
            }
            for typed in edited - {word}:
                if len(typed) >= 4:
                    wholes = [each.whole for each in vocabulary.corrections(typed, never_raises)]
                    assert word in wholes or vocabulary.begins(typed)
