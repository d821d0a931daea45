"""What stands above the mails of an mbox is not compared."""

from reader.reuse.engine import find_reuse
from reader.text.mails import without_heads

HEAD = (
    "From list-owner@harbour.example.org Mon Nov  3 10:00:00 2025\n"
    "Received: from mail.harbour.example.org (unknown [192.0.2.7]) by\n"
    "\tlists.orwell.example.net (Postfix) with ESMTP id 4F2A71C0E9 for the members\n"
    "From: Anna Berg of the harbour office <anna@harbour.example.org>\n"
    "Date: Mon, 03 Nov 2025 10:00:00 +0000\n"
)
GATE = (
    "The sluice gate at Orwell failed on Monday night, and the lower meadows were under water by the morning, the "
    "river board said. Nobody was hurt.\n"
)
STRIKE = (
    "Forty bakers walked out of the works at Tarn on Tuesday over the price of flour, their union said, and would not "
    "be back before the weekend.\n"
)


def test_headers_that_come_again_are_no_repeats() -> None:
    without_envelope = HEAD.partition("\n")[2]
    told = f"Read this.\n{without_envelope}"  # any text
    assert find_reuse([f"{told}\n{GATE}", f"{told}\n{STRIKE}"])
    assert not find_reuse([f"{without_envelope}\n{GATE}", f"{without_envelope}\n{STRIKE}"])
    assert not find_reuse([f"{HEAD}\n{GATE}", f"{HEAD}\n{STRIKE}"])
    assert not find_reuse([f"{HEAD}\n{GATE}\n{HEAD}\n{STRIKE}"])


def test_what_a_mail_tells_again_keeps_its_place() -> None:
    texts = [f"{HEAD}\n{GATE}", f"Read this first.\n{GATE}"]
    (found,) = find_reuse(texts)
    assert {texts[side.document][side.start : side.end] for side in (found.a, found.b)} == {GATE.strip()}


def test_only_envelopes_with_headers_are_left_out() -> None:
    for text in (GATE, "From here on\n" + GATE, HEAD.split("\n")[0] + "\n\n" + GATE, "From " + "a" * 99):
        assert without_heads(text) == text
    assert without_heads(f"{GATE}\n{HEAD}\n{GATE}") == f"{GATE}\n{' ' * len(HEAD)}\n{GATE}"
