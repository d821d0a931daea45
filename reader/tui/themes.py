"""The program's own colours: ink on paper by night and by day."""

from textual.theme import Theme

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

THEMES = (NIGHT, DAY)

DEFAULT_THEME = NIGHT.name
