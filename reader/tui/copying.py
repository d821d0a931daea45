"""Copying: by the system's own tool where there is one, by tmux inside of that, else through the terminal (OSC 52)."""

import base64
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from reader.text.controls import UNSEEN, painted, sanitise

TOOL_SECONDS = 3.0
"""A clipboard tool that takes longer waits for a display that does not answer."""

TERMINAL_BYTES = 74_994
"""Of base64: what xterm and those after it take in one OSC 52."""

Which = Callable[[str], str | None]


def clipboard_tools(
    environment: Mapping[str, str], which: Which, platform: str = sys.platform
) -> Sequence[tuple[str, ...]]:
    """The commands that can take a text on standard input here, the best first; none on a machine far away, but for
    tmux: as it comes, that lets no OSC 52 of a program through (its option set-clipboard), but sends one itself."""
    wanted: list[tuple[str, ...]] = []
    if platform == "darwin":
        wanted.append(("pbcopy",))
    if platform == "win32" or "WSL_DISTRO_NAME" in environment:
        wanted.append(("clip.exe",))
    if environment.get("WAYLAND_DISPLAY"):
        wanted.append(("wl-copy",))
    if environment.get("DISPLAY"):
        wanted += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    if environment.get("SSH_CONNECTION") and platform == "darwin":
        wanted = []  # the clipboard of the machine that is logged in to is not the one in front of the user
    if environment.get("TMUX"):
        wanted += [("tmux", "load-buffer", "-w", "-"), ("tmux", "load-buffer", "-")]  # -w came with tmux 3.2
    return [command for command in wanted if which(command[0])]


def by_tool(text: str, tools: Sequence[tuple[str, ...]]) -> str | None:
    """Hand a text to the first tool that takes it; its name, None if none did."""
    for command in tools:
        data = text.encode("utf-16-le" if command[0] == "clip.exe" else "utf-8", "replace")
        try:
            # The tools stay behind to serve the clipboard: they must not hold our terminal open.
            done = subprocess.run(  # noqa: S603 - our own list of commands
                command, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=TOOL_SECONDS
            )
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0:
            return command[0]
    return None


def fits_terminal(text: str) -> bool:
    """Whether terminals take a text of this length."""
    return len(base64.b64encode(text.encode("utf-8", "replace"))) <= TERMINAL_BYTES


def quoted(argument: str) -> str:
    """An argument of a command line as a shell takes it, of characters that are harmless: what steers or is not seen,
    and bytes that are not UTF-8, stand as escapes in `$'…'` (POSIX.1-2024, 2.2.4)."""
    if painted(argument) == argument:
        return shlex.quote(argument)
    pieces = []
    for character, harmless in zip(argument, sanitise(argument), strict=True):
        if character == "\n":
            pieces.append("\\n")
        elif character != harmless or character in UNSEEN:
            pieces += (f"\\{byte:03o}" for byte in os.fsencode(character))
        else:
            pieces.append(f"\\{character}" if character in "\\'" else character)
    return f"$'{''.join(pieces)}'"


def citation(text: str, title: str, document: str, first: int, last: int, command: str) -> str:
    """A text with where it is from, its first and last line, and the command that opens it there."""
    lines = f"line {first:,}" if first == last else f"lines {first:,}-{last:,}"
    return f"“{text.strip()}”\n\n— {title}\n{document}, {lines}\n{command}\n"
