"""The styles of what the panes draw, by name, in the colours of the theme.

They are not CSS component classes: Textual works each of those out for each widget before the first paint, and there
are some forty. A name is resolved once per theme, when it is first drawn.
"""

from rich.style import Style
from textual.app import App
from textual.color import Color

Shade = tuple[str, float]
"""A colour of the theme and how much of it there is over what lies below, 0..1."""

FULL, SOFT, FAINT = 1.0, 0.65, 0.42

PANES = {"contents": "surface", "page": "background", "repeats": "surface", "line": "surface", "found": "surface"}
"""The background of each pane, a colour of the theme."""

INKS: dict[str, tuple[str, float, str]] = {
    "line--thumb": ("foreground", 0.22, ""),
    "line--thumb-focused": ("primary", 0.75, ""),
    "contents--document": ("secondary", FULL, "bold"),
    "contents--article": ("foreground", 0.85, ""),
    "contents--current": ("accent", FULL, "bold"),
    "contents--rest": ("foreground", FAINT, ""),
    "contents--note": ("foreground", FAINT, ""),
    "contents--match": ("warning", FULL, "bold underline"),
    "contents--across": ("accent", FULL, ""),
    "contents--within": ("foreground", FAINT, ""),
    "page--title": ("accent", FULL, "bold"),
    "page--facts": ("foreground", FAINT, ""),
    "page--text": ("foreground", FULL, ""),
    "page--subhead": ("foreground", FULL, "bold"),
    "page--cursor": ("primary", FULL, "bold"),
    "page--within": ("foreground", FAINT, ""),
    "page--across": ("accent", 0.55, ""),
    "page--across-some": ("accent", 0.8, ""),
    "page--across-many": ("accent", FULL, "bold"),
    "found--section": ("secondary", FULL, "bold"),
    "found--mark": ("primary", FULL, "bold"),
    "found--title": ("foreground", FULL, ""),
    "found--text": ("foreground", SOFT, ""),
    "found--match": ("warning", FULL, "bold"),
    "found--note": ("foreground", FAINT, ""),
    "repeats--section": ("secondary", FULL, "bold"),
    "repeats--similarity": ("accent", FULL, ""),
    "repeats--document": ("foreground", FULL, ""),
    "repeats--article": ("foreground", SOFT, ""),
    "repeats--same": ("foreground", 0.8, ""),
    "repeats--here": ("error", FULL, "strike"),
    "repeats--there": ("success", FULL, "bold underline"),
    "repeats--note": ("foreground", FAINT, ""),
}
"""By name: a colour of the theme, how much of it over the pane's background, and attributes."""

OVERLAYS: dict[str, tuple[str, float, str]] = {
    "cursor": ("panel", FULL, ""),
    "cursor-focused": ("primary", 0.3, ""),
    "passage": ("accent", 0.12, ""),
    "target": ("primary", 0.35, ""),
    "hit": ("warning", 0.3, ""),
    "hit-here": ("warning", FULL, "bold"),
}
"""Backgrounds laid over the pane's own, by name; what is bold is written in the pane's background colour."""


class Palette:
    """Styles in the colours of one theme."""

    def __init__(self, app: App[object]) -> None:
        self._colors = app.theme_variables
        self._styles: dict[tuple[str, str | None], Style] = {}

    def style(self, name: str, overlay: str | None = None) -> Style:
        """The style of a name, with an overlay on its background."""
        key = name, overlay
        if key not in self._styles:
            self._styles[key] = self._resolve(name, overlay)
        return self._styles[key]

    def _resolve(self, name: str, overlay: str | None) -> Style:
        pane = self._color(PANES[name.partition("--")[0]])
        color, strength, attributes = INKS[name]
        ink = self._blend(pane, color, strength)
        back = pane
        if overlay is not None:
            over, over_strength, over_attributes = OVERLAYS[overlay]
            back = self._blend(pane, over, over_strength)
            if "bold" in over_attributes:
                ink, attributes = pane, f"{attributes} bold"
        style = Style(color=ink.rich_color, bgcolor=back.rich_color)
        return style + Style.parse(attributes) if attributes else style

    def _blend(self, below: Color, name: str, strength: float) -> Color:
        color = self._color(name)
        if strength >= FULL or color.ansi is not None or below.ansi is not None:
            return color  # the terminal's own colours have no components to mix
        return below.blend(color, strength)

    def _color(self, name: str) -> Color:
        return Color.parse(self._colors[name])
