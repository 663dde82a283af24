"""What is told of two texts of one document."""

import pytest

from knowledge.differences import Differences, compare
from knowledge.documents import Document, Kind, Passage, Span

BEFORE = (("第一条", "第一条 甲。"), ("第二条", "第二条 乙。"), ("第三条", "第三条 丙。"))


def made(*passages: tuple[str, str]) -> Document:
    """Return a document of (place, words)."""
    text, kept = "", []
    for place, words in passages:
        kept.append(Passage(place, (), Span(len(text), len(text) + len(words)), None))
        text += f"{words}\n"
    return Document("a.txt", "办法", Kind.REGULATION, None, None, text, tuple(kept))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, Differences()),
        ((*BEFORE[:2], ("第三条", "第三条　丙 。")), Differences()),
        ((*BEFORE[:2], ("第三条", "第三条 丁。")), Differences(changed=("第三条",))),
        ((*BEFORE, ("第四条", "第四条 丁。")), Differences(added=("第四条",))),
        (BEFORE[1:], Differences(removed=("第一条",))),
        ((*BEFORE, ("第三条", "又丙。")), Differences(changed=("第三条",))),
    ],
)
def test_places_are_compared_by_their_words(after: tuple[tuple[str, str], ...], expected: Differences) -> None:
    found = compare(made(*BEFORE), made(*after))
    assert found == expected
    assert bool(found) is bool(found.changed or found.added or found.removed)
