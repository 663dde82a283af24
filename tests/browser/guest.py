"""Someone at the page: what they see and do, in the words of the page."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

PATIENCE = 20_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Guest:
    """A browser's page, and the folder for its pictures."""

    page: Page
    pictures: Path

    def become(self, name: str) -> None:
        """Be someone else."""
        self.page.get_by_role("radio", name=name).click()
        self.page.locator(f'#people [aria-checked="true"]:has-text("{name}")').wait_for(timeout=PATIENCE)

    def open(self, title: str) -> None:
        """Open a chat."""
        self.page.locator("#chats button").filter(has=self.page.locator(f'b:has-text("{title}")')).click()
        self.page.locator(f'#title:has-text("{title}")').wait_for(timeout=PATIENCE)

    def say(self, text: str) -> None:
        """Write a message and send it."""
        self.page.fill("#words", text)
        self.page.keyboard.press("Enter")

    def sees(self, text: str) -> Locator:
        """Wait for a message that holds a text; return the last one."""
        found = self.page.locator("#messages li").filter(has_text=text)
        found.last.wait_for(timeout=PATIENCE)
        return found.last

    def press(self, label: str, under: str = "") -> None:
        """Press the last button whose label begins so, under a message that holds a text."""
        messages = self.page.locator("#messages li")
        place = messages.filter(has_text=under) if under else messages
        button = place.locator(".buttons button").filter(has_text=re.compile(f"^{label}")).last
        button.wait_for(timeout=PATIENCE)
        button.click()

    def let_pass(self, minutes: int) -> None:
        """Move the clock forward."""
        self.page.locator(f'#clock button[data-minutes="{minutes}"]').click()
        self.page.wait_for_timeout(200)
        self.page.locator("#next:not([disabled])").wait_for(timeout=3 * PATIENCE)

    def picture(self, name: str) -> None:
        """Take a picture of the page as it stands."""
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=self.pictures / f"{name}.png")
