"""Lines of one form that come again and again."""

import pytest

from reader.text.articles import Kind, articles
from reader.text.paragraphs import paragraphs
from reader.text.recurring import DIARY, MOST_FORMS, alike, recurring, short_lines

STORIES = (
    ("Ferry crews walk out on the northern islands",
     "Ferry crews on the northern islands walked out on Tuesday, leaving some 2,000 passengers ashore.",
     "“Nobody has asked us what sixteen hours at sea are like,” said Morag Sinclair of the seamen’s union.",
     "Sinclair said that the crews would be back once the owners answered."),
    ("Court frees engineer of a fallen bridge",
     "A court in Genoa on Friday freed an engineer who had spent a year in prison for the fall of a bridge.",
     "Paolo Bertolini, 61, wept when the judges read what they had found in the archive.",
     "Bertolini’s lawyer said that the prosecutors had known of the letters since 2016."),
    ("Beekeepers count what the warm winter took",
     "Beekeepers in the valley of the Loire have lost more than half of their hives to a warm winter.",
     "Hélène Marchand, who keeps two hundred near Saumur, found eighty of them empty.",
     "Marchand said that she would not buy new swarms before May."),
    ("Museum gives a bronze horseman back",
     "A museum in Cleveland is to give back a bronze statue of a horseman that was dug up in Turkey.",
     "Soil from its foot is that of a hill near Burdur, the museum’s director, Ann Wheeler, told reporters.",
     "Wheeler said that three more pieces were being looked at."),
)  # fmt: skip


ENTRY = (
    "Rose early and walked to the mill before breakfast. Dined upon a leg of mutton with my cousin, and wrote to my"
    " brother in London concerning the tin. Wind at north-east with much rain."
)


def joined(head: str, foot: str = "", gap: str = "\n\n") -> str:
    parts = []
    for number, (title, *told) in enumerate(STORIES, 1):
        above = head.format(
            number=number, letter="ABCD"[number - 1], roman=("I", "II", "III", "IV")[number - 1], title=title
        )
        parts.append(gap.join(filter(None, (above, *told * 2, foot))))
    return gap.join(parts) + "\n"


def found(text: str) -> list[tuple[int, str]]:
    return [(a.start, a.title) for a in articles(text) if a.kind is Kind.ARTICLE]


@pytest.mark.parametrize(
    ("head", "titled"),
    [
        ("EXHIBIT {letter}", "EXHIBIT {letter}"),
        ("- {number} -", ""),
        ("[{title}]", "{title}"),
        ("{number}. {title}", "{title}"),
        ("https://gazette.example/world/{number}\n\n{title}", "{title}"),
        ("{number} of 4 DOCUMENTS\n\nThe Gazette (London)\n\n{title}", "{title}"),
        ("Document {number} of 4\n\n{title}\n\nBYLINE: Anna Novak\n\nSECTION: World", "{title}"),
        ("{title}\n\nBy Anna Novak", "{title}"),
        ("<DOC>\n<DOCNO> GZ-{number} </DOCNO>\n<HEAD>{title}</HEAD>", "{title}"),
        ("Edinburgh, {number} March 1845.\n\nMy dear Anna,", ""),
        ("Case No. {number}/2019\n\nSmith v. Jones\n\nJudgment of {number} March 2019", "Case No. {number}/2019"),
    ],
)
def test_stories_start_at_lines_of_one_form(head: str, titled: str) -> None:
    text = joined(head)
    starts = found(text)
    assert [text[start:].startswith(head.format(number=n, letter="ABCD"[n - 1], roman="", title=STORIES[n - 1][0])[:9])
            for n, (start, _) in enumerate(starts, 1)] == [True] * 4  # fmt: skip
    if titled:
        assert [title for _, title in starts] == [
            titled.format(number=n, letter="ABCD"[n - 1], title=STORIES[n - 1][0]) for n in range(1, 5)
        ]


@pytest.mark.parametrize("foot", ["END", "</DOC>", "-- END OF MESSAGE {} --"])
def test_stories_end_at_lines_of_one_form(foot: str) -> None:
    text = joined("", foot)
    assert [start for start, _ in found(text)] == [text.index(told) for _, told, *_ in STORIES]


@pytest.mark.parametrize("day", ["{} January 1665", "Monday, January {}, 1665", "1665-01-{:02}", "## {} March 1843"])
@pytest.mark.parametrize("paragraphs_of_a_day", [1, 2])
def test_days_in_their_order_are_entries_of_a_diary(day: str, paragraphs_of_a_day: int) -> None:
    told = [f"{ENTRY} Paid Jago {n} crowns for the mare.\n\n" * paragraphs_of_a_day for n in range(3, 9)]
    text = "".join(f"{day.format(n)}\n\n{entry}\n" for n, entry in enumerate(told, 3))
    entries = articles(text)
    assert [text[entry.start :].split("\n")[0] for entry in entries] == [day.format(n) for n in range(3, 9)]
    assert [entry.title for entry in entries] == [day.format(n).strip("# ") for n in range(3, 9)]
    assert [entry.date[-2:] for entry in entries if entry.date] == [f"{n:02}" for n in range(3, 9)]


@pytest.mark.parametrize("days", [(3, 9, 5, 4), (3, 3, 3, 3)])
def test_days_in_no_order_are_no_diary(days: tuple[int, ...]) -> None:
    text = "".join(f"{n} January 1665\n\n{ENTRY}\n\n" for n in days)
    spans = paragraphs(text)
    assert DIARY not in [marks.kind for marks in recurring(text, spans, short_lines(text, spans))]


def test_days_below_what_was_told_are_no_diary() -> None:
    text = "".join(f"{ENTRY}\n\n{n} January 1665\n\n" for n in range(3, 9))
    spans = paragraphs(text)
    assert DIARY not in [marks.kind for marks in recurring(text, spans, short_lines(text, spans))]


def test_sections_of_one_text_are_not_parted() -> None:
    rules = (
        ("The keeper shall light the lamp at sunset and put it out at sunrise, and shall write both hours in the book.",
         "If the keeper is ill, the assistant shall do so in the keeper's place and sign the book with both names."),
        ("The keeper shall not leave the island between October and April unless the harbour master has agreed to it.",
         "Leave of more than three days shall be asked for in writing, with the name of whoever takes over."),
        ("The assistant shall count the oil each Monday and tell the harbour master of any loss above two gallons.",
         "Oil that was spilt shall be entered in the book of losses, with the cause of it as far as it is known."),
        ("Visitors shall be shown the lamp in daylight only, and no more than six of them shall be on the stairs.",
         "The keeper may refuse a visitor without giving a reason, and shall tell the harbour master of the refusal."),
        ("These rules shall hang in the hall of the lighthouse, where the keeper and the assistant can read them.",
         "Whoever breaks them shall pay a fine of one week's wages, which the harbour master may double."),
    )  # fmt: skip
    text = "\n\n".join(f"Section {n}\n\n{first}\n\n{second}" for n, (first, second) in enumerate(rules, 1))
    assert len(found(text)) == 1


def test_heads_of_pages_stand_within_sentences() -> None:
    page = (
        "The keeper of the light went down to the quay every morning and looked for the boat, and when it came he\n\n"
    )
    text = "".join(f"The Keeper of the Light, page {n} of 90\n\n{page * 4}" for n in range(1, 20))
    spans = paragraphs(text)
    assert recurring(text, spans, short_lines(text, spans)) == []


def test_a_line_above_a_few_of_many_stories_divides_nothing() -> None:
    whole = joined("")
    text = "\n\n".join(f"Day: Friday, March {n}, 2019\n\n{whole}" for n in (1, 8, 15))
    assert len(found(text)) > 3


def test_lines_that_name_a_story_below_their_number() -> None:
    text = joined("{roman}\n\n{title}", gap="\n\n").replace("\n\nI", "\n\n\n\nI")
    assert [title for _, title in found(text)] == [
        f"{roman}. {title}" for roman, (title, *_) in zip(("I", "II", "III", "IV"), STORIES, strict=True)
    ]


def test_few_forms_are_looked_at_however_many_lines_come_again() -> None:
    lead = "She had seen the stones of the harbour from the ship, and she said that she would stay with them for good."
    told = "".join(f"A line of few words {n * 7 % 97} and {n}x\n\n" + f"{lead}\n\n" * 4 for n in range(100))
    text = told * 3
    spans = paragraphs(text)
    assert 0 < len(recurring(text, spans, short_lines(text, spans))) <= MOST_FORMS


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("Section 1.", ["Section 2.", "Section 3."]),
        ("RECIPE for soup", ["RECIPE for bread"]),
        ("[A lamp]", ["[A storm]"]),
        ("Of the ferry and the pier", []),
    ],
)
def test_lines_that_are_like_one(line: str, others: list[str]) -> None:
    text = "".join(f"{each}\n\n{ENTRY}\n\n" for each in (line, *others, "Something else"))
    assert alike(text, 0) == ([text.index(each) for each in (line, *others)] if others else [])
