"""Where things live, by the conventions of the system."""

from pathlib import Path

APP = "twicetold"


def state_folder() -> Path:
    """Folder for what the program remembers between starts and for its log."""
    import platformdirs  # late: it takes longer to import than to use, and opening a folder does not need it

    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def data_folder() -> Path:
    """Folder for what the user made: marks, notes, places, what was read."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))
