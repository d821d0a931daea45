import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from reader.text.clean import clean
from reader.text.codepages import NAMES
from tests.samples import LANGUAGES

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


def broken(text: str, page: str, *, strip: bool = True, spaces: bool = True) -> str:
    """The text after its UTF-8 was read as a code page; C1 controls dropped and no-break spaces made plain if asked."""
    characters = []
    for byte in text.encode("utf-8"):
        char = bytes([byte]).decode(page, "ignore") or (chr(byte) if byte < 0xA0 else "")
        if "\x80" <= char <= "\x9f" and strip:
            continue
        characters.append(" " if char == "\xa0" and spaces else char)
    return "".join(characters)


def given_back(text: str, repaired: str) -> float:
    """Share of the characters beyond ASCII that stand again where they stood."""
    kept = sum(
        not char.isascii()
        for op in Levenshtein.opcodes(text, repaired)
        if op.tag == "equal"
        for char in text[op.src_start : op.src_end]
    )
    return kept / sum(not char.isascii() for char in text)


def test_every_broken_run_of_the_seed_is_repaired_as_a_human_would() -> None:
    source = seed("000")
    cleaned = clean(source)
    repairs = Counter(
        (source[r.source_start : r.source_end], cleaned.text[r.clean_start : r.clean_end], r.kind)
        for r in cleaned.repairs
    )
    assert repairs == {
        ("โ", "—", "inferred"): 35,
        ("โ", "’", "inferred"): 4,
        ("ย", "", "inferred"): 14,  # the space that follows, if any, stays
        ("โฆ", "…", "inferred"): 2,
        ("ล ", "Š", "inferred"): 2,
        ("ยฉ", "©", "exact"): 1,
        ("รถ", "ö", "exact"): 1,
        ("๐ซ๐ท", "🇫🇷", "inferred"): 2,
        ("๐ฑ๐น", "🇱🇹", "inferred"): 2,
        ("๐ท๐บ", "🇷🇺", "inferred"): 1,
        ("๐ช๐ช", "🇪🇪", "inferred"): 1,
        ("๐ฎ๐น", "🇮🇹", "inferred"): 1,
    }
    assert not any("\u0e00" <= char <= "\u0e7f" for char in cleaned.text)
    assert "Šiauliai 🇱🇹 Allies 🇫🇷 and 🇮🇹 are" in cleaned.text
    assert "haven’t taken" in cleaned.text


@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_seeds_that_are_fine_are_left_alone(number: str) -> None:
    text = seed(number)
    assert clean(text).text is text


@pytest.mark.parametrize("language", LANGUAGES)
def test_fine_text_is_left_alone(language: str) -> None:
    text = LANGUAGES[language]
    assert clean(text).text is text
    assert clean(LANGUAGES["English"] + text * 20).repairs == ()
    assert clean(LANGUAGES["Thai"] + text).repairs == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_fine_words_alone_are_left_alone(language: str) -> None:
    words = LANGUAGES[language].split()
    for start in range(0, len(words), 2):
        phrase = " ".join(words[start : start + 3])
        for text in (phrase, phrase.upper(), f"The word {phrase} is used here."):
            assert clean(text).repairs == (), text


@pytest.mark.parametrize(
    "text", ["TGF-β and the β subunit of β-catenin, or β alone; a β b.", "The letter โ is a vowel.", "Ä“ und „Ö“ – „Ä“"]
)
def test_single_letters_of_other_scripts_are_left_alone(text: str) -> None:
    assert clean(text).text is text


EUROPEAN = ["English", "French", "German", "Spanish", "Portuguese", "Italian", "Swedish", "Polish", "Hungarian"]


@pytest.mark.parametrize(
    "page", ["cp1252", "cp1251", "cp1250", "cp1254", "cp1256", "koi8_r", "mac_roman", "cp437", "cp866"]
)
def test_pages_that_lose_little_are_undone(page: str) -> None:
    rates = [given_back(LANGUAGES[name], clean(broken(LANGUAGES[name], page)).text) for name in EUROPEAN]
    assert sum(rates) / len(rates) > 0.94
    assert min(rates) > 0.8


@pytest.mark.parametrize("page", ["iso8859_1", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_11"])
def test_pages_that_lose_dashes_and_quotes_are_undone_by_what_fits(page: str) -> None:
    rates = {name: given_back(LANGUAGES[name], clean(broken(LANGUAGES[name], page)).text) for name in EUROPEAN}
    assert rates["English"] > 0.9
    assert sum(rates.values()) / len(rates) > 0.75


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("strip", [True, False])
def test_repair_is_idempotent(page: str, strip: bool) -> None:
    for text in LANGUAGES.values():
        once = clean(broken(text, page, strip=strip)).text
        assert clean(once).text is once


WORDS = [
    "don’t",
    "won’t",
    "it’s",
    "“yes”",
    "“no,”",
    "–",
    "—",
    "café",
    "naïve",
    "Zoë",
    "Müller",
    "déjà",
    "£5",
    "€3",
    "©",
    "2024",
    "…",
    "plain",
    "words",
    "and",
    "more",
    "of",
    "them",
]


def test_generated_english_is_given_back() -> None:
    rng = random.Random(7)
    for page, least in (("cp1252", 0.92), ("iso8859_1", 0.85), ("iso8859_11", 0.85), ("mac_roman", 1.0)):
        text = "\n".join(" ".join(rng.choices(WORDS, k=rng.randint(5, 40))) for _ in range(100))
        assert given_back(text, clean(broken(text, page)).text) >= least


@pytest.mark.parametrize("page", ["cp1252", "cp1251", "cp1253", "koi8_r", "mac_roman", "cp866"])
def test_a_few_dashes_and_apostrophes_are_enough(page: str) -> None:
    text = "He hasn’t said why — and she won’t.\n" * 3
    assert clean(broken(text, page)).text == text


def test_text_broken_twice_is_undone_in_one_go() -> None:
    text = LANGUAGES["French"] * 3
    twice = text.encode("utf-8").decode("mac_roman").encode("utf-8").decode("mac_roman")
    cleaned = clean(twice)
    assert cleaned.text == text
    for repair in cleaned.repairs:
        assert cleaned.source_map.to_clean(repair.source_start) == repair.clean_start
        assert cleaned.source_map.to_source(repair.clean_end) == repair.source_end


def test_two_pages_in_one_document() -> None:
    text = "He havenโt said โ and it isnโt known โ why.\n" * 3 + "A cafÃ© and a naÃ¯ve fiancÃ©e.\n" * 3
    assert clean(text).text == "He haven’t said — and it isn’t known — why.\n" * 3 + "A café and a naïve fiancée.\n" * 3


def test_single_pieces_in_fine_text_are_repaired_by_ftfy_with_its_explanation() -> None:
    cleaned = clean("Élève à Genève: il a été là, où le garçon naïf a dit « Ã©tÃ© ». \x93Oui\x94, ﬁn, ＡＢ")
    assert cleaned.text == "Élève à Genève: il a été là, où le garçon naïf a dit « été ». “Oui”, ﬁn, ＡＢ"
    assert {repair.reason.split(":")[0] for repair in cleaned.repairs} == {"ftfy"}


@given(st.text(alphabet="aA .\n’“—éÃ©â€โยÐÑв\x92\xa0ร๐ซท"), st.sampled_from(NAMES))
def test_any_text_keeps_its_map(text: str, page: str) -> None:
    for source in (text, broken(text, page)):
        cleaned = clean(source)
        offsets = [cleaned.source_map.to_source(i) for i in range(len(cleaned.text) + 1)]
        assert offsets == sorted(offsets)
        assert offsets[-1] == len(source)
        end = 0
        for repair in cleaned.repairs:
            between = source[end : repair.source_start].replace("\r\n", "\n")
            assert cleaned.text[cleaned.source_map.to_clean(end) :].startswith(between)
            end = repair.source_end
