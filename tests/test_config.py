"""Where things live."""

import os
import subprocess
import sys

from reader.config import cache_folder, config_file, data_folder, places, state_folder


def test_everything_has_its_own_place() -> None:
    assert set(places().values()) == {config_file(), data_folder(), cache_folder(), state_folder()}
    assert len(places()) == 4
    if sys.platform == "linux":
        assert str(data_folder()).startswith(os.environ["XDG_DATA_HOME"])
        assert str(config_file()).startswith(os.environ["XDG_CONFIG_HOME"])


def test_asking_makes_nothing() -> None:
    assert not any(path.exists() for path in places().values())


def test_asking_is_cheap() -> None:
    code = (
        "import sys, reader.config;"
        "sys.exit(', '.join({'platformdirs', 'tomllib', 'sqlite3'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
