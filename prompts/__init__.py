"""Texts in files, reviewed like code: what each kind of writing must hold, and what a language model is told."""

from prompts.errors import PromptFault
from prompts.kinds import Category, Direction, Kind, Part, find_kind, load_kinds
from prompts.templates import Template, load_template

__all__ = [
    "Category",
    "Direction",
    "Kind",
    "Part",
    "PromptFault",
    "Template",
    "find_kind",
    "load_kinds",
    "load_template",
]
