"""The kinds of writing: what each must hold, read from the files in this folder and from an office's own.

docs/kinds.md describes such a file. An office's file replaces the kind of the same name or adds one.
"""

from prompts.kinds.kind import Category, Direction, Kind, Part
from prompts.kinds.loading import find_kind, load_kinds

__all__ = ["Category", "Direction", "Kind", "Part", "find_kind", "load_kinds"]
