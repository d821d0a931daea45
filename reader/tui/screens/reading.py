"""The main screen: contents, page and repeats, and everything that passes between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from reader.errors import TwicetoldError
from reader.library.background import AnalysisError, Analyst
from reader.library.catalogue import Catalogue
from reader.library.database import delete, index_of, release
from reader.library.notices import Changed, Notice, Progress, Trouble
from reader.library.queries import Passage, next_article, next_document, passages
from reader.library.renumbering import Renumbering
from reader.library.texts import Source, Texts
from reader.text.sourcemap import SourceMap
from reader.tui.bars import KeyHints, StatusBar
from reader.tui.comparisons import Comparisons
from reader.tui.describing import about_document, article_content, help_groups, no_repeats, where
from reader.tui.differences import Differences, counterpart
from reader.tui.filtering import ContentsFilter
from reader.tui.jumps import Jumps, Location
from reader.tui.keys import READING, bindings
from reader.tui.line_view import LineView
from reader.tui.panes.contents import Contents
from reader.tui.panes.page import DEFAULT_MEASURE_CELLS, Page, PageContent
from reader.tui.panes.prompt import Prompt
from reader.tui.panes.repeats import Entry, Repeats
from reader.tui.safe import safe, safe_line
from reader.tui.searching import PageSearch

REFRESH_SECONDS = 0.05
"""Events of the analysis are shown together at most this often."""


class ReadingScreen(Screen[None]):
    """Three panes over one library. Panes post what the user wants; what happens then is decided here."""

    BINDINGS = bindings(READING)

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]

    class Found(Message):
        """The analysis has something new."""

        def __init__(self, event: Notice | AnalysisError | None) -> None:
            """None when the analysis is complete."""
            super().__init__()
            self.event = event

    def __init__(self, paths: Sequence[Path], listed: Sequence[str]) -> None:
        """Open what is below `paths`; `listed` are the names of the first files, shown until they are read."""
        super().__init__()
        self.paths = paths
        self.index = index_of(paths)
        self.catalogue = Catalogue(self.index)
        self.texts = Texts(self.catalogue)
        self.jumps = Jumps()
        self._listed = listed
        self._analyst: Analyst | None = None
        self._refresh_pending = False
        self.comparisons = Comparisons(self, self.catalogue, self.texts, self._comparison_ready)
        self.filter = ContentsFilter(self, self.catalogue, self._open_filtered)
        self.search = PageSearch(self, self._update_position)
        self._before_filter: Location | None = None
        self._jump_when_compared: tuple[Entry, int] | None = None
        """A jump that waits to know what the twin says for the line."""
        self._raw = False
        self._source_map: SourceMap | None = None
        """While the source is on the page: the way from its offsets to those of the clean text."""
        self._shown: tuple[int, int | None] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Contents(self.catalogue, self._listed)
            with Container(id="reading"):
                with Vertical(id="page-column"):
                    yield Page()
                yield Repeats()
        yield StatusBar()
        yield KeyHints()

    def on_mount(self) -> None:
        self.contents.update_title()
        self.page.border_title = Content("Page")
        self.repeats.border_title = Content("Repeats")
        self.repeats.differences_of = self._differences_of
        self.repeats.show((), "Looking for passages that are told twice…")
        self.set_focus(self.contents)
        self._show_found()
        if self.index.temporary:
            self.notify("The cache folder cannot be written: all will be read again at the next start.", markup=False)
        self.call_after_refresh(self.analyse)

    def on_unmount(self) -> None:
        if self._analyst:
            self._analyst.stop()
        self.catalogue.close()
        release(self.index)

    @property
    def contents(self) -> Contents:
        return self.query_one(Contents)

    @property
    def page(self) -> Page:
        return self.query_one(Page)

    @property
    def repeats(self) -> Repeats:
        return self.query_one(Repeats)

    # The analysis.

    @work(thread=True, group="analysis")
    def analyse(self) -> None:
        """Read the notices of the analysis in a thread; each is handled on the screen's own."""
        self._analyst = Analyst(self.paths, self.index)
        try:
            for event in self._analyst.notices():
                self.post_message(self.Found(event))
            self.post_message(self.Found(None))
        except AnalysisError as error:
            self.post_message(self.Found(error))

    @on(Found)
    def take_in(self, found: Found) -> None:
        match found.event:
            case Progress(files_read=files_read, files_found=files_found):
                self.catalogue.files_read, self.catalogue.files_found = files_read, files_found
            case Changed(names=names, count=count):
                more = f" and {count - len(names):,} more" if count > len(names) else ""
                self.notify(f"Changed on disk: {safe_line(', '.join(names))}{more}", markup=False)
            case Trouble(message=message):
                self.notify(safe_line(message), severity="warning", markup=False)
            case AnalysisError() as error:
                self.notify(str(error), severity="warning", markup=False)
            case _:
                pass
        if not self._refresh_pending:
            self._refresh_pending = True
            self.set_timer(REFRESH_SECONDS, self._show_found)

    def _show_found(self) -> None:
        """Show all that came since it was last done."""
        self._refresh_pending = False
        catalogue = self.catalogue
        if catalogue.damaged:
            self._mend()
        if renumbering := catalogue.refresh():
            self._renumber(renumbering)
        self.contents.documents_changed()
        if self._shown is None and catalogue.documents:
            self._open_first()
        if catalogue.compared:
            self.contents.repeats_changed()
            self._show_repeats()
        done, total = catalogue.files_read, catalogue.files_found
        if catalogue.compared:
            skipped = len(catalogue.skipped)
            self.set_activity(f"{skipped:,} skipped" if skipped else "")
        elif total and done == total:
            self.set_activity("comparing…")
        else:
            self.set_activity(f"reading {done:,}/{total:,}" if total else "reading…")
        if catalogue.compared and not catalogue.documents:
            self._say_empty()

    def _renumber(self, renumbering: Renumbering) -> None:
        """Stay with the same article after documents were changed, removed or inserted before it."""
        self.contents.renumber(renumbering)
        shown, place = self._shown, self._clean_place()
        self._shown = None
        document = renumbering.document(shown[0]) if shown else None
        if shown is None or document is None:
            return
        if shown[1] is None or not self.catalogue.documents[document].articles:
            self._show_document(document)
        else:
            self.open_article(document, self.catalogue.documents[document].article_at(place), at=place)

    def _mend(self) -> None:
        """Have a damaged index made anew."""
        if self._analyst:
            self._analyst.stop()
            self._analyst = None
            delete(self.index.path)
            self.notify("The index was damaged. It is being made anew.", severity="warning", markup=False)
            self.analyse()

    def _open_first(self) -> None:
        for number, document in enumerate(self.catalogue.documents):
            if document.articles:
                self.open_article(number, document.stories[0] if document.stories else 0)
                return

    def _say_empty(self) -> None:
        where = ", ".join(safe_line(str(path)) for path in self.paths)
        text = f"There is no text to read in {where}.\nStart reader with a folder or with files that hold text."
        if self.catalogue.skipped:
            text += "\nSkipped:\n" + "\n".join(
                safe_line(f"{skipped.name}: {skipped.reason}") for skipped in self.catalogue.skipped
            )
        self.page.show(PageContent(0, None, "Nothing to read", "", text, 0, len(text)))
        self.repeats.show((), "")

    # Showing an article.

    def open_article(
        self, document: int, article: int, *, at: int | None = None, target: tuple[int, int] | None = None
    ) -> None:
        """Show an article on the page, reading its file if its text is not in memory.

        `at` and `target` are offsets in the clean text: where the cursor goes, what is highlighted.
        """
        entry = self.catalogue.documents[document]
        self._shown = (document, article)
        self.contents.point_at(document, article)
        text = self.texts.cached(entry)
        if text is not None and not self._raw:
            self._show_article(document, article, text, at, target)
        else:
            self._fetch(document, article, at, target)

    @work(thread=True, exclusive=True, group="fetch")
    def _fetch(self, document: int, article: int, at: int | None, target: tuple[int, int] | None) -> None:
        entry = self.catalogue.documents[document]
        raw = self._raw
        try:
            shown = self.texts.source(entry) if raw else self.texts.text(entry)
        except TwicetoldError as error:
            self.app.call_from_thread(self._show_missing, document, str(error))
            return
        self.app.call_from_thread(self._show_article, document, article, shown, at, target)

    def _show_missing(self, document: int, message: str) -> None:
        if self.catalogue.damaged:
            self._show_found()
        message = safe_line(message)
        self.page.show(PageContent(document, None, "This document cannot be read", "", message, 0, len(message)))
        self.repeats.show((), "")

    def _show_article(
        self, document: int, article: int, shown: str | Source, at: int | None, target: tuple[int, int] | None
    ) -> None:
        if self._shown != (document, article) or self._raw == isinstance(shown, str):
            return  # the reader has moved on while the file was read
        content = article_content(self.catalogue, document, article, shown)
        self._source_map = None if isinstance(shown, str) else shown.source_map
        if self._source_map is not None:
            at = None if at is None else self._source_map.to_source(at)
            target = None
        self.page.show(content, at=at, target=target)
        self.search.page_changed()
        self._show_repeats()
        self._update_position()

    def _clean_place(self) -> int:
        """Offset in the clean text of the character on the cursor line."""
        place = self.page.place
        return self._source_map.to_clean(place) if self._source_map else place

    def _show_document(self, document: int) -> None:
        """Show what is known of a document instead of an article."""
        self._shown = (document, None)
        title, text = about_document(self.catalogue, document)
        self.page.show(PageContent(document, None, title, "", text, 0, len(text)))
        self.repeats.show((), "")
        self._update_position()

    def _show_repeats(self) -> None:
        content = self.page.content
        if content is None or content.article is None:
            return
        span = self.catalogue.documents[content.document].articles[content.article]
        found = passages(self.catalogue, content.document, span.start, span.end)
        if found != content.passages and not self._raw:
            self.page.set_passages(found)
        entries = sorted(self._entries(content.document, found), key=lambda entry: entry.twin.within)
        self.repeats.show(entries, no_repeats(self.catalogue, content.document))
        self.repeats.show_passage(self._passage_at(self._clean_place()))
        self._point_out()

    def _entries(self, here: int, found: Sequence[Passage]) -> Iterator[Entry]:
        for passage in found:
            for twin in passage.twins:
                document = self.catalogue.documents[twin.document]
                article = document.articles[document.article_of(twin.start, twin.end)]
                yield Entry(here, passage, twin, document.name, article.title)

    def _passage_at(self, place: int) -> Passage | None:
        end = place + 1
        under = self.page.passages_on(place, end)
        return max(under, key=lambda passage: (passage.other_documents, passage.end - passage.start), default=None)

    def _point_out(self) -> None:
        chosen = self.repeats.chosen()
        self.page.point_out(chosen.passage if chosen else None)

    # What the panes ask for.

    def _differences_of(self, entry: Entry) -> Differences | None:
        comparison = self.comparisons.of(entry.here, entry.twin)
        return comparison.differences if comparison else None

    def _comparison_ready(self) -> None:
        self.repeats.differences_ready()
        if self._jump_when_compared is not None:
            self._jump(*self._jump_when_compared)

    @on(Contents.Pointed)
    def _preview(self, event: Contents.Pointed) -> None:
        row = event.row
        if row.article is not None:
            if (row.document, row.article) != self._shown:
                self.open_article(row.document, row.article)
        elif row.heading:
            self._show_document(row.document)

    @on(Contents.Opened)
    def _open(self, event: Contents.Opened) -> None:
        if event.row.article is not None:
            self.open_article(event.row.document, event.row.article)
            self._focus("page")

    @on(Page.Moved)
    def _page_moved(self, event: Page.Moved) -> None:
        passage = self._passage_at(self._clean_place())
        self.repeats.show_passage(passage)
        self._point_out()
        self._update_position()

    @on(Page.Finished)
    def _page_finished(self, event: Page.Finished) -> None:
        self.action_article(event.direction, at_end=event.direction < 0)

    @on(Page.JumpWanted)
    def _page_jump(self) -> None:
        chosen = self.repeats.chosen()
        under = self._passage_at(self.page.place)
        if chosen and under and chosen.passage == under:
            self._jump(chosen, self.page.place)
        else:
            self.notify("No repeated passage on this line. ) goes to the next one.", markup=False)

    @on(Repeats.JumpWanted)
    def _repeats_jump(self, event: Repeats.JumpWanted) -> None:
        self._jump(event.entry)

    @on(Repeats.Chosen)
    def _repeats_chosen(self, event: Repeats.Chosen) -> None:
        passage = event.entry.passage
        self.page.point_out(passage)
        self.page.bring_into_view(passage.start)

    # Jumping.

    def _here(self) -> Location | None:
        content = self.page.content
        if content is None or content.article is None:
            return None
        place, row = self.page.view()
        focused = self.focused.id if self.focused and self.focused.id else "page"
        return Location(content.document, content.article, place, row, focused)

    def _jump(self, entry: Entry, place: int | None = None) -> None:
        """Go to a twin: to what it says for `place` on the page, or to its start."""
        twin = entry.twin
        document = self.catalogue.documents[twin.document]
        at = twin.start
        self._jump_when_compared = None
        if place is not None and twin.told_start <= place < twin.told_end:
            comparison = self.comparisons.of(entry.here, twin)
            if comparison is None:
                self._jump_when_compared = entry, place
                return
            at += counterpart(comparison.edits, place - twin.told_start)
            article = document.article_at(at)
        else:
            article = document.article_of(twin.start, twin.end)
            at = max(at, document.articles[article].start)
        if here := self._here():
            self.jumps.leave(here)
        self.open_article(twin.document, article, at=at, target=(twin.start, twin.end))
        self._focus("page")

    def action_back(self) -> None:
        """Return to where the last jump began, exactly."""
        here = self._here()
        if here and (location := self.jumps.back(here)):
            self._return_to(location)
        else:
            self.app.bell()

    def action_forward(self) -> None:
        here = self._here()
        if here and (location := self.jumps.forward(here)):
            self._return_to(location)
        else:
            self.app.bell()

    def _return_to(self, location: Location) -> None:
        self.open_article(location.document, location.article, at=location.place)
        self.call_after_refresh(self.page.restore, (location.place, location.row))
        self._focus(location.pane)

    def action_article(self, step: int, *, at_end: bool = False) -> None:
        """To the next or previous article, across documents."""
        for _ in range(self._take_count()):
            target = next_article(self.catalogue, *(self._shown or (0, None)), step)
            if target is None:
                self.app.bell()
                return
            self.open_article(*target)
        if at_end:
            self.call_after_refresh(self.page.action_bottom)

    def action_document(self, step: int) -> None:
        """To the first article of the next or previous document that has one."""
        for _ in range(self._take_count()):
            target = next_document(self.catalogue, (self._shown or (0, None))[0], step)
            if target is None:
                self.app.bell()
                return
            self.open_article(*target)

    def _take_count(self) -> int:
        return self.focused.take_count() if isinstance(self.focused, LineView) else 1

    # Panes.

    @property
    def _panes(self) -> list[LineView]:
        """The panes that are not hidden, in reading order."""
        panes: list[LineView] = []
        if not self.has_class("-no-contents"):
            panes.append(self.contents)
        panes.append(self.page)
        if not self.has_class("-no-repeats"):
            panes.append(self.repeats)
        return panes

    def _focus(self, pane: str) -> None:
        """Give a pane the focus, showing it if it is hidden."""
        self.remove_class(f"-no-{pane}")
        self.set_class(pane == "contents", "-on-contents")
        self.set_class(pane == "page", "-on-page")
        self.set_class(pane == "repeats", "-on-repeats")
        self.set_focus(self.query_one(f"#{pane}"))

    def action_pane(self, pane: str) -> None:
        """Go to a pane, unless the digit belongs to a count that has begun."""
        if isinstance(self.focused, LineView) and self.focused.counting:
            self.focused.action_digit(str(1 + ("contents", "page", "repeats").index(pane)))
        else:
            self._focus(pane)

    def action_next_pane(self, step: int) -> None:
        panes = self._panes
        at = next((i for i, pane in enumerate(panes) if pane is self.focused), 0)
        self._focus(panes[(at + step) % len(panes)].id or "page")

    def action_show_or_hide(self, pane: str) -> None:
        """Show or hide contents or repeats."""
        self.toggle_class(f"-no-{pane}")
        if self.has_class(f"-no-{pane}") and self.focused and self.focused.id in (pane, "filter"):
            self._focus("page")

    def action_page_only(self) -> None:
        """Hide both side panes, or show both again."""
        hide = not (self.has_class("-no-contents") and self.has_class("-no-repeats"))
        self.set_class(hide, "-no-contents")
        self.set_class(hide, "-no-repeats")
        if hide:
            self._focus("page")

    def action_measure(self, cells: int) -> None:
        self.page.set_measure(self.page.measure + cells if cells else DEFAULT_MEASURE_CELLS)

    # The filter of contents and the search in the page.

    async def action_search(self) -> None:
        """Filter contents; on the page or in repeats, search the page."""
        if self.focused is self.contents:
            if self.filter.prompt is None:
                self._before_filter = self._here()
            await self.filter.open()
        else:
            self._focus("page")
            await self.search.open()

    @on(Prompt.Changed, "#filter")
    def _filter_typed(self, event: Prompt.Changed) -> None:
        self.filter.typed(event.value)

    @on(Prompt.Pointed, "#filter")
    def _filter_pointed(self, event: Prompt.Pointed) -> None:
        self.contents.move_to(self.contents.cursor + event.hits, step=event.hits)

    @on(Prompt.Accepted, "#filter")
    def _filter_accepted(self) -> None:
        self.filter.accept()

    def _open_filtered(self) -> None:
        if self._before_filter:
            self.jumps.leave(self._before_filter)
        self.contents.action_open()

    @on(Prompt.Cancelled, "#filter")
    async def _filter_cancelled(self) -> None:
        """Put everything back: the article and the place in it, contents, the focus."""
        before = await self.filter.close()
        if self._before_filter:
            self._return_to(self._before_filter)
        if before:
            self.contents.cursor, self.contents.top = before.cursor, before.top
            self.contents.lines_changed()
        self._focus("contents")

    async def _close_filter(self) -> None:
        """Show all of contents again; the article that was found stays on the page."""
        await self.filter.close()
        if self._shown and self._shown[1] is not None:
            self.contents.point_at(self._shown[0], self._shown[1])

    @on(Prompt.Changed, "#search")
    def _search_typed(self, event: Prompt.Changed) -> None:
        self.search.typed(event.value)

    @on(Prompt.Pointed, "#search")
    def _search_pointed(self, event: Prompt.Pointed) -> None:
        self.search.step(1 if event.hits > 0 else -1)

    @on(Prompt.ModeWanted, "#search")
    def _search_mode(self) -> None:
        self.search.turn_mode()

    @on(Prompt.Accepted, "#search")
    async def _search_accepted(self) -> None:
        await self.search.accept()

    @on(Prompt.Cancelled, "#search")
    async def _search_cancelled(self) -> None:
        await self.search.cancel()

    def action_hit(self, step: int) -> None:
        """To the next or previous hit of the search."""
        for _ in range(self._take_count()):
            if not self.search.step(step):
                self.notify("Nothing is searched for. / searches the page.", markup=False)
                return

    def action_raw(self) -> None:
        """Show the source of the article as it is on disk, or the clean text again."""
        self._raw = not self._raw
        if self._shown and self._shown[1] is not None:
            self.open_article(self._shown[0], self._shown[1], at=self._clean_place())

    # The rest.

    def action_redraw(self) -> None:
        self.refresh(layout=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        pane = {"filter": "contents", "search": "page"}.get(event.widget.id or "", event.widget.id)
        for name in ("contents", "page", "repeats"):
            self.set_class(pane == name, f"-on-{name}")

    async def action_escape(self) -> None:
        """Close the uppermost layer: the filter, the highlight of a jump, the page-only view."""
        if self.filter.prompt:
            await self._close_filter()
        elif self.page.hits:
            self.search.clear()
        elif self.page.target is not None:
            self.page.set_target(None)
        elif self.has_class("-no-contents") and self.has_class("-no-repeats"):
            self.action_page_only()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed, keys are letters."""
        return not isinstance(self.focused, Input)

    def action_leave(self) -> None:
        self.app.exit()

    async def action_close(self) -> None:
        """Close the filter if there is one, else quit."""
        if self.filter.prompt:
            await self._close_filter()
        else:
            self.app.exit()

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(help_groups(self)))

    def set_activity(self, text: str) -> None:
        """Say at the right of the status line what the program is doing."""
        self.query_one(StatusBar).set_activity(safe(text))

    def _update_position(self) -> None:
        content = self.page.content
        documents = self.catalogue.documents
        if content is None or not documents:
            return
        text = where(documents[content.document], content, self.page.place, self.page.share_read())
        if self.page.hits:
            text = f"hit {self.page.hit_number():,}/{len(self.page.hits):,} · {text}"
        self.query_one(StatusBar).set_position(safe(text))
