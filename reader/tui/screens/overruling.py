"""Putting articles right from the reading screen, asking why they start where they do, and saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.worker import Worker, get_current_worker

from reader.errors import TwicetoldError
from reader.library.texts import stories_of
from reader.tui.keymaps import naming_key
from reader.tui.keys import ARTICLE_CHOICES, OVERRULING, SAVE_CHOICES, bindings
from reader.tui.overruling import Overruling, Unfit
from reader.tui.panes.prompt import Prompt, close_prompt, show_prompt
from reader.tui.safe import safe_line
from reader.tui.screens.tracking import TrackingScreen
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.library.entries import DocumentEntry
    from reader.library.saving import Doubt
    from reader.library.userdata.export import Excerpt
    from reader.library.userdata.overrides import Overrides
    from reader.text.explanation import Boundary

OTHERS_SECONDS = 2.0
"""How often one looks whether another reader has put something right."""

UNFIT_NAMED = 3
"""Of what no longer fits its text, so many are named."""

UNFIT_SECONDS = 15.0

NOTHING = "Nothing has changed by that."


class OverrulingScreen(TrackingScreen):
    """The part of the reading screen on which the user knows better."""

    BINDINGS = bindings(OVERRULING)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.overruling = Overruling(
            session.catalogue, self.keeping, self._articles_changed, self._say_unfit, self.put_right
        )
        self._why: Worker[None] | None = None
        """Works out why an article starts where it does."""
        self._typed: Callable[[str], bool] | None = None
        self._doubted: tuple[str, Doubt] | None = None
        """The name that was asked back about last when something was to be saved, and why."""

    def on_mount(self) -> None:
        self.overruling.apply()
        self.set_interval(OTHERS_SECONDS, self.overruling.follow)

    def put_right(self) -> None:
        """Called when something was put right."""

    def page_changed(self) -> None:
        self.cancel_why()
        super().page_changed()

    def _articles_changed(self) -> None:
        """Show the articles as they are now, the page at the same place."""
        self.contents.articles_changed()
        self.shares.forget()
        shown, place = self.opening.shown, self.opening.place
        if shown is not None and shown[0] < len(self.catalogue.documents):
            self.jumping.articles_changed()
            if shown[1] is not None:
                self.opening.open_again(shown[0], place)

    def _say_unfit(self, unfit: Sequence[Unfit]) -> None:
        """Say what no longer fits its text: of many the first."""
        where = [
            f"{f'the title “{each.title}”' if each.title else f'a {each.change}'} in {each.name}"
            for each in unfit[:UNFIT_NAMED]
        ]
        more = [f"{len(unfit) - UNFIT_NAMED:,} more"] if len(unfit) > UNFIT_NAMED else []
        they, hold = ("It is", "holds") if len(unfit) == 1 else ("They are", "hold")
        self.notify(
            safe_line(
                f"What you put right no longer fits the text: {', '.join(where + more)}."
                f" {they} kept, and {hold} again if the text comes back."
            ),
            severity="warning",
            timeout=UNFIT_SECONDS,
            markup=False,
        )

    # Putting right.

    def action_overrule(self) -> None:
        """Ask what is to be put right."""
        from reader.tui.screens.chooser import choose

        if self.entry() is not None:
            choose(self, "This article", ARTICLE_CHOICES)

    def action_join(self) -> None:
        """The article on the page goes on from the one before; what stands between belongs to both."""
        if (entry := self.entry()) is None or (here := self.opening.article) is None:
            return
        before = [number for number in entry.stories if number < here[1]]
        if not before:
            self.notify("There is no article before it in this document.", markup=False)
            return
        starts = [entry.articles[number].start for number in range(before[-1] + 1, here[1] + 1)]

        def merge(overrides: Overrides, document: int, text: str) -> None:
            for start in starts:
                overrides.merge(document, text, start)

        self.overruling.decide(entry, merge, self._said("Joined to the article before."))

    def action_split(self) -> None:
        """Another article starts at the paragraph under the cursor."""
        if (entry := self.entry()) is None or (here := self.opening.article) is None:
            return
        start = self._paragraph()
        if start <= entry.articles[here[1]].start:
            self.notify("It starts here already. Go to the paragraph where another article starts.", markup=False)
            return
        self.overruling.decide(
            entry,
            lambda overrides, document, text: overrides.split(document, text, start),
            self._said("Another article starts here now."),
        )

    def action_split_alike(self) -> None:
        """An article starts at every line of the document that is like the one under the cursor."""
        if (entry := self.entry()) is None or self.opening.article is None:
            return
        start, known = self._paragraph(), {article.start for article in entry.articles}
        split: list[int] = []

        def decide(overrides: Overrides, document: int, text: str) -> None:
            from reader.text.recurring import alike

            split.extend(at for at in alike(text, start) if at not in known)
            for at in split:
                overrides.split(document, text, at)

        def done(changed: bool) -> None:
            which = "line that is" if len(split) == 1 else "lines that are"
            said = self._said(
                f"An article starts at {len(split):,} more {which} like this one.",
                "No other line that starts no article yet is like this one: the same but for numbers, or begun alike.",
            )
            said(changed)

        self.overruling.decide(entry, decide, done)

    def _paragraph(self) -> int:
        """Where the paragraph under the cursor starts, in the clean text."""
        content, place = self.page.content, self.opening.place
        if content is None or self.opening.raw:
            return place
        return content.flow.paragraph_at(place, content.start, content.end)[0]

    async def action_rename(self) -> None:
        """Give the article on the page another title."""
        if (entry := self.entry()) is None or (here := self.opening.article) is None:
            return

        def rename(title: str) -> bool:
            # What is on the page now: the file may have changed since it was asked.
            if title.strip() and (entry := self.entry()) and (here := self.opening.article):
                span = entry.articles[here[1]]
                self.overruling.decide(
                    entry,
                    lambda overrides, document, text: overrides.rename(
                        document, text, span.start, title, span.end - span.start
                    ),
                    self._said("It has another title now."),
                )
            return True

        await self._ask("Title of the article", safe_line(entry.articles[here[1]].title), rename)

    def action_reset(self) -> None:
        """Let the article on the page be as it was found."""
        if (entry := self.entry()) is None or (here := self.opening.article) is None:
            return
        span = entry.articles[here[1]]

        def reset(overrides: Overrides, document: int, text: str) -> None:
            for each in overrides.of(document):
                if span.start <= each.start < span.end:
                    overrides.remove(each.number)

        as_found = "The article is as it was found"
        self.overruling.decide(entry, reset, self._said(f"{as_found}.", f"{as_found}: nothing of it was put right."))

    def action_undo_step(self) -> None:
        """Undo what was put right last in the document on the page."""
        if (entry := self.entry()) is None:
            return

        def nothing() -> None:
            keys = self._overruling_keys("article.reset")
            way = f" {keys} leaves the article as it was found." if keys else ""
            self.notify(f"Nothing was put right in this text since the start.{way}", markup=False)

        def done(changed: bool) -> None:
            self.notify("The last step is undone." if changed else NOTHING, markup=False)

        self.overruling.undo(entry, done, nothing)

    def _overruling_keys(self, id_: str) -> str:
        """The keys of something that can be done to an article; empty if there are none."""
        keys = [naming_key(self, each, "{}") for each in ("made.overrule", id_)]
        return " ".join(keys) if all(keys) else ""

    def _said(self, what: str, otherwise: str = NOTHING) -> Callable[[bool], None]:
        """Says what was done and how to undo it, or `otherwise` if nothing has changed."""

        def say(changed: bool) -> None:
            keys = self._overruling_keys("article.undo")
            back = f" {keys} undoes that." if keys else ""
            self.notify(f"{what}{back}" if changed else otherwise, markup=False)

        return say

    async def _ask(self, what: str, value: str, typed: Callable[[str], bool], name: str | None = None) -> None:
        """Let something be typed above the page; `typed` says whether it will do. A `name` chooses the hints."""
        self._typed = typed
        await show_prompt(Prompt("ask", what, value, name=name), self.page)

    @on(Prompt.Accepted, "#ask")
    async def _ask_accepted(self, event: Prompt.Accepted) -> None:
        if self._typed is None or self._typed(event.prompt.value):
            await self._close_ask()

    @on(Prompt.Cancelled, "#ask")
    async def _close_ask(self) -> None:
        if self.focused is None or self.focused.id == "ask":
            self.focus_pane("page")
        await close_prompt(self, "ask")

    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Who goes elsewhere wants none of it any more; another window of the desktop is not elsewhere."""
        asked = event.widget
        if isinstance(asked, Prompt) and asked.id == "ask" and not asked.closing and self.app.app_focus:
            await self._close_ask()

    # Why.

    def action_why(self) -> None:
        """Say what made an article start at the paragraph under the cursor, or kept it from starting."""
        if (entry := self.entry()) is not None and (here := self.opening.article) is not None:
            found = {article.start for article in self.session.catalogue.found(here[0]).articles}
            task = partial(self._explain, entry, found, self._paragraph())
            self._why = self.run_worker(task, thread=True, exclusive=True, group="why", exit_on_error=False)

    def cancel_why(self) -> bool:
        """Nobody wants to know why any more; whether that was still being worked out."""
        worker, self._why = self._why, None
        if worker is None or worker.is_finished:
            return False
        worker.cancel()
        return True

    def _explain(self, entry: DocumentEntry, found: set[int], start: int) -> None:
        """Why there is a start at an offset or not, where articles were `found` to start at some."""
        from reader.text.explanation import explain, overruled

        worker = get_current_worker()
        try:
            explanation = explain(self.texts.text(entry), stories=stories_of(entry), only=start)
        except TwicetoldError as error:
            self.app.call_from_thread(self.notify, safe_line(str(error)), markup=False)
            return
        gaps = overruled(explanation.gaps, found, {article.start for article in entry.articles})
        boundary = next((each for each in gaps if each.start == start), None)
        self.app.call_from_thread(self._show_why, worker, boundary, explanation.why_unweighed(start))

    def _show_why(self, asked: Worker[None], boundary: Boundary | None, unweighed: str) -> None:
        """Show it to whoever still waits where it was asked: nobody who has gone on is held up."""
        from reader.tui.screens.why import WhyScreen

        if not asked.is_cancelled and self.app.screen is self:
            self.app.push_screen(WhyScreen(boundary, unweighed))

    # Saving.

    def action_save(self) -> None:
        """Ask what is to be saved."""
        from reader.tui.screens.chooser import choose

        choose(self, "Save", SAVE_CHOICES, only="" if self.opening.article or self.opening.left else "save.notes")

    async def action_save_article(self, ending: str) -> None:
        """Save the article on the page: `.md` or `.txt`."""
        from reader.library.saving import file_name
        from reader.library.suffixes import is_markdown
        from reader.text import markdown

        if (content := self.page.content) is None:
            return
        # What is still on the page of a file that is gone can be saved.
        if not (name := self.opening.left or ((entry := self.entry()) and entry.name)):
            return
        text = content.text[content.start : content.end]
        facts = [*content.facts.split("\n"), content.fields]
        if ending == ".md" and is_markdown(name):
            text = markdown.own_article(content.title, facts, content.text, content.start, content.end)
        elif ending == ".md":
            text = markdown.article(content.title, facts, content.flow, content.start, content.end)
        await self._ask_where(file_name(content.title, ending), text)

    def action_save_notes(self) -> None:
        self.marking.excerpts(self._notes_listed)

    def _notes_listed(self, found: Sequence[Excerpt]) -> None:
        from reader.library.userdata.export import to_markdown

        if found:
            self.call_later(self._ask_where, "notes.md", to_markdown(found))
        else:
            way = naming_key(self, "made.note", " {} writes one.")
            self.notify(f"There are no notes, highlights or marks.{way}", markup=False)

    async def _ask_where(self, name: str, text: str) -> None:
        from reader.library.saving import folder_outside, free_name

        name = free_name(str(folder_outside(self.session.paths) / name))
        self._doubted = None
        await self._ask("Save as", name, partial(self._write, text), "save")

    def _write(self, text: str, name: str) -> bool:
        """Save a text; where there is a doubt about the name, only when it is given again."""
        from reader.library.saving import Doubt, doubt, path_of, write

        found = doubt(self.session.paths, name)
        if found and self._doubted != (name, found):
            self._doubted = name, found
            again = {
                Doubt.REPLACES: "replaces it",
                Doubt.READ: "saves it there all the same",
                Doubt.NO_FOLDER: "makes it",
            }[found]
            self.notify(f"{found}{naming_key(self, 'prompt.accept', ': {} again ' + again)}.", markup=False)
            return False
        makes_folder = found in (Doubt.READ, Doubt.NO_FOLDER)
        if message := write(name, text, replace=found is Doubt.REPLACES, makes_folder=makes_folder):
            self.notify(message, severity="warning", markup=False)
            return False
        aside = " It is read with the library from now on." if found is Doubt.READ else ""
        self.notify(f"Saved as {safe_line(str(path_of(name)))}.{aside}", markup=False)
        return True
