"""Mail as it was meant to be read, whatever it is packed in."""

import binascii
import io
import re
from email.header import Header
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from mailbox import mbox
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.archives import unpack
from reader.library.documents import Document
from reader.library.exporting import Format, exported
from reader.library.loaded import LoadedDocument, load
from reader.library.mail import mail
from reader.library.mime import MAX_DEPTH, MAX_PARTS
from reader.reuse.engine import find_reuse
from reader.text.articles import HEADERS, Kind, articles, titled
from tests.library.making import indexed

ENVELOPE = "From a@b.org Thu Nov 20 10:00:00 2025\n"
GATE = (
    "Das Tor der Schleuse war zu groß für die Brücke, sagte der Rat am Montag, und die Wiesen standen unter Wasser.\n"
    "\n"
    "From now on, it said, nobody will open the gate of the sluice before the lower meadows are dry again.\n"
)


def letter(content: Message, subject: str = "Grüße aus Köln") -> Message:
    for name, value in (("From", "Zoë <z@b.org>"), ("To", "all@b.org"), ("Subject", subject)):
        content[name] = Header(value, "utf-8" if not value.isascii() else None).encode()
    content["Date"] = "Thu, 20 Nov 2025 10:00:00 +0000"
    return content


def opened(data: bytes | Message, name: str = "a") -> Document:
    raw = data if isinstance(data, bytes) else data.as_bytes()
    (item,) = unpack(name, io.BufferedReader(io.BytesIO(raw)))  # type: ignore[arg-type]
    assert isinstance(item, Document)
    return item


def body(document: Document) -> str:
    return document.source.partition("\n\n")[2].strip("\n") + "\n"


def stories(document: Document) -> list[tuple[str, str | None, str | None]]:
    found = titled(articles(document.clean.text), document.title)
    return [(each.title, each.date, each.source) for each in found if each.kind is Kind.ARTICLE]


def page(text: str) -> str:
    return f"<html><head><style>p {{}}</style></head><body><p>{text.replace(chr(10) * 2, '<p>')}</body></html>"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp850"])
def test_a_body_that_is_encoded(charset: str) -> None:
    for coding in ("base64", "quoted-printable", "8bit"):
        content = EmailMessage()
        content.set_content(GATE, charset=charset, cte=coding)
        document = opened(letter(content))
        assert body(document) == GATE
        assert document.title == "Grüße aus Köln"
        assert "Content-" not in document.source


def test_an_mbox_of_letters_that_are_encoded(tmp_path: Path) -> None:
    box = mbox(tmp_path / "a.mbox")
    forms = MIMEMultipart("alternative")
    forms.attach(MIMEText(GATE, "plain", "utf-8"))
    forms.attach(MIMEText(page(GATE), "html", "utf-8"))
    box.add(letter(MIMEText("Forty bakers walked out on Tuesday over the price of flour.\n", "plain", "utf-8")))
    box.add(letter(forms, "The sluice"))
    box.add(letter(MIMEText("Nothing is packed in this one.\nFrom now on.\n")))
    box.close()
    document = opened((tmp_path / "a.mbox").read_bytes())
    found = articles(document.clean.text)
    assert stories(document) == [
        ("Grüße aus Köln", "2025-11-20", "Zoë"),
        ("The sluice", "2025-11-20", "Zoë"),
        ("Grüße aus Köln (2)", "2025-11-20", "Zoë"),
    ]
    assert [each.title for each in found if each.kind is Kind.RESIDUE] == [
        HEADERS,
        f"{HEADERS} (2)",
        f"{HEADERS} (3)",
    ]
    assert document.source.count("Schleuse") == 1
    assert ">From now on.\n" in document.source  # as it is in the file
    assert not find_reuse([document.clean.text])


def test_mail_in_which_nothing_is_packed_stays_as_it_is() -> None:
    head = "From: a@b.org\nTo: c@d.org\nSubject: The sluice\nContent-Type: text/plain\n\n"
    for text in (
        head + GATE,
        f"{ENVELOPE}{head}{GATE}\n" * 2,
        f"From here on\n{head}{GATE}",
        f"Note: {GATE}",
        ENVELOPE,
    ):
        assert mail("a", text.encode()) is None
        assert opened(text.encode()).source == text
    packed = f"{ENVELOPE}Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n\nBeside it.\n\n"
    plain = f"{ENVELOPE}{head}{GATE}\n"
    assert plain in opened((plain + packed + plain).encode()).source


def test_a_letter_is_one_story_with_its_headers_above_it() -> None:
    for content in (MIMEText(GATE * 3, "plain", "utf-8"), MIMEText("It is dry.\n", "plain", "us-ascii")):
        document = opened(letter(content))
        top, story = titled(articles(document.clean.text), document.title)
        assert (top.kind, top.title, top.start) == (Kind.RESIDUE, HEADERS, 0)
        assert (story.title, story.date, story.source) == ("Grüße aus Köln", "2025-11-20", "Zoë")
        assert document.clean.text[story.start : story.end] == body(document)


def test_a_letter_need_have_no_more_headers_than_three() -> None:
    head = "From: Zoë Berg <z@b.org>\nSubject: The sluice\nDate: Thu, 20 Nov 2025 10:00:00 +0000\n"
    top, story = articles(head + "\n" + GATE)
    assert (top.title, top.start, top.end) == (HEADERS, 0, len(head) + 1)
    assert (story.title, story.date, story.source) == ("The sluice", "2025-11-20", "Zoë Berg")
    for other in (head.replace("10:00:00 +0000", ""), head.replace("@", ""), head.replace("Subject", "Title")):
        assert articles(other + "\n" + GATE)[0].title != HEADERS
    assert articles(f"{head}\n{GATE}\n{head}\n{GATE}")[0].title != HEADERS


def test_the_plain_form_is_read_if_it_says_anything() -> None:
    for plain, expected in ((GATE, GATE), (" \n-- \n", GATE.replace("\n\n", "\n"))):
        inner = MIMEMultipart("related")
        inner.attach(MIMEText(page(GATE), "html", "utf-8"))
        forms = MIMEMultipart("alternative")
        forms.attach(MIMEText(plain, "plain", "utf-8"))
        forms.attach(inner)
        assert body(opened(letter(forms))) == expected
    assert body(opened(letter(MIMEText(page(GATE), "html", "utf-8")))) == GATE.replace("\n\n", "\n")


def test_mails_of_an_mbox_have_their_own_encodings() -> None:
    told = {"koi8-r": "Ворота шлюза", "iso-8859-1": "größer", "UTF-8": "Brücke", "iso-2022-jp": "漢字", "big5": "漢字"}
    mails = [
        f"{ENVELOPE}From: a\nContent-Type: text/plain; charset={charset}\n\n{text}\n\n".encode(charset)
        for charset, text in told.items()
    ]
    for text, each in zip(told.values(), mails, strict=True):
        assert body(opened(each)) == f"{text}\n"
    assert [each for each in opened(b"".join(mails)).source.split("\n") if each in told.values()] == [*told.values()]
    lies = f"{ENVELOPE}From: a\nContent-Type: text/plain; charset=iso-8859-1\n\nBrücke\n\n"
    assert body(opened(lies.encode())) == "Brücke\n"


def test_attachments_are_named() -> None:
    whole = EmailMessage()
    whole.set_content(GATE)
    whole.add_attachment(b"\x89PNG" * 99, maintype="image", subtype="png", filename="Brücke\n1.png")
    whole.add_attachment("secret", filename="notes.txt")
    whole.add_attachment(b"x", maintype="application", subtype="x-thing")
    assert body(opened(letter(whole))) == (
        f"{GATE}\n[attachment: Brücke 1.png, image/png]\n\n[attachment: notes.txt, text/plain]\n\n"
        "[attachment: application/x-thing]\n"
    )


def test_a_file_in_the_text_is_named() -> None:
    lines = b"".join(binascii.b2a_uu(bytes(range(start, start + 45))) for start in (0, 45, 90))
    packed = "begin 644 the gate.png\n" + lines.decode() + "`\nend\n"
    head = "From: Z <z@b.org>\nSubject: The sluice\nDate: Thu, 20 Nov 2025 10:00:00 +0000\n\n"
    for newline in ("\n", "\r\n"):
        found = opened(f"{head}{GATE}{packed}{GATE}".replace("\n", newline).encode())
        assert body(found) == f"{GATE}[attachment: the gate.png]\n{GATE}"
    for text in (f"{head}begin 644 a\n{GATE}", f"{head}We begin 644 of them\n{packed.partition(chr(10))[2]}{GATE}"):
        assert opened(text.encode()).source == text


def test_a_mail_in_a_mail_is_read_below_it() -> None:
    whole = MIMEMultipart()
    whole.attach(MIMEText("See below.\n"))
    whole.attach(MIMEMessage(letter(MIMEText(GATE, "plain", "utf-8"), "Die Brücke")))
    head = "From: Zoë <z@b.org>\nTo: all@b.org\nDate: Thu, 20 Nov 2025 10:00:00 +0000\nSubject: Die Brücke\n"
    document = opened(letter(whole))
    assert body(document) == f"See below.\n\n{head}\n{GATE}"
    assert stories(document) == [("Grüße aus Köln", "2025-11-20", "Zoë")]


def test_a_line_in_a_body_that_is_an_envelope_parts_no_mails() -> None:
    forged = f"It said:\n  {ENVELOPE}{ENVELOPE}Subject: another\r{ENVELOPE}\n{GATE}"
    for form in (forged, page(re.sub("[\n\r]", "<br>", forged))):
        data = letter(MIMEText(form, "html" if form != forged else "plain", "utf-8")).as_bytes()
        for whole in (data, ENVELOPE.encode() + data + b"\n"):
            document = opened(whole)
            assert [title for title, _, _ in stories(document)] == ["Grüße aus Köln"]
            assert document.source.count(f">{ENVELOPE}") == 3


@pytest.mark.parametrize(
    ("fields", "raw", "text"),
    [
        ('text/plain; charset="no-such"', b"Br=C3=BCcke", "Brücke"),
        ('text/plain; charset="no-such"', b"Br=FCcke", "Brücke"),
        ("text/plain; charset=us-ascii", b"Br=FCcke", "Brücke"),
        ("text/plain; charset=utf-8", b"Br=FCcke =C3=BC", "Br\ufffdcke ü"),
        ("text/plain; charset=punycode", b"Brcke-kva", "Brcke-kva"),
        ("text/plain; charset=base64", b"QUJD", "QUJD"),
        ("text/plain; charset=utf-7", b"a+2AA-b=00", "a\ufffdb\ufffd"),
        ("text/plain; charset=iso-2022-jp", b"=1B$B4A;z=1B(B", "漢字"),
        ("text/plain; charset*=utf-8''iso-8859-1", b"Br=FCcke", "Brücke"),
        ("multipart/mixed", b"no parts =3D", "no parts ="),
        ('multipart/mixed; boundary="b"', b"--c\n\nno parts", "--c\n\nno parts"),
        ('multipart/mixed; boundary="b"', b"--b\n\nit breaks off", "it breaks off"),
        ("text/plain;;;=\"'*=''", b"=41", "A"),
    ],
)
def test_malformed_mail_is_read_as_far_as_it_goes(fields: str, raw: bytes, text: str) -> None:
    head = f"From: a\nDate: b\nContent-Type: {fields}\nContent-Transfer-Encoding: quoted-printable\n\n"
    document = opened(head.encode() + raw)
    assert body(document) == f"{text}\n"
    assert document.replaced == text.count("\ufffd")


def test_base64_that_breaks_off() -> None:
    head = b"From: a\nDate: b\nContent-Transfer-Encoding: base64\n\n"
    assert body(opened(head + b"VGhlIGdhdGU\n-- \n=")) == "The gate\n"
    assert body(opened(head + b"VGhlIGdhdGUh\nVA")) == "The gate!T\n"
    assert body(opened(head + b"VGhlIGdhdGUh\nV")) == "The gate!\n"


def test_line_ends_of_the_internet() -> None:
    data = letter(MIMEText(GATE, "plain", "utf-8")).as_bytes().replace(b"\n", b"\r\n")
    assert stories(opened(data)) == [("Grüße aus Köln", "2025-11-20", "Zoë")]
    assert body(opened(data)) == GATE
    box = opened(ENVELOPE.encode().replace(b"\n", b"\r\n") + data)
    assert stories(box) == [("Grüße aus Köln", "2025-11-20", "Zoë")]


def test_parts_in_parts_are_opened_within_limits() -> None:
    head = "From: a\nDate: b\nContent-Type: {}\n\n"
    deep = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(5000))
    text = body(opened((head.format("multipart/mixed; boundary=0") + deep).encode()))
    assert text == "[attachment: multipart/mixed]\n"
    mails = "".join(f"Subject: {n}\nContent-Type: message/rfc822\n\n" for n in range(5000))
    text = body(opened((head.format("message/rfc822") + mails).encode()))
    assert text.count("Subject") == MAX_DEPTH
    many = "".join(f"--0\n\n{n}\n" for n in range(5000))
    text = body(opened((head.format("multipart/mixed; boundary=0") + many).encode()))
    assert text.endswith(f"\n[only the first {MAX_PARTS} parts are shown]\n")
    assert text.count("\n\n") == MAX_PARTS - 1


SAVED = "From: <Saved by Blink>\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"


def test_a_saved_web_page() -> None:
    sentence = "The council voted to rebuild the old lighthouse of Größe that the storm tore down. "
    html = (
        f"<html><head><title>The lighthouse</title></head><body><article><p>{sentence * 9}</p></article></body></html>"
    )
    parts = [MIMEBase("text", "css"), MIMEText(html, "html", "utf-8"), MIMEBase("image", "png")]
    mixed = MIMEMultipart("related", _subparts=parts)
    for head in ("From: <Saved by Blink>\nSubject: x\n", 'From: "Saved by Windows Internet Explorer 7"\n', ""):
        document = opened(head.encode() + mixed.as_bytes(), "a.mhtml" if not head else "a")
        assert document.title == "The lighthouse"
        assert document.source == (sentence * 9).strip()
    assert opened(SAVED.encode() + b"--b\n\nNo page").source.endswith("No page\n")


TYPES = (
    *("multipart/mixed; boundary=b", 'multipart/alternative; boundary="b', "message/rfc822", "text/html"),
    *("text/plain; charset=\0", "text/plain; charset*1*=a'b'c", "multipart/digest; boundary*=''b"),
)
LINES = (
    *(ENVELOPE, "From: a\n", "Date: b\n", "Subject: =?utf-8?b?4?= =?x?q?=?=\n", "MIME-Version: 1.0\n", "\n", "--b\n"),
    *("Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "--b--\n", "TQ\n", "=\n"),
    *("Content-Disposition: attachment; filename*0*=utf-8''%ff\n", "<p>\ud800\n", "=00\r=0D"),
)
PIECES = st.sampled_from((*LINES, *(f"Content-Type: {kind}\n" for kind in TYPES)))


@given(st.lists(PIECES | st.binary(max_size=20), max_size=30))
@example([SAVED, "--b\nContent-Type: text/html\n\n"])
def test_nothing_in_a_mail_raises(pieces: list[str | bytes]) -> None:
    data = b"".join(each if isinstance(each, bytes) else each.encode("utf-8", "surrogatepass") for each in pieces)
    for whole in (data, b"From: a\nDate: b\n" + data, ENVELOPE.encode() + data):
        found = mail("a.mht", whole)
        if found:
            found.clean.text.encode("utf-8")
            assert "\0" not in found.source
            assert (
                sum(each.title.startswith(HEADERS) for each in articles(found.clean.text)) <= whole.count(b"From ") + 1
            )


def test_what_stands_above_a_mail_is_shown_with_it(tmp_path: Path) -> None:
    head = "From: Zoë <a@b.org>\nTo: Bo <b@b.org>,\n\tc@b.org\nX-Mailer: x\ncc: d@b.org\nDate: {0}\nSubject: {1}\n\n"
    date, subject = "Thu, 20 Nov 2025 10:00:00 +0100", "=?utf-8?q?Gr=C3=BC=C3=9Fe?="
    first, second = (f"{ENVELOPE}{head.format(date, said)}{GATE}\n" for said in (subject, "Re: Gate"))
    single = tmp_path / "one.eml"
    single.write_text(head.format(date, subject) + GATE)
    (tmp_path / "two.mbox").write_text(first + second)
    (tmp_path / "none.txt").write_text(f"2025-11-20\n\n{GATE}")
    catalogue = indexed(tmp_path)
    fields = ["From: Zoë <a@b.org>", "To: Bo <b@b.org>, c@b.org", "Cc: d@b.org", f"Date: {date}", "Subject: {0}"]
    told = [
        catalogue.above(number, story).fields
        for number, entry in enumerate(catalogue.documents)
        for story in entry.stories
    ]
    grüße, gate = (tuple(line.format(said) for line in fields) for said in ("Grüße", "Re: Gate"))
    assert told == [(), grüße, grüße, gate]
    read = [item for item in load([tmp_path]) if isinstance(item, LoadedDocument)]
    written = [each.body for each in exported(read, Format.TEXT)]
    assert ["\n".join((*fields[:3], "Subject: Grüße")) in body for body in written] == [False, True, True, False]
