"""What stands above the mails of an mbox is not compared."""

from reader.reuse.engine import Scope, Settings, find_reuse
from reader.text.mails import mails, without_heads

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


def test_the_mails_of_a_text_are_told_apart() -> None:
    first, second = f"{HEAD}\n{GATE}\n", f"{HEAD}\n{STRIKE}"
    assert mails(first + second) == [first, second]
    assert mails(f"Read this.\n{first}{second}") == ["Read this.\n", first, second]
    for text in ("", GATE, first, f"{GATE}From here on\n"):
        assert mails(text) == [text]


FOOTER = "Sent from the desk of the harbour office. Whoever has this by mistake may keep it, and owes us a postcard.\n"


def test_no_passage_runs_from_one_mail_into_the_next() -> None:
    quoted = "".join(f"> {line}\n" for line in (GATE + FOOTER).splitlines())
    archive = f"{HEAD}\n{STRIKE}{FOOTER}\n{HEAD}\n{GATE}{FOOTER}\n{HEAD}\nIs that so?\n{quoted}{FOOTER}"
    found = find_reuse([archive])
    told = [[archive[side.start : side.end] for side in (each.a, each.b)] for each in found]
    assert any(all("Nobody was hurt" in side for side in pair) for pair in told)
    assert not any("list-owner" in side for pair in told for side in pair)


def test_mails_of_one_file_stand_within_one_document() -> None:
    archive = f"{HEAD}\n{GATE}\n{HEAD}\n{STRIKE}\n{HEAD}\n{GATE}"
    assert [(each.a.document, each.b.document) for each in find_reuse([GATE, archive])] == [(0, 1), (0, 1), (1, 1)]
    (found,) = find_reuse([GATE, archive], Settings(scope=Scope.WITHIN))
    assert (found.a.start, found.b.start) == (archive.index("The sluice"), archive.rindex("The sluice"))


def test_stories_part_the_passages_of_a_mail() -> None:
    archive = f"{HEAD}\n{STRIKE}\n{HEAD}\n{GATE}\n{STRIKE}\n"
    texts = [archive, f"{GATE}\n{STRIKE}"]
    found = find_reuse(texts, stories=lambda document: [texts[document].rindex("Forty"), len(texts[document])])
    sides = {archive[each.a.start : each.a.end].strip(".") for each in found}
    assert sides == {GATE.strip(".\n"), STRIKE.strip(".\n")}


def test_the_day_of_an_envelope_may_stand_behind_more_blanks() -> None:
    for day in ("3", " 3", "  3", " 13"):
        head = HEAD.replace("Nov  3", f"Nov {day}")
        assert without_heads(f"{head}\n{GATE}") == f"{' ' * len(head)}\n{GATE}"
        assert len(mails(f"{head}\n{GATE}\n{head}\n{STRIKE}")) == 2


def test_only_envelopes_with_headers_are_left_out() -> None:
    for text in (GATE, "From here on\n" + GATE, HEAD.split("\n")[0] + "\n\n" + GATE, "From " + "a" * 99):
        assert without_heads(text) == text
    assert without_heads(f"{GATE}\n{HEAD}\n{GATE}") == f"{GATE}\n{' ' * len(HEAD)}\n{GATE}"
