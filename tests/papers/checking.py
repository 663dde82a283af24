"""What gongwen-skill, a checker by other people, says of a paper: its faults of the first grade.

Its own margins and pitches are a province's, so the standard's are put in their place. Three things it takes for what
they are not, so papers are shown to it without them: a red head is a title to it; a number or heading that text goes on
behind in its line is text in a wrong typeface; names below 纪要, whose labels the standard wants in 黑体, are headings.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.files.papers import Grid, Labelled, Paper, Paragraph, write_paper
from bot.files.papers.layout import BOTTOM_MM, LEFT_MM, LINE_PT, RIGHT_MM, TOP_MM

SECONDS = 120
FIRST_GRADE = "P0"
MARGINS = {"top": TOP_MM, "bottom": BOTTOM_MM, "left": LEFT_MM, "right": RIGHT_MM}
PITCHED = ("doc_title", "heading_1", "heading_2", "heading_3", "heading_4", "body")
STANDARD = {"page_setup": {"margins": {side: f"{length / 10}cm" for side, length in MARGINS.items()}}} | {
    element: {"line_spacing": f"{LINE_PT}pt"} for element in PITCHED
}


def check(checker: Path, paper: Paper, file: Path) -> list[str]:
    """Return the faults of the first grade of a paper, which is written to a file for it."""
    body = tuple(shown for element in paper.body for shown in _shown(element))
    file.write_bytes(write_paper(replace(paper, head=None, body=body)))
    command = [checker, "check", file, "--severity", FIRST_GRADE, "--json", "--config-overrides", json.dumps(STANDARD)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    return [_words(fault) for fault in json.loads(done.stdout)]


def _shown(element: Paragraph | Labelled | Grid) -> tuple[Paragraph | Grid, ...]:
    match element:
        case Labelled():
            return ()
        case Paragraph(text, level, rest) if level and rest:
            return Paragraph(text, level), Paragraph(rest)
    return (element,)


def _words(fault: Mapping[str, str]) -> str:
    return f"{fault['rule_id']} {fault['location']}: {fault['reason']}"
