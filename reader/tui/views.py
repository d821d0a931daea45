"""How the screen was arranged when reading of a library stopped, and is again at the next start: what is hidden or
folded, widths, orders. What the settings name is as they say."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reader.library.userdata.catalogued import find, key_of
from reader.library.userdata.documents import DocumentKey
from reader.settings import PageSettings, RepeatsSettings
from reader.tui.ordering import AS_IN_FILES, ORDERS

if TYPE_CHECKING:
    from reader.tui.keeping import Keeping
    from reader.tui.screens.three_panes import ThreePanes

One = TypeVar("One")

HIDDEN = ("contents", "repeats")
"""Panes that can be."""

FOLDS = ("all_folded", "folded", "opened", "all_folders_folded", "folders")
"""What of a view says what is folded."""

MOST_FOLDED = 1000
"""What is folded, or else what is not, is kept up to so many documents: more are not folded one by one."""


@dataclass(frozen=True, slots=True)
class View:
    """An arrangement, in what can be written as JSON."""

    hidden: list[str] = field(default_factory=list)
    measure: int = 0
    """Of lines; 0 for that of the settings."""
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    """Of panes, by layout."""
    order: str = AS_IN_FILES
    """Of contents."""
    repeats: dict[str, Any] = field(default_factory=dict)
    """What of `RepeatsSettings` is not as in the settings, by name."""
    all_folded: bool = False
    """Whether all documents are folded but for those named below; else those that are."""
    folded: list[list[str]] = field(default_factory=list)
    """(path, record) of documents."""
    opened: list[list[str]] = field(default_factory=list)
    """The same of documents whose posts and residue are listed."""
    all_folders_folded: bool = False
    """Whether all folders are folded but for those named below; else those that are."""
    folders: list[str] = field(default_factory=list)
    """Paths of folders."""

    def to_json(self) -> str:
        """What differs from what a new library has."""
        usual = asdict(View())
        return json.dumps({name: value for name, value in asdict(self).items() if value != usual[name]})


def read_view(text: str) -> View:
    """The view that `to_json` wrote; whatever of it makes no sense is as in a new library."""
    try:
        known = json.loads(text or "{}")
    except ValueError:
        return View()
    if not isinstance(known, dict):
        return View()
    checks = {each.name: each.metadata["check"] for each in fields(RepeatsSettings)}
    measure = next(each.metadata["check"] for each in fields(PageSettings) if each.name == "measure")
    sizes, repeats = _table(known, "sizes"), _table(known, "repeats")
    usual = View()
    return View(
        [pane for pane in HIDDEN if pane in _list(known, "hidden")],
        usual.measure if measure(known.get("measure")) else known["measure"],
        {
            layout: {name: cells for name, cells in each.items() if name in HIDDEN and type(cells) is int}
            for layout, each in sizes.items()
            if isinstance(each, dict)
        },
        known["order"] if known.get("order") in ORDERS else usual.order,
        {name: value for name, value in repeats.items() if name in checks and not checks[name](value)},
        known.get("all_folded") is True,
        _keys(known, "folded"),
        _keys(known, "opened"),
        known.get("all_folders_folded") is True,
        [path for path in _list(known, "folders") if isinstance(path, str)],
    )


def _table(known: dict[str, Any], name: str) -> dict[str, Any]:
    return known[name] if isinstance(known.get(name), dict) else {}


def _list(known: dict[str, Any], name: str) -> list[Any]:
    return known[name] if isinstance(known.get(name), list) else []


def _keys(known: dict[str, Any], name: str) -> list[list[str]]:
    return [
        named
        for named in _list(known, name)
        if isinstance(named, list) and len(named) == 2 and all(isinstance(part, str) for part in named)
    ]


def _folds(view: View) -> dict[str, Any]:
    """What of a view says what is folded, by name."""
    return {name: getattr(view, name) for name in FOLDS}


def _fewest(folded: set[One], everything: Collection[One]) -> tuple[bool, set[One]]:
    """Whether all is folded but for what is named, and what is; nothing if there is too much to name."""
    most_are = len(folded) > len(everything) / 2
    named = set(everything) - folded if most_are else folded
    return (most_are, named) if len(named) <= MOST_FOLDED else (False, set())


class Views:
    """Keeps how the screen is arranged, and brings it back at the next start."""

    def __init__(self, screen: ThreePanes, keeping: Keeping) -> None:
        self._screen = screen
        self._keeping = keeping
        self._before = View()
        """What the screen was at the start: what of it the user changes meanwhile is not brought back."""
        self._kept: View | None = None
        """What was kept last; None while it is not known."""
        self._folds_wait = False
        """What was folded is brought back when the library has been read."""

    def start(self) -> None:
        """Find out how the screen was arranged."""
        self._before = self._now()
        self._keeping.do(lambda kept: read_view(kept.data.memory.view(kept.library)), self._restore)

    def library_changed(self) -> None:
        """Fold what was folded, if its documents had not come at the start."""
        if self._folds_wait and self._screen.catalogue.compared:
            self._restore_folds()

    def save(self) -> None:
        """Keep how the screen is arranged now."""
        if self._kept is None:
            return
        view = self._now()
        if self._folds_wait:
            view = replace(view, **_folds(self._kept))
        if view != self._kept:
            self._kept, text = view, view.to_json()
            self._keeping.do(lambda kept: kept.data.memory.set_view(kept.library, text))

    def _now(self) -> View:
        screen, contents = self._screen, self._screen.contents
        wanted, usual = screen.repeats.wanted, screen.settings.repeats
        outline = contents.outline
        all_folded, named = _fewest(outline.folded, range(len(outline.stories)))
        rows = outline.folder_rows
        all_folders_folded, paths = _fewest(rows.folded, rows.folders.paths)
        return View(
            [pane for pane in HIDDEN if screen.has_class(f"-no-{pane}")],
            screen.page.measure if screen.page.measure != screen.settings.page.measure else 0,
            {layout: dict(sizes) for layout, sizes in screen.pane_sizes.items() if sizes},
            contents.order.wanted,
            {
                each.name: getattr(wanted, each.name)
                for each in fields(wanted)
                if getattr(wanted, each.name) != getattr(usual, each.name)
            },
            all_folded,
            self._named(named),
            self._named(outline.opened_rest),
            all_folders_folded,
            sorted(paths),
        )

    def _named(self, numbers: set[int]) -> list[list[str]]:
        """What tells documents from others; nothing if there are too many."""
        documents = self._screen.catalogue.documents
        if len(numbers) > MOST_FOLDED:
            return []
        keys = (key_of(documents[number]) for number in sorted(numbers) if number < len(documents))
        return [[str(key.path), key.record] for key in keys]

    def _restore(self, view: View) -> None:
        """Arrange the screen as it was, but for what the user has changed in the meantime, or the settings name."""
        screen, now, before = self._screen, self._now(), self._before
        self._kept = view
        if now.hidden == before.hidden:
            for pane in view.hidden:
                screen.add_class(f"-no-{pane}")
            if screen.pane in view.hidden:
                screen.focus_pane("page")
        if now.sizes == before.sizes and view.sizes:
            screen.pane_sizes = {layout: dict(sizes) for layout, sizes in view.sizes.items()}
            screen.give_sizes()
        if view.measure and now.measure == before.measure and "page.measure" not in screen.settings.lines:
            screen.page.set_measure(view.measure)
        wanted = {name: value for name, value in view.repeats.items() if f"repeats.{name}" not in screen.settings.lines}
        if now.repeats == before.repeats and wanted:
            screen.repeats.refine(replace(screen.repeats.wanted, **wanted))
        if now.order == before.order and view.order != AS_IN_FILES:
            screen.contents.order.restore(view.order)
        is_untouched = _folds(now) == _folds(before)
        if is_untouched and any(_folds(view).values()):
            self._folds_wait = not len(screen.catalogue.documents)
            if not self._folds_wait:
                self._restore_folds()

    def _restore_folds(self) -> None:
        self._folds_wait = False
        if (view := self._kept) is not None:
            self._keeping.do(
                lambda kept: (self._numbers(view.folded), self._numbers(view.opened)),
                lambda found: self._fold(view, *found),
            )

    def _numbers(self, named: list[list[str]]) -> set[int]:
        found = (find(self._screen.catalogue, DocumentKey(Path(path), record)) for path, record in named)
        return {number for number in found if number is not None}

    def _fold(self, view: View, named: set[int], opened: set[int]) -> None:
        contents = self._screen.contents
        outline, everything = contents.outline, set(range(len(contents.outline.stories)))
        rows, paths = outline.folder_rows, set(view.folders)
        if outline.shown is None and not (outline.folded or outline.opened_rest or rows.folded):
            documents = everything - named if view.all_folded else named & everything
            folders = set(rows.folders.paths) - paths if view.all_folders_folded else paths
            contents.fold(documents, opened & everything, folders)
