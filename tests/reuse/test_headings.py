"""Passages of texts with the same headings end where sections do."""

from reader.reuse.engine import Settings, find_reuse

SECTIONS = {
    "1. Definitions": "In this Agreement the Supplier means Harrow Quarry Limited, and the Customer the Harbour Board "
    "of the town. The Works are the raising of the tower in grey granite, with a lamp that is lit before winter.",
    "2. Payment": "The Customer shall pay the Supplier the sum of one hundred thousand pounds in three instalments, "
    "each of which falls due thirty days after the engineer has certified in writing that the stage is completed.",
    "3. Termination": "Either party may terminate this Agreement by sixty days of notice if the other is in breach of "
    "it. On termination the Supplier shall leave the site clean and hand over all drawings without delay.",
    "4. Governing Law": "This Agreement is governed by the laws of England, and its courts have exclusive jurisdiction "
    "over all disputes that arise from it, whoever of the parties brings them there.",
}
OTHERS = {
    "2. Payment": "All fees are invoiced monthly by whoever works and settled within a fortnight, failing which "
    "interest at eight per cent accrues daily on whatever remains outstanding after that.",
    "3. Termination": "Should funds dry up, work stops on the Friday after; nobody owes anything further except wages "
    "that were earned until then, which a liquidator distributes.",
}


def contract(*changed: str) -> str:
    told = {head: OTHERS[head] if head in changed else said for head, said in SECTIONS.items()}
    return "SERVICE AGREEMENT\n\n" + "\n\n".join(f"{head}\n\n{said}" for head, said in told.items()) + "\n"


def passages(*texts: str) -> list[tuple[str, str]]:
    found = find_reuse(texts, Settings())
    return [
        (texts[each.a.document][each.a.start : each.a.end], texts[each.b.document][each.b.start : each.b.end])
        for each in found
    ]


def test_no_passage_takes_the_heading_of_a_section_along_that_is_another() -> None:
    first, last = "1. Definitions", "4. Governing Law"
    here, there = contract("2. Payment"), contract("3. Termination")
    begun, ended = passages(here, there)
    assert begun == (f"SERVICE AGREEMENT\n\n{first}\n\n{SECTIONS[first]}",) * 2
    assert ended == (f"{last}\n\n{SECTIONS[last]}",) * 2


def test_headings_within_a_passage_stay() -> None:
    assert passages(contract(), contract().replace("grey", "red")) == [
        (contract().strip(), contract().replace("grey", "red").strip())
    ]
