"""Clauses of contracts."""

from collections.abc import Sequence

import pytest

from reader.text.articles import articles
from reader.text.clauses import clauses
from reader.text.marks import Mark
from reader.text.paragraphs import paragraphs

NAMES = ("DEFINITIONS", "LICENCE", "FEES AND PAYMENT", "CONFIDENTIALITY", "GOVERNING LAW")
BODY = (
    "{n}.1 The Customer pays what the Order Form says of the {name} within fourteen days of the invoice.\n\n"
    "{n}.2 Overdue amounts bear interest at one and a half percent a month or the highest rate permitted by law.\n\n"
)
PREAMBLE = "TERMS OF SERVICE\n\nVersion of 1 June 2024\n\n"


def contract(form: str, names: Sequence[str] = NAMES, body: str = BODY, preamble: str = PREAMBLE) -> str:
    return preamble + "".join(
        f"{form.format(n=n, name=name)}\n\n{body.format(n=n, name=name.lower())}" for n, name in enumerate(names, 1)
    )


def tops(text: str) -> list[str]:
    return [text[article.start :].split("\n", 1)[0] for article in articles(text)]


def marks(text: str) -> list[Mark]:
    spans = paragraphs(text)
    places = enumerate(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True))
    return clauses(text, {i: text[start:end] for i, (start, end) in places}, spans)


@pytest.mark.parametrize("names", [NAMES, NAMES[1:], [name.title() for name in NAMES]])
@pytest.mark.parametrize("form", ["{n}. {name}", "Article {n} – {name}", "## {n}. {name}", "§ {n} {name}"])
@pytest.mark.parametrize(
    "more", ["", "A preamble was inserted here by a paralegal before all clauses of this text.\n\n"]
)
def test_clauses_are_articles_the_first_and_the_last_too(form: str, names: Sequence[str], more: str) -> None:
    headings = [form.format(n=n, name=name) for n, name in enumerate(names, 1)]
    assert tops(contract(form, names, preamble=PREAMBLE + more)) == ["TERMS OF SERVICE", *headings]


def test_a_lost_heading_undoes_none_of_the_others() -> None:
    text = contract("{n}. {name}").replace("3. FEES AND PAYMENT\n\n", "")
    assert len(tops(text)) == len(NAMES)


def test_clauses_without_numbers_of_their_own_bind_somebody() -> None:
    bound = (
        "Either party shall keep what it learns of the {name} of the other secret for as long as that is possible.\n\n"
    )
    assert len(tops(contract("{n}. {name}", body=bound * 2))) == 1 + len(NAMES)


def test_each_of_several_contracts_begins_with_its_own_title() -> None:
    text = contract("{n}. {name}") + contract("{n}. {name}")
    assert tops(text).count("TERMS OF SERVICE") == 2


@pytest.mark.parametrize("form", ["{n}. {name}", "Article {n} – {name}"])
def test_other_texts_number_their_sections_too(form: str) -> None:
    told = "The keeper lit the lamp before the storm and wrote the number of the {name} on the wall of the house.\n\n"
    text = contract(form, body=told * 2, preamble="The lamp\n\n" + told.format(name="ropes"))
    assert marks(text) == []


def test_items_of_a_list_are_no_clauses() -> None:
    listed = "".join(
        f"{n}. The oil of the lamp shall be counted by the keeper each Monday at noon.\n\n" for n in range(1, 9)
    )
    assert len(tops("Rules of the lighthouse\n\n" + listed)) == 1
