"""Finding in the whole library: a prompt, what it finds, and a preview. The reading screen waits below, untouched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.errors import TwicetoldError
from reader.find.cancelling import Cancelled
from reader.find.request import idle, mistaken, unknown_flag
from reader.library.answers import wrong
from reader.library.catalogue import Catalogue
from reader.library.excerpts import Excerpt
from reader.library.finding import How, InArticle, LibrarySearch, Results
from reader.library.texts import Texts
from reader.positions import Place
from reader.tui.bars import KeyHints
from reader.tui.describing import article_content
from reader.tui.history import History
from reader.tui.in_order import Awaited, Awaiting
from reader.tui.keymaps import use_chosen_keys
from reader.tui.keys import FINDER, bindings
from reader.tui.panes.found import FoundList
from reader.tui.panes.page import Page
from reader.tui.panes.prompt import Prompt
from reader.tui.safe import safe_line
from reader.tui.screens.below import Below
from reader.tui.threads import take_in

FIRST_EXCERPTS = 40
"""Hits whose excerpts come with the results: more than a screen shows."""

PATIENCE_SECONDS = 0.1
"""How long unranked results wait for ranked ones before they are shown: a list that changes its order is no help."""

PLACEHOLDERS = {
    How.WORDS: "Find words in all texts",
    How.LETTERS: "Find letters as they stand in all texts",
    How.REGEX: "Find a regular expression in all texts",
}

ASIDES = {How.WORDS: "words", How.LETTERS: "letters", How.REGEX: "regular expression"}
"""What the prompt says at its right, since the placeholder goes with the first letter."""

HELP = (
    "",
    "  grain deal         both words, anywhere in an article",
    '  "grain deal"       in this order',
    "  grain | wheat      either",
    "  !wheat             not that one",
    "  doc:name           in documents with that in their name",
    "  title:word         in articles with that in their title",
    "  in:repeats         in what is told elsewhere too",
    "  is:unread is:read  in what you have not read, or have read",
    "  is:marked          where you set a mark or wrote a note",
)
"""Shown while nothing is typed."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, and how it is read: enough to come back to."""

    query: str = ""
    how: How = How.WORDS


@dataclass(frozen=True, slots=True)
class Choice:
    """The hit that the user wants to read."""

    search: Search
    results: Results
    place: Place
    hits: InArticle | None
    """Where in the article it stands, if that is known yet."""


class FinderScreen(Below[Choice | None], Awaiting):
    """Closed with a choice, or with None, after which everything is as it was."""

    BINDINGS = bindings(FINDER, typing=True)

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    CSS = """
    FinderScreen #finding { height: 1fr; }
    FinderScreen.-wide #finding { layout: horizontal; }
    FinderScreen FoundList { height: 1fr; width: 1fr; background: $surface; }
    FinderScreen Page { height: 1fr; width: 1fr; }
    FinderScreen.-low.-narrow Page { height: 5; }
    """

    def __init__(
        self,
        catalogue: Catalogue,
        texts: Texts,
        library: LibrarySearch,
        search: Search,
        history: History,
        remembered: Callable[[Search], None],
        at: tuple[Place, ...] = (),
    ) -> None:
        """`search` is what the prompt begins with, `at` where among its hits; `remembered` is told what is searched for
        when it is closed."""
        super().__init__()
        self.awaited = Awaited()
        self.catalogue = catalogue
        self._texts = texts
        self._library = library
        self._search = search
        self._remembered = remembered
        self._waiting: Timer | None = None
        self._previewed: tuple[Results | None, InArticle | None] = None, None
        """Of what was found when the preview was filled, and where in its article."""
        self._settled = True
        self._started = 0
        """Counts the searches: only what the last one finds is shown."""
        self._choosing = False
        self.prompt = Prompt("finder", PLACEHOLDERS[search.how], search.query, history=history)
        self.prompt.set_aside(ASIDES[search.how])
        self.found = FoundList(catalogue)
        self.found.begins_at = at
        self.preview = Page()

    def compose(self) -> ComposeResult:
        yield self.prompt
        with Container(id="finding"):
            yield self.found
            with Vertical(id="preview"):
                yield self.preview
        yield KeyHints()

    def on_mount(self) -> None:
        use_chosen_keys(self)
        self.preview.can_focus = self.found.can_focus = False
        self.preview.set_title("Preview")
        self.set_focus(self.prompt)
        self.prompt.action_select_all()
        if self._search.query:
            self._start()
        else:
            self.found.say(HELP)

    # Searching.

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        if event.value != self._search.query:
            self._choose_later(False)
            self.found.begins_at = ()
            self._search = Search(event.value, self._search.how)
            self._start()

    @on(Prompt.ModeWanted)
    def _turn_mode(self) -> None:
        ways = list(How)
        how = ways[(ways.index(self._search.how) + 1) % len(ways)]
        self._search = Search(self._search.query, how)
        self.prompt.placeholder = PLACEHOLDERS[how]
        self.prompt.set_aside(ASIDES[how])
        self.notify(f"{PLACEHOLDERS[how]}.", markup=False, timeout=2)
        self._start()

    def _start(self) -> None:
        """Search for what is in the prompt now; an older search is given up."""
        self._drop_waiting()
        if not self._search.query.strip():
            self.workers.cancel_group(self, "finder")
            self._settled = True
            self.found.say(HELP)
            return
        self._settled = False
        self._started += 1
        run = partial(self._run, self._started, self._search)
        self.run_worker(run, thread=True, exclusive=True, group="finder")

    def again(self, *, renumbered: bool) -> None:
        """Search anew because the library has changed; what is listed no longer holds if documents were renumbered."""
        if renumbered:
            self.found.begins_at = ()
            self.found.say(())
        self._start()

    def _run(self, started: int, search: Search) -> None:
        worker = get_current_worker()
        try:
            for results in self._library.search(search.query, search.how, lambda: worker.is_cancelled):
                excerpts = self._excerpts(results, 0, FIRST_EXCERPTS)
                if worker.is_cancelled:
                    return
                take_in(self, self._take, started, results, excerpts)
        except (Cancelled, IndexError):
            return  # the library has changed, and it is about to be searched anew
        except TwicetoldError as error:
            take_in(self, self._say_failed, ["", f"  {safe_line(str(error))}"])

    def _say_failed(self, notes: Sequence[str]) -> None:
        self._settled = True
        self._choose_later(False)
        self.found.say(notes)

    def _excerpts(self, results: Results, start: int, end: int) -> dict[int, Excerpt]:
        return dict(enumerate(self._library.excerpts(results, start, end), start))

    def _take(self, started: int, results: Results, excerpts: dict[int, Excerpt]) -> None:
        """Show results at once if they are all there or nothing is, else when nothing better came for a moment."""
        if started != self._started or not self.is_attached:
            return
        self._drop_waiting()
        show = partial(self._show, results, excerpts)
        if results.complete or results.how is not How.WORDS:
            show()
        else:
            self._waiting = self.set_timer(PATIENCE_SECONDS, show)

    def _drop_waiting(self) -> None:
        if self._waiting:
            self._waiting.stop()
            self._waiting = None

    def _show(self, results: Results, excerpts: dict[int, Excerpt]) -> None:
        self._settled = results.complete
        in_words = results.how is How.WORDS
        fault = wrong(results.query, results.how) or (mistaken(results.query) if in_words else "")
        warning = unknown_flag(results.query) or idle(results.query) if in_words else ""
        self.found.show(results, excerpts, fault, warning=warning)
        # What nobody has seen is not chosen while it may be ranked yet; texts that are read come in their order.
        if self._choosing and (results.complete or (self.found.place and not in_words)):
            self._accept()

    @on(FoundList.Wanted)
    def _fetch_excerpts(self, event: FoundList.Wanted) -> None:
        results = self.found.results
        if results is not None:
            fetch = partial(self._fetch, results, event.start, event.end)
            self.run_worker(fetch, thread=True, exclusive=True, group="excerpts")

    def _fetch(self, results: Results, start: int, end: int) -> None:
        worker = get_current_worker()
        try:
            excerpts = self._excerpts(results, start, end)
        except (TwicetoldError, IndexError):
            return
        if not worker.is_cancelled:
            take_in(self, self.found.add_excerpts, results, excerpts)

    # The preview.

    @on(FoundList.Pointed)
    def _pointed(self, event: FoundList.Pointed) -> None:
        results = self.found.results
        if event.place is None or results is None:
            self.workers.cancel_group(self, "preview")
            self.preview.clear()
            return
        look = partial(self._look, results, event.place)
        self.run_worker(look, thread=True, exclusive=True, group="preview")

    def _look(self, results: Results, place: Place) -> None:
        worker = get_current_worker()
        try:
            text = self._texts.text(self.catalogue.documents[place[0]])
            hits = self._library.hits(results, place)
        except (TwicetoldError, IndexError):
            return  # it is being read again
        if not worker.is_cancelled:
            take_in(self, self._show_preview, results, place, text, hits)

    def _show_preview(self, results: Results, place: Place, text: str, hits: InArticle) -> None:
        if place != self.found.place or place[0] >= len(self.catalogue.documents):
            return
        content = article_content(self.catalogue, *place, text)
        self._previewed = results, hits
        self.preview.show(content, at=hits.spans[hits.best][0] if hits.spans else None)
        self.preview.set_hits(hits.spans)
        if hits.spans:
            self.preview.choose_hit(hits.best)

    def action_scroll(self, pages: float) -> None:
        """Scroll the preview."""
        height = max(1, self.preview.content_size.height)
        self.preview.scroll_page(round(height * pages))

    # Moving and leaving.

    @on(Prompt.Pointed)
    def _point(self, event: Prompt.Pointed) -> None:
        self.found.point(event.hits)

    def action_section(self) -> None:
        """To the titles, or back to the texts."""
        self.found.next_section()

    @on(Prompt.Accepted)
    @on(FoundList.Opened)
    def _accept(self) -> None:
        """Open the hit under the cursor, once there is one of what was typed: in what was read, or will have been."""
        place, results = self.found.place, self.found.results
        if place is None or results is None or Search(results.query, results.how) != self._search:
            self._choose_later(not (self._settled and self.catalogue.all_read))
            return
        self._remembered(self._search)
        of, hits = self._previewed if self.preview.shows(place) else (None, None)
        self._close(Choice(self._search, results, place, hits if of is results else None))

    def _choose_later(self, later: bool) -> None:
        """Whether what is found first is opened, which the keys that come now wait for."""
        if later == self._choosing:
            return
        self._choosing = later
        if later:
            self.awaited.begin()
        else:
            self.awaited.end()

    @on(Prompt.Cancelled)
    def _cancel(self) -> None:
        self._remembered(self._search)
        self._close(None)

    def _close(self, choice: Choice | None) -> None:
        """Close, unless a key that was typed ahead asks for it once more."""
        self.awaited.end()
        if self.app.screen is self:
            self.dismiss(choice)
