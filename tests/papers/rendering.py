"""Papers on pages: LibreOffice makes a PDF of each, poppler tells where its words stand and draws the pages."""

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

# On a machine without the typefaces of the standard others stand in, which are at least told apart.
FONTS = Path(__file__).with_name("fonts.conf")
SECONDS = 120
NEAR_PT = 2.0  # words in one line
NAMESPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page and its edges, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its lines from above, each with its words from the left."""

    width: float
    height: float
    lines: tuple[tuple[Word, ...], ...]

    @property
    def text(self) -> tuple[tuple[Word, ...], ...]:
        """Return the lines without the page number."""
        return self.lines[:-1]


def render(folder: Path) -> None:
    """Make a PDF and pictures of every .docx in a folder, beside it."""
    profile = (folder / "profile").resolve().as_uri()
    papers = sorted(map(str, folder.glob("*.docx")))
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    _run([*office, str(folder), *papers])
    for document in folder.glob("*.pdf"):
        _run(["pdftoppm", "-r", "80", "-png", str(document), str(document.with_suffix(""))])


def read_pages(document: Path) -> list[Page]:
    """Return the pages of a PDF."""
    root = ElementTree.fromstring(_run(["pdftotext", "-bbox", str(document), "-"]))
    return [_page(element) for element in root.iter(f"{NAMESPACE}page")]


def _page(element: ElementTree.Element) -> Page:
    lines: dict[int, list[Word]] = defaultdict(list)
    for each in element.iter(f"{NAMESPACE}word"):
        edges = (float(each.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))
        word = Word(re.sub(r"\s", "", each.text or ""), *edges)
        near = next((key for key in lines if abs(key / 10 - word.bottom) < NEAR_PT), round(word.bottom * 10))
        lines[near].append(word)
    ordered = (tuple(sorted(lines[key], key=lambda word: word.left)) for key in sorted(lines))
    return Page(float(element.attrib["width"]), float(element.attrib["height"]), tuple(ordered))


def _run(command: Sequence[str]) -> str:
    environment = os.environ | {"FONTCONFIG_FILE": str(FONTS)}
    done = subprocess.run(command, env=environment, timeout=SECONDS, check=True, capture_output=True)
    return done.stdout.decode()
