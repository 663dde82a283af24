"""``python -m tests.papers FOLDER [CHECKER]``: set the samples, render, measure and check them; status 1 on a fault."""

import sys
from dataclasses import astuple, fields
from pathlib import Path
from shutil import rmtree

from rich.console import Console
from rich.table import Table

from bot.files.papers import Form, write_paper
from tests.papers.checking import check
from tests.papers.ink import red_bands, red_faults
from tests.papers.measuring import Figures, faults, figures, full_faults
from tests.papers.rendering import Page, read_pages, render
from tests.papers.samples import FULL, SAMPLES


def main(folder: Path, checker: Path | None) -> int:
    """Print the figures of every sample and its faults."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, paper in SAMPLES.items():
        (folder / f"{name}.docx").write_bytes(write_paper(paper))
    render(folder)
    pages = {name: read_pages(folder / f"{name}.pdf") for name in SAMPLES}
    found = {name: _faults(name, pages[name], folder, checker) for name in SAMPLES}
    Console(width=120).print(_table(pages, found))
    for name, words in found.items():
        for fault in words:
            print(f"{name}: {fault}")
    return int(any(found.values()))


def _faults(name: str, pages: list[Page], folder: Path, checker: Path | None) -> list[str]:
    paper = SAMPLES[name]
    full = full_faults(pages) if paper is FULL else ()
    checked = check(checker, paper, folder / "checked.docx") if checker else ()
    red = red_faults(red_bands(folder / f"{name}.pdf"), paper.form) if paper.head else ()
    return [*faults(pages, is_letter=paper.form is Form.LETTER), *full, *red, *checked]


def _table(pages: dict[str, list[Page]], found: dict[str, list[str]]) -> Table:
    made = Table("paper", *(field.name for field in fields(Figures)), "faults", box=None)
    for name, each in pages.items():
        made.add_row(name, *map(str, astuple(figures(each))), str(len(found[name])))
    return made


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
