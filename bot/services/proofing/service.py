"""The whole step of proofreading: what is handed in, what it is checked against, and the report."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from bot.files.papers.measuring import measure
from bot.office.proofing import Context, Earlier, Finding, Grade, kind_of, proofread, take_apart
from bot.office.proofing.places import Gazetteer, load_gazetteer
from bot.office.proofing.vocabulary import WrongWord, load_vocabulary
from bot.services.office import Office
from bot.services.proofing.choosing import choose_earlier, year_of
from bot.services.proofing.layout import check_layout
from bot.services.proofing.reading import read_paper, suffix_of
from knowledge.audience import EVERYTHING, Audience
from knowledge.readers import Limits
from knowledge.records import Origin, Records
from prompts import Kind

UNNAMED = "本办公室"  # what an office is called that has set no name


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a paper; ``earlier`` is the one that it was compared with, None for none."""

    title: str
    kind: str
    findings: tuple[Finding, ...]
    earlier: Earlier | None

    def of(self, grade: Grade) -> tuple[Finding, ...]:
        """Return the findings of a grade."""
        return tuple(finding for finding in self.findings if finding.grade is grade)


class ProofService:
    """Proofreads papers for the office; nothing of them is stored or logged."""

    def __init__(
        self,
        office: Office,
        *,
        records: Records,
        kinds: Mapping[str, Kind],
        limits: Limits,
        audience: Audience = EVERYTHING,
    ) -> None:
        self._office = office
        self._audience = audience
        self._records = records
        self._limits = limits
        self._kinds = {words: kind.name for kind in kinds.values() for words in (kind.name, *kind.aliases)}

    def proofread(self, name: str, content: bytes, last: tuple[str, bytes] | None = None) -> Report:
        """Return what is found in a file; ``last`` is the file to compare with, else the library is looked through.

        Raise MarkedFile for a classification mark and PaperFault for what cannot be read.
        """
        text = read_paper(name, content, self._limits).text
        paper = take_apart(text, self._kinds)
        earlier = self._earlier(paper.title.text) if last is None else self._handed_in(*last)
        found = (*proofread(text, self._context(earlier)), *self._layout(name, content))
        return Report(paper.title.text, paper.kind, found, earlier)

    def _context(self, earlier: Earlier | None) -> Context:
        return Context(
            today=self._office.today(),
            kinds=self._kinds,
            issuer=self._issuer(),
            people=tuple(person.name for person in self._office.people()),
            sounds=self._sounds,
            words=self._vocabulary,
            gazetteer=self._gazetteer,
            earlier=earlier,
        )

    def _issuer(self) -> str:
        config = self._office.config
        name = config.writing.issuer or config.office.name
        return "" if name == UNNAMED else name

    def _earlier(self, title: str) -> Earlier | None:
        kind = kind_of(title, self._kinds)
        if not kind:
            return None
        own = (record for record in self._records.load() if record.origin is Origin.OFFICE)
        seen = (record.document for record in own if self._audience.admits(record.collection))
        alike = (document for document in seen if kind_of(document.title, self._kinds) == kind)
        return choose_earlier(title, self._office.today(), alike)

    def _handed_in(self, name: str, content: bytes) -> Earlier:
        text = read_paper(name, content, self._limits).text
        title = take_apart(text, self._kinds).title.text
        return Earlier(title or name, text, year_of(title))

    def _layout(self, name: str, content: bytes) -> Iterator[Finding]:
        if suffix_of(name) == "docx":
            yield from check_layout(measure(name, content, self._limits))

    @cached_property
    def _vocabulary(self) -> tuple[WrongWord, ...]:
        return load_vocabulary()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return load_gazetteer()

    @cached_property
    def _sounds(self) -> Mapping[str, frozenset[str]]:
        """Return the sounds of each character."""
        table = tomllib.loads(files("knowledge").joinpath("sounds.toml").read_text("utf-8"))
        found: dict[str, set[str]] = defaultdict(set)
        for sound, characters in table.items():
            for character in characters:
                found[character].add(sound)
        return {character: frozenset(sounds) for character, sounds in found.items()}
