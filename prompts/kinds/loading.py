"""The kinds of all files together: the built-in ones in their order, then an office's own."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from prompts.errors import PromptFault
from prompts.kinds.kind import Kind
from prompts.kinds.reading import read_kind

_LOOSE = re.compile(r"\s|关于|的")  # what people say or leave out around a kind's name


def load_kinds(own: Path | None = None) -> Mapping[str, Kind]:
    """Return the kinds by name: the fifteen of the regulation, the daily ones, then an office's own new ones.

    A kind of the folder ``own`` takes the place of the one of its name; a folder that is not there has none. Raise
    PromptFault with the faults of all files.
    """
    faults: list[str] = []
    kinds = _read_folder(files("prompts").joinpath("kinds"), faults)
    if own is not None and own.is_dir():
        kinds |= _read_folder(own, faults)
    faults.extend(_shared_aliases(kinds))
    if faults:
        raise PromptFault(tuple(faults))
    return kinds


def find_kind(kinds: Mapping[str, Kind], words: str) -> Kind | None:
    """Return the kind that ``words`` name, else the one that has them as an alias."""
    wanted = _LOOSE.sub("", words)
    named = (kind for kind in kinds.values() if _LOOSE.sub("", kind.name) == wanted)
    known = (kind for kind in kinds.values() if wanted in {_LOOSE.sub("", alias) for alias in kind.aliases})
    return next(named, None) or next(known, None)


def _read_folder(folder: Traversable, faults: list[str]) -> dict[str, Kind]:
    """Return the kinds of a folder's files in the order of the files' names."""
    kinds: dict[str, Kind] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".md"):
            continue
        try:
            kind = read_kind(file.name, file.read_bytes())
        except PromptFault as fault:
            faults.extend(fault.faults)
        except OSError as error:
            faults.append(f"{file.name}: it cannot be read ({error.strerror})")
        else:
            if kind.name in kinds:
                faults.append(f"{file.name}: another file of its folder describes {kind.name} too")
            kinds[kind.name] = kind
    return kinds


def _shared_aliases(kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Yield a fault for each alias that two kinds have."""
    owners: dict[str, str] = {}
    for kind in kinds.values():
        for alias in kind.aliases:
            owner = owners.setdefault(_LOOSE.sub("", alias), kind.name)
            if owner != kind.name:
                yield f"{kind.name}: its alias {alias} is one of {owner} too"
