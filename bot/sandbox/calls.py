"""One call of a Bot API method: its parameters and files, and how each kind of value is read.

However a call came (query, form, multipart, JSON), its parameters are texts; arrays and objects are JSON texts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import refusals

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A method as the caller spelled it, with what it was given."""

    method: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text, or nothing."""
        return self.parameters.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; what is not one counts as not given."""
        try:
            return int(self.parameters[name])
        except (KeyError, ValueError):
            return default

    def within(self, name: str, *, default: int, low: int, high: int) -> int:
        """Return a whole number moved into the range, as Telegram does without a word."""
        return min(max(self.integer(name, default), low), high)

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self.text(name).lower() in ("true", "yes", "1")

    def array(self, name: str, what: str) -> list[Any]:
        """Return a JSON array, empty when not given; ``what`` is Telegram's name for it in a refusal."""
        value = self._json(name, what)
        if value is not None and not isinstance(value, list):
            raise refusals.bad_request(f"expected an Array of {what}")
        return value or []

    def object(self, name: str, what: str) -> JsonObject:
        """Return a JSON object, empty when not given; ``what`` is Telegram's name for it in a refusal."""
        value = self._json(name, what)
        if value is not None and not isinstance(value, dict):
            raise refusals.bad_request(f"object expected as {what}")
        return value or {}

    def _json(self, name: str, what: str) -> Any:
        try:
            return json.loads(self.parameters[name]) if self.text(name) else None
        except ValueError as error:
            raise refusals.bad_request(f"can't parse {what} JSON object") from error


def as_text(value: Any) -> str:
    """Return a JSON value as a parameter's text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
