"""The language model as the rest of Canmou sees it: a prompt in, a JSON text out; optional everywhere.

What it says is never trusted: whoever asks it checks every sentence (``knowledge.grounding``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Schema = Mapping[str, Any]  # a JSON schema of the reply
Listener = Callable[[str], None]  # is given the whole reply so far, again and again


def nobody(_text: str) -> None:
    """Listen to nothing."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told: ``instructions`` are ours, ``material`` is data that may say anything."""

    instructions: str
    material: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply's text, which should be JSON, and how many tokens it and its prompt took."""

    text: str
    tokens: int


class LanguageModel(Protocol):
    """A model that answers in JSON."""

    name: str

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        """Return the reply to a prompt; raise LanguageFault when there is none in time."""
        ...
