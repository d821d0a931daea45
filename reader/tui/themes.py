"""The program's own colours: ink on paper by night and by day, and as clear as can be."""

from textual.theme import Theme

from reader.tui.palette import LEAST_CONTRAST_NAME

NIGHT = Theme(
    name="twicetold-night",
    dark=True,
    primary="#7fa7d1",
    secondary="#9fb8a8",
    accent="#e2b26b",
    warning="#e8c268",
    error="#e07a6f",
    success="#93c083",
    foreground="#d9d5cb",
    background="#15171b",
    surface="#1a1d22",
    panel="#272b33",
)

DAY = Theme(
    name="twicetold-day",
    dark=False,
    primary="#2f5f94",
    secondary="#4b6b58",
    accent="#9a5b00",
    warning="#8a6100",
    error="#b0372b",
    success="#2f7031",
    foreground="#2b2924",
    background="#fbf8f1",
    surface="#f4f0e6",
    panel="#e4dfd2",
)

CONTRAST = Theme(
    name="twicetold-contrast",
    dark=True,
    primary="#5cc8ff",
    secondary="#9df0b4",
    accent="#ffd23f",
    warning="#ffe45e",
    error="#ff8f85",
    success="#7dff8a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#333333",
    variables={LEAST_CONTRAST_NAME: "7", "text-muted": "#d8d8d8"},
)

THEMES = (NIGHT, DAY, CONTRAST)

DEFAULT_THEME = NIGHT.name

OWN_COLORS = "ansi-dark"
"""The theme of Textual that uses the terminal's own colours, and none where colours are not wanted."""
