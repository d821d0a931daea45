"""Over the reading screen: what is in a document and was repaired there, and what of the library is not read."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.errors import TwicetoldError
from reader.library.entries import DocumentEntry
from reader.library.examining import Examination, Run, examine
from reader.library.skipping import Skipped, skipped_and_begun
from reader.plurals import plural
from reader.positions import Span
from reader.tui.describing import guessed
from reader.tui.keys import CARD, bindings
from reader.tui.panes.rows import Rows
from reader.tui.safe import safe, safe_line
from reader.tui.screens.layer import Layer
from reader.tui.threads import take_in

PROVEN = 1.0
"""Confidence in an encoding of Unicode that a byte order mark or the bytes themselves prove; others are guesses."""


class Card(Layer[Span | None]):
    """Facts above a list; closed with a span of the document to go to, or None."""

    BINDINGS = bindings(CARD)

    DEFAULT_CSS = """
    Card > Vertical { width: 96; height: auto; max-height: 90%; }
    Card Static { height: auto; max-height: 10; margin: 1 2; }
    """

    def __init__(self, title: str, facts: Sequence[str], rows: Sequence[Sequence[str]], inks: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._facts = Static(safe_lines(facts))
        self.rows = Rows(rows, inks, id="rows")

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = safe(self._title)
            box.border_subtitle = Content("esc closes")
            yield self._facts
            yield self.rows

    def on_mount(self) -> None:
        self.fit()
        self.set_focus(self.rows)

    def fit(self) -> None:
        """Make the list as high as it has rows, as far as there is room."""
        self.rows.styles.height = max(1, self.rows.line_count())

    def action_close(self) -> None:
        self.dismiss(None)

    def action_open(self) -> None:
        self.rows.action_open()


class SkippedCard(Card):
    """Every file that is not read, and why."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        rows = [(safe_line(each.name), safe_line(each.reason)) for each in skipped]
        told = zip(skipped_and_begun(skipped), ("not read", "not read to the end"), strict=True)
        one, many = "file or record is", "files or records are"
        facts = [f"{plural(count, one, many)} {what}." for count, what in told if count]
        facts = facts or ["Everything is read."]
        super().__init__("Skipped", facts, rows, ("repeats--document", "repeats--article"))


class DocumentCard(Card):
    """A document: its kind, its encoding, what it holds, and each kind of repair, from which enter goes to its first
    place."""

    def __init__(self, document: DocumentEntry, held: Sequence[str]) -> None:
        """`held`: what is in it, a sentence each."""
        self._document = document
        self._held = held
        self._runs: tuple[Run, ...] = ()
        inks = ("repeats--here", "repeats--there", "repeats--similarity", "repeats--note", "repeats--article")
        super().__init__(safe_line(document.name), [str(document.file.path), *held, "Reading it again…"], (), inks)

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._examine, thread=True, group="examine")

    def _examine(self) -> None:
        try:
            found = examine(self._document)
        except TwicetoldError as error:
            take_in(self, self._say, [str(self._document.file.path), str(error)])
            return
        take_in(self, self._show, found)

    def _say(self, facts: Sequence[str]) -> None:
        self._facts.update(safe_lines(facts))

    def _show(self, found: Examination) -> None:
        self._runs = found.runs
        self._say(facts_of(self._document, found, self._held))
        self.rows.show([_row(run) for run in found.runs])
        self.fit()

    @on(Rows.Opened)
    def _go(self, event: Rows.Opened) -> None:
        self.dismiss(self._runs[event.number].first)


def facts_of(document: DocumentEntry, found: Examination, held: Sequence[str]) -> list[str]:
    """What is known of a document, a line each; `held` is what is in it."""
    is_proven = found.encoding.startswith("utf") and found.confidence >= PROVEN
    sure = "" if is_proven else guessed(found.confidence)
    facts = [
        str(document.file.path),
        f"{found.kind}, {found.encoding}{sure}, {plural(document.characters, 'character')}, "
        f"{plural(document.lines, 'line')}",
        *held,
    ]
    if found.replaced:
        facts.append(
            f"{plural(found.replaced, 'character')} could not be decoded and shown as \N{REPLACEMENT CHARACTER}"
        )
    if found.neutralised:
        characters = plural(found.neutralised, "control or invisible character")
        facts.append(f"{characters} made harmless: shown as another, or not at all")
    if found.runs:
        inferred = found.repairs(exact=False)
        facts.append(
            f"{plural(found.repairs(), 'repair')} of {plural(len(found.runs), 'kind')}: "
            f"{found.repairs(exact=True):,} exact, {inferred:,} inferred from their place"
        )
    else:
        facts.append("Nothing had to be repaired")
    return facts


def _row(run: Run) -> tuple[str, ...]:
    """Broken, repaired, how often, how sure, and where it is first."""
    return (
        f"“{safe_line(run.source)}”",
        f"“{safe_line(run.repaired)}”" if run.repaired else "nothing",
        f"×{run.count:,}",
        "exact" if run.exact else "inferred",
        f"{safe_line(run.before)}{safe_line(run.repaired)}{safe_line(run.after)}".strip(),
    )


def safe_lines(lines: Sequence[str]) -> Content:
    """Lines that are never parsed as markup."""
    return Content("\n").join([safe(line) for line in lines])
