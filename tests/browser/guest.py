"""Someone at the page: what they see and do, in the words of the page."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload, FloatRect, Locator, Page

from tests.browser.pictures import keep

PATIENCE = 20_000  # milliseconds
HIGH = 1800  # of the page while a picture of messages is taken, so that all of them is in sight
MARGIN = 8


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

    def at(self, name: str, title: str = "参谋") -> None:
        """Be someone, in a chat: the private one if no other is named."""
        self.become(name)
        self.open(title)

    def say(self, text: str) -> None:
        """Write a message and send it."""
        self.page.fill("#words", text)
        self.page.keyboard.press("Enter")

    def reply(self, text: str, to: str) -> None:
        """Write a reply to the last message that holds a text."""
        message = self.sees(to)
        message.hover()
        message.get_by_role("button", name="回复", exact=True).click()
        self.say(text)

    def hand_in(self, name: str, content: bytes, caption: str = "") -> None:
        """Send a file."""
        self.page.fill("#words", caption)
        self.page.set_input_files("#file", FilePayload(name=name, mimeType="application/octet-stream", buffer=content))

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
        keep(self.page.screenshot(), self.pictures / f"{name}.png")

    def closeup(self, name: str, last: int = 1, *, most: int = HIGH) -> None:
        """Take a picture of the last messages of the chat, whole or as much of them as is so high."""
        before = self.page.viewport_size
        assert before
        self.page.set_viewport_size({"width": before["width"], "height": HIGH})
        self._settle()
        self.page.locator("#messages li").last.scroll_into_view_if_needed()
        frame = self._frame(last)
        frame["height"] = min(frame["height"], most)
        keep(self.page.screenshot(clip=frame), self.pictures / f"{name}.png")
        self.page.set_viewport_size(before)

    def notice(self, name: str, text: str) -> None:
        """Take a picture of the last message that holds a text."""
        self._settle()
        keep(self.sees(text).screenshot(), self.pictures / f"{name}.png")

    def _settle(self) -> None:
        """Wait until the page stands still, with nothing over the messages."""
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(400)
        self.page.evaluate("document.getElementById('toast').hidden = true")

    def _frame(self, last: int) -> FloatRect:
        """Return where the last messages are: as wide as the chat, or as one's own and the bot's are at the most."""
        messages = self.page.locator("#messages li:not(.day)")
        shown = [
            messages.nth(place).bounding_box() for place in range(max(messages.count() - last, 0), messages.count())
        ]
        boxes = [box for box in shown if box]
        left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
        right = max(box["x"] + box["width"] for box in boxes)
        bottom = max(box["y"] + box["height"] for box in boxes)
        return {
            "x": left - MARGIN,
            "y": top - MARGIN,
            "width": right - left + 2 * MARGIN,
            "height": bottom - top + 2 * MARGIN,
        }
