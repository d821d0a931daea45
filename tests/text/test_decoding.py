import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import UnreadableError
from reader.library.documents import document
from reader.text.decoding import decode
from tests.samples import LANGUAGES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
@pytest.mark.parametrize("language", ["English", "Russian", "Hindi", "Thai", "Chinese", "Japanese", "Korean", "Emoji"])
def test_unicode_is_certain(encoding: str, language: str) -> None:
    text = LANGUAGES[language]
    decoded = decode(text.encode(encoding))
    assert decoded.text.removeprefix("\ufeff") == text
    assert decoded.replaced == 0
    assert decoded.confidence >= 0.9


@pytest.mark.parametrize(
    ("encoding", "language"),
    [
        ("cp1252", "French"),
        ("cp1252", "German"),
        ("cp1252", "Spanish"),
        ("cp1252", "Portuguese"),
        ("cp1252", "Italian"),
        ("cp1252", "Swedish"),
        ("cp1252", "Icelandic"),
        ("cp1250", "Hungarian"),
        ("cp1250", "Polish"),
        ("cp1250", "Czech"),
        ("cp1251", "Russian"),
        ("koi8_r", "Russian"),
        ("cp1253", "Greek"),
        ("cp1255", "Hebrew"),
        ("cp1256", "Arabic"),
        ("cp1254", "Turkish"),
        ("gb18030", "Chinese"),
        ("cp932", "Japanese"),
        ("cp949", "Korean"),
        ("cp874", "Thai"),
        ("iso8859_6", "Arabic"),
        ("cp720", "Arabic"),
        ("cp737", "Greek"),
        ("cp869", "Greek"),
        ("cp862", "Hebrew"),
        ("big5", "Chinese"),
    ],
)
def test_old_encodings_are_guessed(encoding: str, language: str) -> None:
    text = LANGUAGES[language].encode(encoding, "ignore").decode(encoding)
    assert decode((text * 3).encode(encoding)).text == text * 3


@pytest.mark.parametrize(
    ("encoding", "language"), [("iso2022_jp", "Japanese"), ("iso2022_jp_ext", "Japanese"), ("iso2022_kr", "Korean")]
)
def test_shifts_tell_the_encoding(encoding: str, language: str) -> None:
    text = LANGUAGES[language].encode(encoding, "ignore").decode(encoding) * 3
    for data in (text.encode(encoding), bytearray(text.encode(encoding))):
        decoded = decode(data)
        assert (decoded.text, decoded.confidence, decoded.replaced) == (text, 1.0, 0)
    beyond = text.encode(encoding).replace(b"\x1b(B", b"-!\x1b(B", 1)  # a sign that is in no standard
    assert decode(beyond).replaced == (beyond != text.encode(encoding))


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b(B\x1b[m", "\x1b$B" + "plain words\n" * 9, "größer \x1b$B4A\x1b(B"])
def test_other_escapes_shift_nothing(text: str) -> None:
    assert (decode(text.encode()).encoding, decode(text.encode()).text) == ("utf-8", text)


@pytest.mark.parametrize("data", [b"\0", b"text\0text", b"\x7fELF\0\0\1", bytes(range(256))])
def test_nul_bytes_mean_binary(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(data)


def test_little_damage_leaves_utf8() -> None:
    decoded = decode("naïve café – ".encode() * 50 + b"\xff")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.startswith("naïve café – ")


@pytest.mark.parametrize(
    "text",
    [
        "She said “hello” to Zoe.\n",
        "Hier „ja” gesagt, Á Í Ð Ý.\n",
        "Łodzi, źle, gęś\n",
        "Mieszka w Łodzi od lat.\n",
        "Все ещё спят.\n",
        "一早就醒了。\n",
        "“Been there.”\n" + "Nothing of note happened in the harbour.\n" * 5000,
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_one_stray_byte_destroys_no_other_character(text: str, before: bool) -> None:
    stray = b"one bad \xe9 byte\n"
    decoded = decode(stray + text.encode() if before else text.encode() + stray)
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.replace("one bad \ufffd byte\n", "") == text
    assert 0.5 <= decoded.confidence < 1


@pytest.mark.parametrize("language", ["French", "Polish", "Russian", "Greek", "Chinese", "Japanese", "Thai", "Emoji"])
def test_a_file_that_ends_inside_a_character_is_utf8(language: str) -> None:
    text = LANGUAGES[language][:40]
    text = text[: max(place for place, character in enumerate(text) if character > "\x7f") + 1]
    decoded = decode(text.encode()[:-1])
    assert (decoded.encoding, decoded.text) == ("utf-8", text[:-1] + "\ufffd")
    assert decoded.confidence < 1


PLAIN = "The old lighthouse is closed, and the council met again. "


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        (PLAIN.encode() + "“".encode()[:1], 1),
        (PLAIN.encode() + "“".encode()[:2], 1),
        (PLAIN.encode() + "😀".encode()[:3], 1),
        (PLAIN.encode() + b"caf" + "é".encode()[:1], 1),
        ("Un café: voilà. ".encode() + PLAIN.encode() + "灯".encode()[:1], 1),
        (PLAIN.encode() + b"\xed\xa0\xbd " + PLAIN.encode(), 3),
        (PLAIN.encode() + b"\xed\xa0\xbd\xed\xb8\x80 " + PLAIN.encode(), 6),
        ("灯台".encode() + b"\xed\xa0\xbd\xed\xb8\x80" + "灯台".encode(), 6),
        (b"\xc0\xaf\xed\xa0\x80\xf8\x88\x80\x80\x80 " + PLAIN.encode(), 10),
        (b"one\xc0\x80two\xc0\x80" + PLAIN.encode(), 4),
    ],
)
def test_what_was_meant_as_utf8_is_utf8_beside_plain_ascii(data: bytes, replaced: int) -> None:
    for held in (data, bytearray(data)):
        decoded = decode(held)
        assert (decoded.encoding, decoded.replaced) == ("utf-8", replaced)
        assert decoded.text.replace("\ufffd", "") == data.decode("utf-8", "ignore")
        assert 0.5 <= decoded.confidence < 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Un café"),
        ("cp1252", "Un café…"),
        ("cp1252", "the café”"),
        ("cp1252", "IRMÃ"),
        ("cp1252", "Spaß"),
        ("cp1254", "dağ"),
        ("mac_roman", "and so on…"),
        ("mac_roman", "the boys’"),
        ("gb18030", "联通"),
        ("cp1252", "LE MARCHÉ… est fermé"),
        ("cp1251", "Её дом"),
        ("koi8_r", "её дом, её мир"),
        ("cp866", "так как раз и надо"),
        ("gb18030", "联通公司今天一早就醒了"),
        ("euc_jp", "東京は早く目を覚ました"),
        ("cp874", "กรุงเทพฯ ตื่นแต่เช้า"),
    ],
)
def test_a_few_words_in_another_encoding_are_not_utf8(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).encoding != "utf-8"


def test_a_replacement_character_that_is_written_out_is_no_damage() -> None:
    text = "caf\ufffd “na\ufffdve” \ufffd\ufffd\n"
    assert decode(text.encode() + b"\xe9").encoding == "utf-8"


def test_utf8_needs_no_guesser() -> None:
    loaded = set(sys.modules)
    decode("fine — text".encode())
    assert not {"charset_normalizer", "ftfy"} & (set(sys.modules) - loaded)


def test_a_stray_nul_byte_does_not_make_a_text_binary() -> None:
    text = "Ein Prüfstein für die Regierung. " * 40
    data = text.encode()
    found = decode(data[:600] + b"\0" + data[600:])
    assert (found.encoding, found.replaced) == ("utf-8", 1)
    assert found.text.replace("\ufffd", "") == text
    for encoding, stray in (("cp1252", b""), ("utf-8", b"\xff")):
        damaged = text.encode(encoding) + stray
        found = decode(damaged[:600] + b"\0" + damaged[600:])
        assert (found.encoding, found.replaced) == (encoding, 1 + len(stray))
        assert found.text.replace("\ufffd", "") == text
    packed = bytes(random.Random(1).randbytes(4_000)).replace(b"\0", b"")
    with pytest.raises(UnreadableError):
        decode(packed + b"\0")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_nul_byte_in_a_short_text_is_no_more_than_that(encoding: str) -> None:
    text = (
        'id,text\n1,"Der Rat prüft den Bau."\n2,"Größere Schäden blieben aus, hieß es."\n3,Mehr dazu später am Abend.\n'
    )
    data = text.encode(encoding)
    for place in (0, 20, len(data)):
        found = decode(data[:place] + b"\0" + data[place:])
        assert (found.encoding, found.replaced, found.text.replace("\ufffd", "")) == (encoding, 1, text)
    beside = data.replace(b" ", b" \1")
    with pytest.raises(UnreadableError):
        decode(beside + b"\0")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableError:
        assert b"\0" in data
        return
    decoded.text.encode("utf-8")
    assert decoded.text.count("\ufffd") >= decoded.replaced


def test_a_character_that_no_table_knows_costs_only_itself() -> None:
    text = LANGUAGES["Japanese"] * 9
    at = text.index("\n") + 1
    decoded = decode(text[:at].encode("cp932") + b"\xfc\xfc" + text[at:].encode("cp932"))
    assert (decoded.encoding, decoded.text) == ("cp932", f"{text[:at]}\ufffd{text[at:]}")


def test_big5_with_characters_of_its_users_is_known() -> None:
    text = "歡迎閱讀本教程，這是一個功能非常強大的編輯器，它有很多命令。" * 20
    decoded = decode(text.encode("big5").replace("強大".encode("big5"), b"\x8e\xcd\x8f\xfe", 3))
    assert (decoded.encoding, decoded.text) == ("big5", text.replace("強大", "\ufffd\ufffd", 3))


def test_a_guess_says_how_weak_it_is() -> None:
    urdu = LANGUAGES["Urdu"].encode("cp1256", "ignore") * 3
    assert decode(urdu).confidence < 0.9
    assert decode(LANGUAGES["Arabic"].encode("cp1256", "ignore") * 3).confidence >= 0.9


def test_nothing_is_repaired_where_nothing_speaks_for_the_encoding() -> None:
    noise = random.Random(5)
    data = b" ".join(bytes(noise.choices(range(0x80, 0x100), k=12)) + b"\xc3\xa9 caf\xc3\xa9" for _ in range(60))
    found = document("a", decode(data))
    assert found.confidence == 0 and not found.clean.repairs
