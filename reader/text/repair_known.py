"""Mojibake that gives itself away one piece at a time, in texts that are otherwise fine: what ftfy knows."""

import re

from reader.text.evidence import BEYOND_ASCII
from reader.text.replacement import Replacement

_LATIN_PAGES = frozenset(
    [
        "latin-1",
        "sloppy-windows-1252",
        "sloppy-windows-1250",
        "sloppy-windows-1254",
        "sloppy-windows-1257",
        "iso-8859-2",
        "macroman",
    ]
)
"""ftfy's names of the pages whose mojibake no one writes. What looks broken by the others may be Russian or Greek."""

_SUSPICIOUS = re.compile("[\\x80-\\x9f]|[\xc2-\xf4][\\x80-\u2122]")
"""A C1 control, or something after a letter with an accent."""

MOST_KINDS = 1000
"""Different suspicious runs that are looked into: ftfy takes some 50 us for each."""


def find_known(text: str) -> list[Replacement]:
    """The runs of characters beyond ASCII that ftfy takes for mojibake, and what they should read.

    Only its decoding is used: quotes, ligatures, widths and Unicode normalisation are the author's business.
    """
    from ftfy import fix_encoding_and_explain  # late: 70 ms, and few texts come here

    known: dict[str, Replacement | None] = {}
    found = []
    for match in BEYOND_ASCII.finditer(text):
        run = match.group()
        if run not in known:
            known[run] = None
            if len(known) <= MOST_KINDS and _SUSPICIOUS.search(run):
                fixed, steps = fix_encoding_and_explain(run)
                pages = {step.parameter for step in steps or () if step.action == "encode"}
                if fixed != run and pages and pages <= _LATIN_PAGES:
                    reason = "ftfy: " + ", ".join(f"{step.action} {step.parameter}" for step in steps or ())
                    known[run] = Replacement(0, 0, fixed.replace("\ufeff", ""), "exact", reason)
        replacement = known[run]
        if replacement:
            found.append(replacement._replace(start=match.start(), end=match.end()))
    return found
