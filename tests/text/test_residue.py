"""Lines of the page's frame and lines of stories."""

import pytest

from reader.text.residue import Frame, frame, telling

FRAMES = {
    "— Michael Novak (@mnovak) February 10, 2024": Frame.SIGNATURE,
    "— Новости (@novosti) 3 марта 2024 г.": Frame.SIGNATURE,
    "Look at this. pic.twitter.com/AbC123": Frame.POST,
    "What a day https://t.co/AbC123": Frame.POST,
    "What a day — Michael Novak (@mnovak) February 10, 2024": Frame.POST,
    "Day: February 10, 2024": Frame.DAY,
    "10 февраля 2024 г.": Frame.DAY,
    "Saturday, May 4, 2024 at 10:15 am": Frame.DAY,
    "2024-05-04": Frame.DAY,
    "Published on Feb 08, 2024 02:14 PM IST": Frame.STAMP,
    "Last updated: January 4, 2024": Frame.STAMP,
    "Source: The Daily Ledger": Frame.STAMP,
    "Источник: Газета": Frame.STAMP,
    "© 2024 Ledger Media. All rights reserved.": Frame.FOOTER,
    "Все права защищены.": Frame.FOOTER,
    "(Reporting by Anna Novak; Editing by Lee Park)": Frame.FOOTER,
    "The Harbour Institute is an independent, nonpartisan research organization.": Frame.FOOTER,
    "This story has been updated.": Frame.FOOTER,
    "Authors:": Frame.FOOTER,
    "Tags: harbour, ferries, Northport": Frame.FOOTER,
    "Anna Novak in Northport and Lee Park in Eastville contributed to this report.": Frame.FOOTER,
    "— With assistance by Anna Novak": Frame.FOOTER,
    "Anna Novak can be reached at anna@ledger.example.": Frame.FOOTER,
    "Do you know more about the harbour? Email us at tips@ledger.example or call 0207 000 000": Frame.FOOTER,
    "Read or Share this story: https://ledger.example/2BXv": Frame.FOOTER,
    "Spread the word – share this post on Facebook and Twitter.": Frame.FOOTER,
    "Add your name to the thousands who ask for a new pier.": Frame.FOOTER,
    "• This article was amended on 4 May 2024. An earlier version gave another depth.": Frame.FOOTER,
    "CORRECTION: An earlier version of this story gave another depth.": Frame.FOOTER,
    "Lee Park is a senior reporter for the Harbour Ledger.": Frame.FOOTER,
    "(Source: The Daily Ledger)": Frame.STAMP,
    "Share this article": Frame.BAR,
    "Watch the latest video at video.ledger.example.com": Frame.BAR,
    "Facebook Twitter Email Print": Frame.BAR,
    "Advertisement": Frame.BAR,
    "Read more: Harbour plan agreed": Frame.BAR,
    "Читайте также: план порта утверждён": Frame.BAR,
    "list of 3 itemslist 1 of 3list 2 of 3list 3 of 3end of list": Frame.BAR,
    "Quelle: Hafenblatt": Frame.STAMP,
    "Fuente: El Puerto": Frame.STAMP,
    "Publié le 4 mai 2024 à 10:15": Frame.STAMP,
    "Опубліковано 4 травня 2024": Frame.STAMP,
    "© Hafenblatt": Frame.FOOTER,
    "Hafenblatt 2024 – alle Rechte vorbehalten": Frame.FOOTER,
    "El Puerto, todos los derechos reservados.": Frame.FOOTER,
    "Anzeige": Frame.BAR,
    "Lesen Sie auch: Der Hafen wird gebaut": Frame.BAR,
    "À lire aussi : le port sera reconstruit": Frame.BAR,
    "Lea también: El puerto": Frame.BAR,
    "Leggi anche: Il porto": Frame.BAR,
    "Читайте також: план порту": Frame.BAR,
    "Suscríbete a nuestro boletín": Frame.BAR,
    "Foto: Anna Novak": Frame.CREDIT,
    "Photo by Anna Novak/Getty Images": Frame.CREDIT,
    "The harbour at dawn on Friday [File: Anna Novak/Reuters]": Frame.CREDIT,
    "Featured image via Anna Novak": Frame.CREDIT,
    "(Image credit: The Daily Ledger)": Frame.CREDIT,
    "Reuters - Ap - Afp": Frame.CREDIT,
}

STORIES = (
    "The map, which was shown during the draw, left out an island.",
    "Share prices fell on Friday after the bank warned that rates would rise again before the end of the year.",
    "Reading by candlelight, she found the letter that her father had written in 1943.",
    "From 2019 to 2023 the town lost a third of its people.",
    "Photographs of the wreck were published on Friday by the navy.",
    "Copying is allowed.",
    "In 2024, according to Reuters, exports doubled.",
    "Update",
    "Sources said the deal was close.",
    "Topics: what was said of the harbour, what was left out, and why nobody asked.",
    "Authors and readers met in the town hall.",
    "По данным министерства, экспорт вырос вдвое.",
    "Quellen der Elbe wurden vermessen.",
    "Leggi e ordine mancano nel porto.",
    "Werbung für den Hafen hängt in jeder Straße der Stadt.",
    "Publicado el libro, el autor volvió al puerto.",
    "Fotos aus dem Hafen zeigen, wie hoch das Wasser stand.",
    "Dredging contributed to the erosion of the western pier.",
    "The server can be reached at any time.",
    "Shareholders will share this year's profit.",
    "The story of the pier was told by three fishermen, each of whom remembered it otherwise.",
    "Novak is a writer whose novels are read in forty countries.",
    "The correction was small: a tenth of a degree.",
    "With help from the crew the ferry was afloat again by noon.",
)


@pytest.mark.parametrize(("line", "kind"), FRAMES.items())
def test_frames(line: str, kind: Frame) -> None:
    assert frame(line) is kind


@pytest.mark.parametrize("line", FRAMES)
def test_frames_hold_what_tells_them(line: str) -> None:
    signed = "(@" in line or "pic." in line or "t.co/" in line
    assert signed or frame(line) is Frame.DAY or len(telling(line))


@pytest.mark.parametrize("line", STORIES)
def test_stories(line: str) -> None:
    assert frame(line) is Frame.TEXT


@pytest.mark.parametrize(
    "line", ["[" * 699, "—" * 699, "(@" * 340, "a@(" * 230, "© " * 300, "read : " * 100, "," * 699]
)
def test_hostile_lines_end(line: str) -> None:
    assert frame(line) in Frame
