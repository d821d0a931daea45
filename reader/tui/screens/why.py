"""Why an article starts at a paragraph, or does not: the cues and what each of them weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.tui.keys import OVERLAY, bindings
from reader.tui.screens.layer import Layer

if TYPE_CHECKING:
    from reader.text.explanation import Boundary

MOST_CUES = 10
"""The heaviest; what comes after them decided nothing."""

BAR_CELLS = 14
"""Of the heaviest cue."""


class WhyScreen(Layer[None]):
    """The reasons, over the reading screen."""

    BINDINGS = bindings(OVERLAY[:1])

    DEFAULT_CSS = """
    WhyScreen > VerticalScroll {
        width: 80; height: auto; max-height: 90%; padding: 1 2; border-subtitle-color: $text-muted;
    }
    """

    def __init__(self, boundary: Boundary | None, unweighed: str = "") -> None:
        """None: nobody would have thought of a start there, or nothing was weighed for the reason `unweighed`."""
        super().__init__()
        self._boundary = boundary
        self._unweighed = unweighed

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = Content("Why here?")
            box.border_subtitle = Content("esc closes")
            yield Static(explained(self._boundary, self._unweighed))


def explained(boundary: Boundary | None, unweighed: str = "") -> Content:
    """The reasons as text, the heaviest first, each with a bar for what it weighed."""
    if boundary is None and unweighed:
        return Content(f"No article starts here. Nothing was weighed. {unweighed}")
    if boundary is None:
        return Content("Nothing here looks like the start of an article: the chance is below 5%.")
    parts = [Content.styled(_verdict(boundary.begins, boundary.overruled), "bold")]
    if boundary.overruled:
        parts.append(Content(f" {_found(boundary)}"))
    if boundary.cues:
        parts.append(Content(f" The chance was {boundary.chance:.0%}. {boundary.rule}".rstrip() + "\n"))
    heaviest = max((abs(weight) for _, weight in boundary.cues), default=0.0) or 1.0
    for name, weight in boundary.cues[:MOST_CUES]:
        bar = "█" * max(1, round(abs(weight) / heaviest * BAR_CELLS))
        style = "$success" if weight > 0 else "$error"
        sign = "for    " if weight > 0 else "against"
        parts.append(
            Content.assemble(
                "\n", Content.styled(f"{sign} ", "$foreground 65%"), Content.styled(f"{bar:<{BAR_CELLS}} ", style), name
            )
        )
    return Content.assemble(*parts)


def _verdict(begins: bool, overruled: bool) -> str:
    verdict = "an article starts here." if begins else "no article starts here."
    return f"You said so: {verdict}" if overruled else verdict.capitalize()


def _found(boundary: Boundary) -> str:
    """What the program had thought, which was overruled."""
    if not boundary.cues:
        return "By itself the program saw nothing here that looks like a start."
    return f"By itself the program had found {'one' if boundary.chosen else 'none'}."
