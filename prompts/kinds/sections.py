"""The lines of a kind's file: headings with labelled lines under them. Owns the reading of single values.

Nothing here raises: every fault goes to the file's list, so that one look shows them all.
"""

import re
from enum import StrEnum
from typing import TypeVar

NAMES = ("事由", "目的", "机关", "主送", "日期")  # what a phrase may ask for in {}
MOST_POINTS = 9
LONGEST_BLANK = 40
_REPEATED = ("句式", "备用")
_LABELLED = re.compile(r"(?P<label>[一-龥]{2})\s*[：:]\s*(?P<value>.*)")
_HEADING = re.compile(r"(?P<level>#+)\s*(?P<heading>.*)")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BLANK = re.compile(rf"【待补：[^【】{{}}]{{1,{LONGEST_BLANK}}}】")
_SIGNS = re.compile("[{}【】]")
_ARTICLE = re.compile(r"《[^《》]+》第[零一二三四五六七八九十百千]+条")
_FLAGS = {"是": True, "否": False}

Choice = TypeVar("Choice", bound=StrEnum)


class Faults:
    """The faults of one file, one line each."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.lines: list[str] = []

    def add(self, fault: str, number: int = 0) -> None:
        """Add what is wrong, with the number of its line where there is one."""
        self.lines.append(f"{self._file}: line {number}: {fault}" if number else f"{self._file}: {fault}")


class Section:
    """A heading and the labelled lines under it."""

    def __init__(self, heading: str, number: int, faults: Faults) -> None:
        self.heading = heading
        self.number = number
        self._faults = faults
        self._lines: dict[str, list[tuple[str, int]]] = {}

    def add(self, label: str, value: str, number: int) -> None:
        """Add a line; only set sentences may stand several times."""
        if label in self._lines and label not in _REPEATED:
            self._faults.add(f"{label} stands twice under {self.heading}", number)
        self._lines.setdefault(label, []).append((value, number))

    def expect(self, labels: tuple[str, ...], needed: tuple[str, ...] = ()) -> None:
        """Report labels that are not known here and needed ones that are missing."""
        for label, lines in self._lines.items():
            if label not in labels:
                self._faults.add(f"unknown label {label}; known here are {'、'.join(labels)}", lines[0][1])
        for label in needed:
            if not self._first(label)[0]:
                self._faults.add(f"{label} is missing", self.number)

    def text(self, label: str) -> str:
        """Return a value that stands as it is, "" where there is none."""
        value, number = self._first(label)
        if _SIGNS.search(value):
            self._faults.add(f"{{}} and 【】 have no place in {label}: {value}", number)
        return value

    def phrase(self, label: str) -> str:
        """Return a value whose {names} and 【待补：…】 are known."""
        value, number = self._first(label)
        self._check(value, number)
        return value

    def phrases(self, label: str) -> tuple[str, ...]:
        """Return the set sentences of a label in their order."""
        lines = [line for line in self._lines.get(label, []) if line[0]]
        for value, number in lines:
            self._check(value, number)
        return tuple(value for value, _ in lines)

    def listed(self, label: str) -> tuple[str, ...]:
        """Return the values that 、 parts, each once."""
        parts = re.split(r"\s*、\s*", self.text(label))
        return tuple(dict.fromkeys(part for part in parts if part))

    def blanks(self) -> tuple[str, ...]:
        """Return the facts to be filled in, as they can stand in 【待补：…】."""
        names, number = self.listed("待补"), self._first("待补")[1]
        for name in names:
            if len(name) > LONGEST_BLANK:
                self._faults.add(f"待补 must be at most {LONGEST_BLANK} characters: {name}", number)
        return names

    def articles(self) -> tuple[str, ...]:
        """Return the articles that 依据 names."""
        value, number = self._first("依据")
        articles = tuple(re.split(r"\s*、\s*(?=《)", value)) if value else ()
        for article in articles:
            if not _ARTICLE.fullmatch(article):
                self._faults.add(f"依据 must look like 《…》第八条: {article}", number)
        return articles

    def flag(self, label: str) -> bool:
        """Return whether a line says 是; so it is where there is none."""
        value, number = self._first(label)
        if value and value not in _FLAGS:
            self._faults.add(f"{label} must be 是 or 否: {value}", number)
        return _FLAGS.get(value, True)

    def choice(self, label: str, choices: type[Choice]) -> Choice:
        """Return one of several values; the first where the line has none of them."""
        value, number = self._first(label)
        found = next((choice for choice in choices if choice == value), None)
        if value and found is None:
            self._faults.add(f"{label} must be one of {'、'.join(choices)}: {value}", number)
        return found or next(iter(choices))

    def number_of(self, label: str, default: int) -> int:
        """Return a number of points."""
        value, number = self._first(label)
        if not value:
            return default
        if re.fullmatch(rf"[1-{MOST_POINTS}]", value):
            return int(value)
        self._faults.add(f"{label} must be a number from 1 to {MOST_POINTS}: {value}", number)
        return default

    def _first(self, label: str) -> tuple[str, int]:
        return self._lines.get(label, [("", 0)])[0]

    def _check(self, phrase: str, number: int) -> None:
        for name in _PLACEHOLDER.findall(phrase):
            if name not in NAMES:
                known = "、".join(f"{{{name}}}" for name in NAMES)
                self._faults.add(f"unknown placeholder {{{name}}}; known are {known}", number)
        if re.search("[{}]", _PLACEHOLDER.sub("", phrase)):
            self._faults.add(f"a brace without its partner: {phrase}", number)
        if re.search("[【】]", _BLANK.sub("", phrase)):
            self._faults.add(f"【】 is for 【待补：…】 only: {phrase}", number)


def read_sections(text: str, faults: Faults) -> list[Section]:
    """Return the headings of a file with their lines; the first is the kind, the others are its parts."""
    sections: list[Section] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.fullmatch(line.strip()):
            sections.append(_open(heading, number, first=not sections, faults=faults))
        elif line.strip():
            _take(line.strip(), number, sections, faults)
    return sections


def _open(match: re.Match[str], number: int, *, first: bool, faults: Faults) -> Section:
    wanted = "#" if first else "##"
    if match["level"] != wanted or not match["heading"]:
        faults.add(f"a line of the form “{wanted} {'kind' if first else 'part'}” is expected", number)
    if _SIGNS.search(match["heading"]):
        faults.add(f"{{}} and 【】 have no place in a heading: {match['heading']}", number)
    return Section(match["heading"], number, faults)


def _take(line: str, number: int, sections: list[Section], faults: Faults) -> None:
    labelled = _LABELLED.fullmatch(line)
    if not sections:
        faults.add("the first line must be “# kind”", number)
    elif labelled is None:
        faults.add(f"neither a heading nor a label with its value: {line[:20]}", number)
    else:
        sections[-1].add(labelled["label"], labelled["value"], number)
