"""Helper processes and what they do with memory."""

import mmap
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_all_start_methods
from pathlib import Path
from time import sleep

import pytest

from reader.library.processes import YIELDING, Helpers

FAULTS = """
import resource
from reader.library.processes import keep_memory
keep_memory()
for _ in range(2):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    bytearray(b"x") * (16 << 20)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such setting")
def test_freed_memory_is_used_again() -> None:
    done = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, text=True, check=True)
    assert int(done.stdout) < (16 << 20) // mmap.PAGESIZE // 4


ALONE, THREADED = (
    "",
    "from threading import Event, Thread; Thread(target=Event().wait, daemon=True).start()",
)
"""How a process begins that forks its helpers itself, and one from which none may be forked."""


def loaded(name: str) -> bool:
    """In a helper: whether it came with a module."""
    return name in sys.modules


def test_helpers_come_with_what_they_need() -> None:
    if "forkserver" not in get_all_start_methods():
        pytest.skip("every helper loads for itself here")
    with Helpers(1) as helpers:
        assert helpers.submit(loaded, "reader.text.articles").result()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="there is no niceness here")
def test_helpers_let_others_go_first() -> None:
    with Helpers(1) as helpers:
        assert helpers.submit(os.nice, 0).result() == min(os.nice(0) + YIELDING, 19)


METHOD = """
from reader.library.processes import context
{beginning}
print(context().get_start_method())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries may have threads of their own here")
@pytest.mark.parametrize(("beginning", "method"), [(ALONE, "fork"), (THREADED, "forkserver")])
def test_helpers_are_forked_from_a_process_without_threads_only(beginning: str, method: str) -> None:
    script = METHOD.format(beginning=beginning)
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == method


PARENT = """
import os
from time import sleep
from reader.library.processes import YIELDING, Helpers
if __name__ == "__main__":
    {beginning}
    helpers = Helpers(1)
    print(helpers.submit(os.getpid).result(), flush=True)
    helpers.submit(sleep, 600)
    sleep(600)
"""


def is_running(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat")
        return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.skipif(os.name != "posix", reason="processes are told otherwise here")
@pytest.mark.parametrize("beginning", [ALONE, THREADED])
def test_helpers_end_with_a_parent_that_is_killed(tmp_path: Path, beginning: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(beginning=beginning), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout
        helper = int(parent.stdout.readline())
        assert is_running(helper)
        parent.kill()
    while is_running(helper):
        sleep(0.01)


STOPPED = """
import os
from time import sleep
from reader.library.processes import Helpers
if __name__ == "__main__":
    {beginning}
    with Helpers(2) as helpers:
        helper = helpers.submit(os.getpid).result()
        for _ in range(4):
            waiting = helpers.submit(sleep, 600)
        print(helper, flush=True)
        waiting.result()
"""


@pytest.mark.skipif(os.name != "posix", reason="processes are told otherwise here")
@pytest.mark.parametrize("beginning", [ALONE, THREADED])
@pytest.mark.parametrize("interrupt", [os.kill, os.killpg])
def test_a_program_that_is_stopped_waits_for_no_helper(
    tmp_path: Path, beginning: str, interrupt: Callable[[int, int], None]
) -> None:
    script = tmp_path / "parent.py"
    script.write_text(STOPPED.format(beginning=beginning), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        start_new_session=True,
    ) as parent:  # fmt: skip
        assert parent.stdout
        helper = int(parent.stdout.readline())
        interrupt(parent.pid, signal.SIGINT)
        _, complained = parent.communicate()
    assert not is_running(helper)
    assert complained.count("Traceback") == complained.count("KeyboardInterrupt") == 1


INTERRUPTED = """
import os, signal
from reader.library import processes
if __name__ == "__main__":
    {beginning}
    signal.signal(signal.SIGINT, lambda *_: None)
    processes.PRELOADED = {preloaded!r}
    with processes.Helpers(1) as helpers:
        print(helpers.submit(eval, "bool(__import__('slow_to_load'))").result())
"""

SLOW = """
from pathlib import Path
from time import sleep
Path("loading").touch()
while not Path("go on").exists():
    sleep(0.01)
"""


@pytest.mark.skipif(os.name != "posix", reason="there are no groups of processes here")
@pytest.mark.parametrize(
    ("beginning", "preloaded"),
    [(ALONE, "reader"), (THREADED, "reader"), (THREADED, "slow_to_load")],
    ids=["forked", "at work", "loading"],
)
def test_ctrl_c_is_for_the_parent_of_helpers(tmp_path: Path, beginning: str, preloaded: str) -> None:
    if preloaded == "slow_to_load" and "forkserver" not in get_all_start_methods():
        pytest.skip("every helper loads for itself here")
    script = INTERRUPTED.format(beginning=beginning, preloaded=preloaded)
    (tmp_path / "parent.py").write_text(script, encoding="utf-8")
    (tmp_path / "slow_to_load.py").write_text(SLOW, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[2]), str(tmp_path)))}
    with subprocess.Popen(
        [sys.executable, "parent.py"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env=environment, start_new_session=True,
    ) as parent:  # fmt: skip
        while not (tmp_path / "loading").exists():
            assert parent.poll() is None
            sleep(0.01)
        os.killpg(parent.pid, signal.SIGINT)
        (tmp_path / "go on").touch()
        said, complained = parent.communicate()
    assert said == "True\n"
    assert not complained
