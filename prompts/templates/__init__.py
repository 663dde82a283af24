"""What a language model is told, in the files of this folder; ``{{name}}`` is where a value goes.

A value goes in as it is: what looks like a placeholder in it is never filled.
"""

import re
from dataclasses import dataclass
from importlib.resources import files

from prompts.errors import PromptFault

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders; raise PromptFault where one of them is broken."""

    name: str
    text: str

    def __post_init__(self) -> None:
        if "{{" in _PLACEHOLDER.sub("", self.text):
            raise PromptFault((f"{self.name}.md: a placeholder is not of the form {{{{name}}}}",))

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Return the names of the values, each once, in the order of the text."""
        return tuple(dict.fromkeys(_PLACEHOLDER.findall(self.text)))

    def fill(self, /, **values: str) -> str:
        """Return the text with its values; raise PromptFault naming each that is missing or has no place."""
        missing = [name for name in self.placeholders if name not in values]
        extra = [name for name in values if name not in self.placeholders]
        faults = [f"{self.name}.md: {{{{{name}}}}} is given no value" for name in missing]
        faults += [f"{self.name}.md: there is no {{{{{name}}}}}" for name in extra]
        if faults:
            raise PromptFault(tuple(faults))
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


def load_template(name: str) -> Template:
    """Return the template of a name; raise PromptFault where there is none."""
    file = files("prompts").joinpath("templates", f"{name}.md")
    if not file.is_file():
        raise PromptFault((f"{name}.md: there is no such template",))
    return Template(name, file.read_text("utf-8"))
