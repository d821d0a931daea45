"""Where things live, by the conventions of the system."""

from pathlib import Path

APP = "twicetold"

CONFIG_NAME = "config.toml"


def state_folder() -> Path:
    """Folder for what the program remembers between starts and for its log."""
    import platformdirs  # late: it takes longer to import than to use, and opening a folder does not need it

    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def data_folder() -> Path:
    """Folder for what the user made: marks, notes, places, what was read."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_folder() -> Path:
    """Folder for what can be made again at any time."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def config_file() -> Path:
    """The file of settings; there need not be one."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / CONFIG_NAME


def places() -> dict[str, Path]:
    """What lives where, by what to call it."""
    return {"settings": config_file(), "user data": data_folder(), "index": cache_folder(), "log": state_folder()}
