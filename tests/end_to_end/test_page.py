"""The page of what is told twice, in a real browser: it shows, its script runs, and nothing else runs or loads."""

import shutil
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.running import reader
from tests.library.test_reporting import MARKUP, STORY

BROWSER = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_a_hostile_collection_does_nothing_in_a_browser(tmp_path: Path) -> None:
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        """Hears every request that the page makes."""

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Trap) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        trap = f"http://127.0.0.1:{server.server_address[1]}"
        hostile = "\n".join(MARKUP).replace("http://evil.example", trap).replace("src=x", f"src={trap}/picture")
        hostile += f"\n<script src={trap}/script></script><style>@import '{trap}/style';</style>"
        (tmp_path / "docs").mkdir()
        for number in range(3):
            (tmp_path / "docs" / f"{number}.txt").write_text(f"{hostile}\n{STORY} {hostile}\n", encoding="utf-8")
        assert reader("repeats", tmp_path / "docs", "--html", tmp_path / "page.html").returncode == 0
        result = subprocess.run(
            [
                str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000", "--dump-dom",
                (tmp_path / "page.html").as_uri(),
            ],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        server.shutdown()
    assert result.returncode == 0, result.stderr
    assert "<title>Told twice: docs</title>" in result.stdout
    assert '<div class="bar" role="search">' in result.stdout  # our own script took `hidden` away: it was let in
    assert asked == []
