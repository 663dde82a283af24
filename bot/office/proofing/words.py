"""Wrong words: a text held against the vocabulary."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import Finding, Grade, must, should
from bot.office.proofing.manuscript import Manuscript
from bot.office.proofing.vocabulary import WrongWord


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield the wrong words of a paper."""
    by_wrong = {word.wrong: word for word in context.words}
    pattern = re.compile("|".join(sorted(map(re.escape, by_wrong), key=len, reverse=True)) or "(?!)")
    for line in paper.lines:
        for match in pattern.finditer(line.text):
            word = by_wrong[match[0]]
            if not _is_innocent(line.text, match.start(), word):
                say = must if word.grade is Grade.MUST else should
                yield say(line, f"“{word.wrong}”应为“{word.right}”。", at=match.span())


def _is_innocent(text: str, place: int, word: WrongWord) -> bool:
    """Tell whether the characters stand within a longer word that is right."""
    starts = ((longer, place - longer.index(word.wrong)) for longer in word.innocent)
    return any(start >= 0 and text.startswith(longer, start) for longer, start in starts)
