"""``python -m tests.browser FOLDER``: start the try-out as a newcomer does, walk through it, put pictures into FOLDER.

Needs Playwright and a Chromium: Debian's, or the one that $CHROMIUM names.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser.guest import Guest
from tests.browser.walk import STOPS

WIDE, NARROW = {"width": 1200, "height": 760}, {"width": 390, "height": 780}
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


def main() -> None:
    """Walk through the page; end with an error when a stop shows something else than it should."""
    pictures = Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="canmou-browser-") as folder, try_out(folder) as address, chromium() as browser:
        walk(browser, address, pictures)
        glance(browser, address, pictures)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def try_out(folder: str) -> Iterator[str]:
    """Run ``canmou run`` without a token until its page is there; yield its address and end it as Ctrl-C does."""
    settings = {"CANMOU_STORAGE__DATA_DIR": folder, "CANMOU_TELEGRAM__TOKEN": ""}
    started = time.perf_counter()
    command = [sys.executable, "-u", "-m", "bot", "run"]
    with subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = next(found[0] for line in process.stdout if (found := ADDRESS.search(line)))
        print(f"the page was there after {time.perf_counter() - started:.1f} s")
        try:
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            print(f"Ctrl-C ended it with status {process.wait(30)}")


def walk(browser: Browser, address: str, pictures: Path) -> None:
    """Do every stop in one browser window; a fault on the page's side ends the walk."""
    page = browser.new_page(viewport=WIDE, locale="zh-CN")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(address)
    page.locator("#messages li").first.wait_for()
    for stop in STOPS:
        started = time.perf_counter()
        try:
            stop(Guest(page, pictures))
        except Exception:
            page.screenshot(path=pictures / "fault.png")
            raise
        print(f"{stop.__name__}: {time.perf_counter() - started:.1f} s")
    assert not faults, faults
    page.close()


def glance(browser: Browser, address: str, pictures: Path) -> None:
    """Take pictures of the page on a phone and in the dark."""
    page = browser.new_page(viewport=NARROW, locale="zh-CN", color_scheme="dark")
    page.goto(address)
    page.locator("#chats button").first.wait_for()
    guest = Guest(page, pictures)
    guest.open("参谋")
    page.locator("#messages li").first.wait_for()
    guest.picture("phone-chat")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


if __name__ == "__main__":
    main()
