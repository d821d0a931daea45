"""What the signs on the screen mean, for help."""

from reader.text.hanging import TURNED_CODE
from reader.tui.marking import NOTE_SIGN
from reader.tui.panes.beside import WAITING_SIGN
from reader.tui.panes.contents_rows import LONE_SIGN, READ_SIGN, SHARE_BARS, UNREAD_SIGN
from reader.tui.panes.page_text import HERE_BAR, TOLD_BAR
from reader.tui.panes.ruler import HIGHLIGHT_SIGN, HIT_SIGN, REPEAT_SIGN

LEGEND = [
    (
        "Beside titles in contents",
        [
            (READ_SIGN, "read"),
            (LONE_SIGN, "the only article of its document, where others have several"),
            ("▸ ▾", "its posts and residue are folded, or listed below"),
            ("▾ name/ 12", "a folder, and how many documents are in it"),
            (f"{UNREAD_SIGN}40%", "begun: so much of it is still unread"),
            (f"{SHARE_BARS[0]} to {SHARE_BARS[-1]}", "so much of it is told again, here or elsewhere"),
        ],
    ),
    (
        "On the page",
        [
            (TOLD_BAR, "told again: brighter the more documents tell it, in another colour if only this one does"),
            (HERE_BAR, "the passage whose twin repeats shows"),
            (f"{NOTE_SIGN}, a letter", "a note or a mark"),
            ("dimmed", "you have read it elsewhere"),
            (TURNED_CODE.strip(), "no line begins here: one of code, a table or a log goes on"),
        ],
    ),
    (
        "On the ruler at its right",
        [
            (REPEAT_SIGN, "a repeated passage starts"),
            (HIT_SIGN, "a hit"),
            (HIGHLIGHT_SIGN, "a highlight"),
            (f"{NOTE_SIGN}, a letter", "a note or a mark that is set in this article"),
        ],
    ),
    (
        "In repeats",
        [
            ("92%", "how alike: words that both have, in whatever order, of the words of both"),
            (
                "9 of 12 words",
                "of the passage that the twin has in the same order, or moved together: the rest is marked",
            ),
        ],
    ),
    (
        "Side by side",
        [
            ("italic", "both say it, each in another place"),
            (WAITING_SIGN, "nothing stands here: the other side says more, or a paragraph of it begins"),
        ],
    ),
]
"""Signs by where they stand, each with what it says."""
