"""Helper processes and what they do with memory."""

import mmap
import os
import platform
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest

from reader.library.processes import context

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


def loaded(name: str) -> bool:
    """In a helper: whether it came with a module."""
    return name in sys.modules


def test_helpers_come_with_what_they_need() -> None:
    if context().get_start_method() != "forkserver":
        pytest.skip("every helper loads for itself here")
    with ProcessPoolExecutor(1, context()) as pool:
        assert pool.submit(loaded, "reader.text.articles").result()


PARENT = """
import os
from concurrent.futures import ProcessPoolExecutor
from time import sleep
from reader.library.processes import context, settle
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, context(), settle)
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(sleep, 600)
    sleep(600)
"""


def is_running(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat")
        return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.skipif(os.name != "posix", reason="processes are told otherwise here")
def test_helpers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout
        helper = int(parent.stdout.readline())
        assert is_running(helper)
        parent.kill()
    while is_running(helper):
        sleep(0.01)


INTERRUPTED = """
import os, signal
from concurrent.futures import ProcessPoolExecutor
from reader.library import processes
if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    processes.PRELOADED = "slow_to_load"
    with ProcessPoolExecutor(1, processes.context(), processes.settle) as pool:
        print(pool.submit(os.getppid).result() > 1)
"""

SLOW = """
from pathlib import Path
from time import sleep
Path("loading").touch()
while not Path("go on").exists():
    sleep(0.01)
"""


def test_ctrl_c_while_helpers_are_loading_is_for_their_parent(tmp_path: Path) -> None:
    if context().get_start_method() != "forkserver":
        pytest.skip("every helper loads for itself here")
    (tmp_path / "parent.py").write_text(INTERRUPTED, encoding="utf-8")
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
