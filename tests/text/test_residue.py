"""Lines of the page's frame and lines of stories."""

import pytest

from reader.text.residue import Frame, frame

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
    "Share this article": Frame.BAR,
    "Facebook Twitter Email Print": Frame.BAR,
    "Advertisement": Frame.BAR,
    "Read more: Harbour plan agreed": Frame.BAR,
    "Читайте также: план порта утверждён": Frame.BAR,
    "list of 3 itemslist 1 of 3list 2 of 3list 3 of 3end of list": Frame.BAR,
    "Photo by Anna Novak/Getty Images": Frame.CREDIT,
    "The harbour at dawn on Friday [File: Anna Novak/Reuters]": Frame.CREDIT,
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
)


@pytest.mark.parametrize(("line", "kind"), FRAMES.items())
def test_frames(line: str, kind: Frame) -> None:
    assert frame(line) is kind


@pytest.mark.parametrize("line", STORIES)
def test_stories(line: str) -> None:
    assert frame(line) is Frame.TEXT


@pytest.mark.parametrize(
    "line", ["[" * 699, "—" * 699, "(@" * 340, "a@(" * 230, "© " * 300, "read : " * 100, "," * 699]
)
def test_hostile_lines_end(line: str) -> None:
    assert frame(line) in Frame
