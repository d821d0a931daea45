import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.controls import UNSEEN, count_unsafe, painted, sanitise
from tests.hostile import PAYLOADS
from tests.samples import LANGUAGES

STEERING = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_that_steers_is_left(payload: str) -> None:
    safe = sanitise(payload)
    assert len(safe) == len(payload)
    assert not STEERING.intersection(safe)
    assert not any(low <= char <= high for char in safe for low, high in (("\u202a", "\u202e"), ("\u2066", "\u2069")))
    safe.encode("utf-8")


def test_each_kind_becomes_what_shows() -> None:
    assert sanitise("\x00\x1b\t\n\x7f") == "␀␛␉␊␡"
    assert sanitise("\x85\x9b\u202e\u2067\u2028\ud800\U000e0041\uffff") == "\ufffd" * 8


def test_what_only_parts_or_orders_stays_in_the_text_and_is_not_painted() -> None:
    text = "ខ្ញុំ\u200bទៅ word\u2060joiner \u05d0\u200e1\u200f \u061c\u0661 a\ufeffb \u202e\x1b"
    assert sanitise(text) == text[:-2] + "\ufffd␛"
    assert painted(text) == "ខ្ញុំទៅ wordjoiner \u05d01 \u0661 ab \ufffd␛"
    assert count_unsafe(text) == 8


def test_kept_controls_stay() -> None:
    assert sanitise("a\tb\nc\x1b", keep="\t\n") == "a\tb\nc␛"
    assert count_unsafe("a\tb\nc\x1b", keep="\t\n") == 1


@pytest.mark.parametrize("text", ["👨‍👩‍👧‍👦", "👩🏽‍🚀", "🏳️‍🌈", "1️⃣", "❤️", "می‌خواهم", "क्‍ष", "ക്‍", "®️"])
def test_joiners_stay_where_they_are_spelling(text: str) -> None:
    assert sanitise(text) == text
    assert count_unsafe(text) == 0


@pytest.mark.parametrize("text", ["pass\u200dword", "a\ufe0f", "x\u200c", "\u200d", "日\ufe01"])
def test_joiners_go_where_they_hide(text: str) -> None:
    assert "\ufffd" in sanitise(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fine_text_is_the_same_object(language: str) -> None:
    text = LANGUAGES[language]
    assert sanitise(text, keep="\n") == text


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\u200d\u200c\ufe0f👩❤क\u202e\x1b1\u200b\ufeff"))))
def test_length_stays_count_agrees_and_twice_is_once(text: str) -> None:
    safe = sanitise(text)
    assert len(safe) == len(text)
    replaced = sum(a != b for a, b in zip(text, safe, strict=True))
    assert count_unsafe(text) == replaced + sum(map(text.count, UNSEEN))
    assert painted(text) == "".join(character for character in safe if character not in UNSEEN)
    assert sanitise(safe) == safe
