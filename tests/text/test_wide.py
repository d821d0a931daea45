import random
import struct

import pytest

from reader.text.decoding import decode
from reader.text.wide import wide_encoding
from tests.samples import LANGUAGES


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_what_a_text_says_tells_the_order_of_its_bytes(order: str) -> None:
    for text in (
        *LANGUAGES.values(),
        "Совет проголосовал за мост.\n" * 3_000,
        "一日之计在于晨。\n" * 9_000,
        "張三\n李四\n王五\n趙六\n錢七\n孫八\n",
        "東京は早く目を覚ました。大雨が降っている\n",
    ):
        assert wide_encoding(text.encode(order)) == order, text[:20]
        decoded = decode(text.encode(order))
        assert (decoded.text, decoded.replaced) == (text, 0)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1252", "cp874"]
)
def test_a_few_nul_bytes_make_no_other_encoding_wide(encoding: str) -> None:
    chance = random.Random(encoding)
    for language, text in LANGUAGES.items():
        data = bytearray((text * 2).encode(encoding, "ignore")[chance.randrange(9) :])
        if len(data) < 99:
            continue  # of a language that the encoding does not have
        for nul in (b"\0", b" \0", b"\0\n"):
            place = chance.randrange(len(data))
            data[place:place] = nul
        for given in (data, data + b"\n"):
            assert wide_encoding(given) == "", language


def test_numbers_are_no_text() -> None:
    chance = random.Random(1)
    for start in (0x0400, 0x05D0, 0x0620, 0x0E00, 0x3040, 0x4E00, 0xAC00):
        for spread in (20, 100, 4_000):
            units = [start + chance.randrange(spread) for _ in range(500)]
            for blank in ([], [0x20], [0x0A]):  # a stray one
                assert wide_encoding(struct.pack(f"<{500 + len(blank)}H", *units, *blank)) == ""
        mixed = [start + chance.randrange(60) if chance.random() < 0.9 else chance.randrange(0x40) for _ in range(500)]
        assert wide_encoding(struct.pack("<500H", *mixed)) == ""
    for size in range(2, 400, 2):
        assert wide_encoding(b"\0 \n\0" + chance.randbytes(size)) == ""


def test_names_that_nul_bytes_part_are_no_ideographs() -> None:
    names = b"\0".join(b"texts/volume%d/page-%d.txt" % (k // 7, k) for k in range(200))
    assert wide_encoding(names) == wide_encoding(names + b"\n") == wide_encoding(b" \0" + names + b"\0\n") == ""
