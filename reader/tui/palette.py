"""The styles of what the panes draw, by name, in the colours of the theme.

They are not CSS component classes: Textual works each of those out for each widget before the first paint, and there
are some forty. A name is resolved once per theme, when it is first drawn.
"""

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

FULL, SOFT, FAINT = 1.0, 0.65, 0.42

PANES = {"contents": "surface", "page": "background", "repeats": "surface", "line": "surface", "found": "surface"}
"""The background of each pane, a colour of the theme."""

INKS: dict[str, tuple[str, float, str]] = {
    "line--text": ("foreground", FULL, ""),
    "line--note": ("foreground", FAINT, ""),
    "line--match": ("warning", FULL, "bold underline"),
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
    "page--known": ("foreground", FAINT, ""),
    "page--subhead": ("foreground", FULL, "bold"),
    "page--here": ("error", FULL, "strike"),
    "page--here-beside": ("error", FULL, "bold underline"),
    "page--moved-beside": ("secondary", FULL, "underline italic"),
    "page--there": ("success", FULL, "bold underline"),
    "page--moved-away": ("secondary", SOFT, "strike italic"),
    "page--moved-in": ("secondary", FULL, "underline italic"),
    "page--cursor": ("primary", FULL, "bold"),
    "page--bar-hit": ("warning", FULL, "bold"),
    "page--bar-highlight": ("success", FULL, ""),
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
    "repeats--moved-away": ("secondary", SOFT, "strike italic"),
    "repeats--moved-in": ("secondary", FULL, "underline italic"),
    "repeats--note": ("foreground", FAINT, ""),
}
"""By name: a colour of the theme, how much of it over the pane's background, and attributes."""

PARTS = frozenset({"line--thumb"})
"""Names of parts of the screen that are seen and not read."""

LEAST_PART_CONTRAST = 3.0
"""Of such a part with what lies beside it (WCAG 2.2, success criterion 1.4.11)."""

LEAST_CONTRAST = 4.5
"""Of anything that is read with what lies below it (WCAG 2.2, success criterion 1.4.3, level AA)."""

LEAST_APART = 1.1
"""Contrast of two backgrounds that are seen to be two."""

LEAST_CONTRAST_NAME = "least-contrast"
"""The variable of a theme that wants more."""

OVERLAYS: dict[str, tuple[str, float, str]] = {
    "cursor": ("panel", FULL, ""),
    "cursor-focused": ("primary", 0.3, ""),
    "passage": ("accent", 0.12, ""),
    "highlight": ("success", 0.22, ""),
    "selected": ("primary", 0.5, ""),
    "target": ("primary", 0.2, ""),
    "hit": ("warning", 0.3, ""),
    "hit-here": ("warning", FULL, "bold"),
}
"""Backgrounds laid over the pane's own, by name; what is bold is written in the pane's background colour."""

OWN_OVERLAYS: dict[str, str] = {
    "cursor": "bold underline",
    "cursor-focused": "reverse",
    "passage": "",
    "highlight": "green italic",
    "selected": "blue reverse bold",
    "target": "underline",
    "hit": "yellow reverse",
    "hit-here": "magenta reverse bold underline",
}
"""The overlays in the terminal's own colours, which nobody knows and which cannot be mixed: told apart by attributes,
and so also where there are no colours at all."""


def contrast(one: Color, other: Color) -> float:
    """Contrast of two colours, 1 to 21, by the relative luminance of WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(ink: Color, below: Color, least: float) -> Color:
    """The ink, made lighter or darker as far as it must be to be read on what lies below."""
    end = max(_BLACK, _WHITE, key=lambda extreme: contrast(extreme, below))
    for step in range(_STEPS + 1):
        mixed = ink.blend(end, step / _STEPS)
        if contrast(mixed, below) >= least:
            return mixed
    return end


def rule(colors: Mapping[str, str]) -> str:
    """The colour of the rule above a pane, by the variables of a theme whose colours are not the terminal's own."""
    ink = Color.parse(colors["panel"])
    for pane in ("background", "surface"):
        ink = readable(ink, Color.parse(colors[pane]), LEAST_PART_CONTRAST)
    return ink.hex


_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)

_STEPS = 20


class Palette:
    """Styles in the colours of one theme."""

    def __init__(self, colors: Mapping[str, str], *, own: bool) -> None:
        """`colors`: the variables of the theme; `own`: they are the terminal's own colours."""
        self._own = own
        self._colors = colors
        self._least_contrast = float(self._colors.get(LEAST_CONTRAST_NAME, LEAST_CONTRAST))
        self._styles: dict[tuple[str, str | None], Style] = {}

    def style(self, name: str, overlay: str | None = None) -> Style:
        """The style of a name, with an overlay on its background."""
        key = name, overlay
        if key not in self._styles:
            self._styles[key] = self._resolve(name, overlay)
        return self._styles[key]

    def _resolve(self, name: str, overlay: str | None) -> Style:
        if self._own:
            return self._in_own_colors(name, overlay)
        pane = self._color(PANES[name.partition("--")[0]])
        color, strength, attributes = INKS[name]
        ink = pane.blend(self._color(color), strength)
        back = pane
        if overlay is not None:
            over, over_strength, over_attributes = OVERLAYS[overlay]
            back = self._apart(pane.blend(self._color(over), over_strength), pane)
            if "bold" in over_attributes:
                ink, attributes = pane, f"{attributes} bold"
        ink = readable(ink, back, LEAST_PART_CONTRAST if name in PARTS else self._least_contrast)
        return Style(color=ink.rich_color, bgcolor=back.rich_color) + Style.parse(attributes)

    def _apart(self, back: Color, pane: Color) -> Color:
        """The background of an overlay, or another one where a theme has the same colour for it and for the pane."""
        return back if contrast(back, pane) >= LEAST_APART else pane.blend(self._color("foreground"), FAINT / 2)

    def _in_own_colors(self, name: str, overlay: str | None) -> Style:
        color, strength, attributes = INKS[name]
        style = Style(color=self._color(color).rich_color, bgcolor="default", dim=strength < SOFT or None)
        return style + Style.parse(attributes) + Style.parse(OWN_OVERLAYS[overlay] if overlay else "")

    def _color(self, name: str) -> Color:
        return Color.parse(self._colors[name])
