"""Marks that decide outright, and marks that do not."""

import textwrap

import pytest

from reader.text.articles import Kind, articles
from reader.text.paragraphs import paragraphs
from reader.text.separators import separators

SUBJECTS = ("harbour", "bridge", "orchard", "railway")


def story(subject: str, paragraphs: int = 4) -> str:
    lead = f"The council agreed on Friday to rebuild the old {subject}, which was closed nine years ago after a storm."
    rest = f"“The {subject} belongs to all of us,” said Anna Novak, who has lived beside the {subject} for years."
    return "\n\n".join([lead] + [rest] * (paragraphs - 1))


def found(text: str) -> list[str]:
    return [a.title for a in articles(text) if a.kind is Kind.ARTICLE]


def test_headlines_of_a_markdown_digest() -> None:
    text = "\n\n".join(f"# The {s} will be rebuilt after all\n\n{story(s)}" for s in SUBJECTS)
    assert found(text) == [f"The {s} will be rebuilt after all" for s in SUBJECTS]


def test_sections_of_a_readme_are_one_article() -> None:
    text = "# Harbour\n\nA library for harbours.\n\n" + "\n\n".join(
        f"## {s.title()}\n\nRun `harbour {s}` to see it.\n\n```\n# comment\nharbour {s}\n```" for s in SUBJECTS
    )
    assert len(found(text)) == 1


def test_rules_of_dashes() -> None:
    assert len(found(f"\n\n{'-' * 30}\n\n".join(map(story, SUBJECTS)))) == 4


def test_rules_below_a_last_line_that_is_short() -> None:
    ends = ["Read more", "And that was all of it.", "The keepers of the harbour said so."] * 3
    text = "".join(f"{story(s)}\n{end}\n{'-' * 12}\n" for s, end in zip(SUBJECTS * 2, ends, strict=False))
    assert len(found(text + story("quay"))) == 9


def test_rules_that_underline_headings_are_no_separators() -> None:
    text = "\n\n".join(f"The {s}\n{'-' * 12}\n{story(s)}" for s in SUBJECTS)
    kinds, _ = separators(text, paragraphs(text))
    assert "rule" not in {marks.kind for marks in kinds}


def scenes_of_one_story() -> list[str]:
    rest = "She walked along the {} of the harbour and thought of the letter that her father had left her in it."
    return [
        "\n\n".join(rest.format(f"{a} {b}") for b in ("wall", "quay", "steps", "edge"))
        for a in ("long", "grey", "east")
    ]


def test_stars_between_scenes_are_no_separators() -> None:
    assert len(found("\n\n* * *\n\n".join(scenes_of_one_story()))) == 1


COUNTED = ("Tale 0", "Tale 1", "Tale 2 changed", "Tale 3", "Tale Four", "Tale 5")


@pytest.mark.parametrize("rule", ["* * *", "---", "-" * 30])
@pytest.mark.parametrize(
    "titles", [COUNTED, ("Tale 0 edited", "Inserted Tale", "Tale 1", "Tale five"), ("Winter", "The Lamp", "Bells")]
)
def test_rules_between_titled_stories_part_all_of_them(rule: str, titles: tuple[str, ...]) -> None:
    parts = [f"{title}\n\n{story(s)}" for title, s in zip(titles, SUBJECTS * 2, strict=False)]
    assert found(f"\n\n{rule}\n\n".join(parts)) == list(titles)


def test_rules_keep_what_chapters_are_called() -> None:
    heads = ["Chapter 1\n\nThe Storm", "Chapter 2\n\nThe Quay", "An interlude by the sea", "Chapter 3\n\nHome"]
    parts = [f"{head}\n\n{story(s)}" for head, s in zip(heads, SUBJECTS, strict=True)]
    titles = ["Chapter 1. The Storm", "Chapter 2. The Quay", "An interlude by the sea", "Chapter 3. Home"]
    assert found("\n\n* * *\n\n".join(parts)) == titles


def test_rules_between_scenes_of_which_one_has_a_head_part_nothing() -> None:
    scenes = scenes_of_one_story()
    scenes[0] = f"The Harbour\n\n{scenes[0]}"
    scenes[2] = f"Later that night\n\n{scenes[2]}"
    assert len(found("\n\n* * *\n\n".join(scenes))) == 1


def test_long_rules_in_wrapped_text_are_lines_of_their_own() -> None:
    parts = ["\n\n".join(textwrap.fill(each, 72) for each in story(s).split("\n\n")) for s in SUBJECTS]
    assert len(found(f"\n{'-' * 72}\n".join(parts))) == len(SUBJECTS)


def test_form_feeds() -> None:
    assert len(found("\n\f\n".join(map(story, SUBJECTS)))) == 4


def test_form_feeds_of_printed_pages_are_no_separators() -> None:
    pages = [
        "\n".join(f"Section {p}.{n} of the rules says how the harbour is to be kept." for n in range(55))
        for p in range(6)
    ]
    text = "\n\f\n".join(pages)
    kinds, _ = separators(text, paragraphs(text))
    assert "form feed" not in {marks.kind for marks in kinds}


@pytest.mark.parametrize("keys", [("Title", "Date", "Source"), ("Заголовок", "Дата", "Источник")])
def test_header_blocks_give_titles_days_and_sources(keys: tuple[str, str, str]) -> None:
    text = "\n".join(
        f"{keys[0]}: The {s}\n{keys[1]}: 3 May 2024\n{keys[2]}: The Ledger\n\n{story(s)}\n" for s in SUBJECTS
    )
    spans = [a for a in articles(text) if a.kind is Kind.ARTICLE]
    assert [a.title for a in spans] == [f"The {s}" for s in SUBJECTS]
    if keys[0] == "Title":
        assert {(a.date, a.source) for a in spans} == {("2024-05-03", "The Ledger")}


def test_an_mbox() -> None:
    envelope = "From novak@example.org Fri May  3 10:00:00 2024\n"
    mail = envelope + "From: Novak\nSubject: The {0}\nDate: Fri, 3 May 2024 10:00:00 +0000\n\n{1}\n\n"
    text = "".join(mail.format(s, story(s)) for s in SUBJECTS)
    assert found(text) == [f"The {s}" for s in SUBJECTS]


def test_the_headers_of_a_mail_are_no_part_of_its_story() -> None:
    mails = [
        f"From {s}@example.org Fri May  3 10:00:00 2024\n{sender}\nTo: all@example.org\nSubject: The {s}\n"
        f"Date: Fri, 3 May 2024 10:00:00 +0000\n\n{story(s)}\n\n"
        for s, sender in zip(
            SUBJECTS, ('From: "Anna Novak" <a@b.org>', "From: <c@d.org>", "X-Y: 1", "From: Ledger"), strict=True
        )
    ]
    text = "".join(mails)
    spans = articles(text)
    assert [a.kind for a in spans] == [Kind.RESIDUE, Kind.ARTICLE] * 4
    assert "".join(text[a.start : a.end] for a in spans) == text
    stories = spans[1::2]
    assert [(a.title, a.date) for a in stories] == [(f"The {s}", "2024-05-03") for s in SUBJECTS]
    assert [a.source for a in stories] == ["Anna Novak", "c@d.org", None, "Ledger"]
    assert all(text[a.start :].startswith("The council") for a in stories)
    assert all(text[a.start : a.end].startswith("From ") for a in spans[::2])


@pytest.mark.parametrize("text", [story("harbour"), "Come at nine."])
def test_a_single_mail(text: str) -> None:
    envelope = "From novak@example.org Fri May  3 10:00:00 2024\n"
    head, mail = articles(f"{envelope}From: Novak\nSubject: The harbour\nDate: 3 May 2024\n\n{text}\n")
    assert (head.kind, mail.kind) == (Kind.RESIDUE, Kind.ARTICLE)
    assert (mail.title, mail.date, mail.source) == ("The harbour", "2024-05-03", "Novak")


def test_an_archive_of_a_list() -> None:
    text = "".join(
        f"From anna at berg.org  Fri May  3 10:00:00 2024\nFrom: anna at berg.org (Anna =?utf-8?Q?M=C3=BCller?=)\n"
        f"Subject: [list] The {s}\nDate: Fri, 3 May 2024 10:00:00 +0000\n\n{story(s)}\n\n"
        for s in SUBJECTS
    )
    stories = [each for each in articles(text) if each.kind is Kind.ARTICLE]
    assert [(each.title, each.source) for each in stories] == [(f"[list] The {s}", "Anna Müller") for s in SUBJECTS]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?B?0JPQsNCy0LDQvdGM?= opens", "Гавань opens"),
        ("=?iso-8859-1?Q?The_caf=E9?=\n =?iso-8859-1?Q?_of_the_harbour?=", "The café of the harbour"),
        ("The harbour\n\topens at last", "The harbour opens at last"),
        ("=?no-such-encoding?B?0JPQsNCy0LDQvdGM?=", "=?no-such-encoding?B?0JPQsNCy0LDQvdGM?="),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("=?punycode?Q?caf-dma?= opens", "=?punycode?Q?caf-dma?= opens"),
    ],
)
def test_what_is_encoded_in_the_headers_of_a_mail(subject: str, title: str) -> None:
    envelope = "From novak@example.org Fri May  3 10:00:00 2024\n"
    text = f"{envelope}From: =?utf-8?Q?Ren=C3=A9?= <r@example.org>\nSubject: {subject}\nTo: all\n\n{story('harbour')}\n"
    mail = articles(text * 2)[1]
    assert (mail.title, mail.source) == (title, "René")


def test_a_mail_without_a_text_keeps_its_headers() -> None:
    envelope = "From a@b.org Fri May  3 10:00:00 2024\nFrom: Novak\nSubject: {0}\n\n"
    text = envelope.format("nothing") + "".join(envelope.format(f"The {s}") + story(s) + "\n\n" for s in SUBJECTS)
    assert found(text) == ["nothing", *(f"The {s}" for s in SUBJECTS)]


def test_articles_of_a_page() -> None:
    text = "\n".join(f"<article><h1>The {s}</h1>\n<p>{story(s)}</p>\n</article>" for s in SUBJECTS)
    assert len(found(text)) == 4


@pytest.mark.parametrize(
    "box",
    [
        "{rule}\n{title}\n{rule}",
        "+{rule}+\n| {title} |\n+{rule}+",
        "╔{wide}╗\n║ {title} ║\n╚{wide}╝",
        "┌{thin}┐\n│ {title} │\n└{thin}┘",
        "{stars}\n* {title} *\n{stars}",
    ],
)
def test_boxes_around_titles_head_their_stories(box: str) -> None:
    titles = [f"The {subject} will be rebuilt after all" for subject in SUBJECTS]
    drawn = [box.format(title=t, rule="-" * 36, wide="═" * 36, thin="─" * 36, stars="*" * (len(t) + 4)) for t in titles]
    text = "\n\n".join(f"{head}\n\n{story(subject)}" for head, subject in zip(drawn, SUBJECTS, strict=True))
    every = articles(text)
    assert [a.title for a in every] == titles
    assert [text[a.start :].startswith(head) for a, head in zip(every, drawn, strict=True)] == [True] * 4


@pytest.mark.parametrize("form", ["Version {}\n-------------", "## Version {}", "## [{}](https://a.org) - 2024-05-01"])
def test_versions_of_a_change_log_are_parted(form: str) -> None:
    told = "-   The lamp is lit at sunset.\n-   ``Keeper.count`` counts ropes only. :issue:`12`\n-   Drop oil.\n\n"
    versions = ["2.1.0", "2.0.1", "2.0.0", "1.0.0"]
    log = [f"{form.format(version)}\n\nReleased 2024-05-01\n\n{told * 2}\n" for version in versions]
    text = "".join(log)
    assert [article.start for article in articles(text)] == [text.index(each) for each in log]
    counted_up = "".join(reversed(log))
    marks, _ = separators(counted_up, paragraphs(counted_up))
    assert all(each.kind != "version" for each in marks)
