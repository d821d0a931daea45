"""The picture of the page that `reader repeats --html` writes, made by Chromium: python screenshots/page.py"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SIZE = "1000,1180"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "reader", "repeats", "seeds", "--html", str(page)]
        subprocess.run(command, cwd=HERE.parent, check=True)
        browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        picture = [f"--window-size={SIZE}", f"--screenshot={HERE / 'page.png'}", page.as_uri()]
        subprocess.run([*browser, *picture], check=True, capture_output=True)


if __name__ == "__main__":
    main()
