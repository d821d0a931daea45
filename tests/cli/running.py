"""The `reader` command run from outside."""

import json
import subprocess
import sys
from typing import Any


def reader(*arguments: object, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run a command line and wait for it."""
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", errors="surrogateescape", **options
    )


def records(text: str) -> list[dict[str, Any]]:
    """One JSON object a line."""
    return [json.loads(line) for line in text.split("\n") if line]
