"""Wordings of changes that are about single points: left out, reworded, moved, joined, added beside others. Pure."""

from knowledge.outlining.editing.changes import (
    FIRST,
    LAST,
    Append,
    DropPoint,
    Insert,
    MergePoints,
    MovePoint,
    Reword,
    SwapPoints,
)
from knowledge.outlining.editing.phrases import (
    ADD,
    AND,
    APPEND,
    DROP,
    IN,
    MORE,
    MOVE,
    OWN,
    REASON,
    SIDE,
    SWAP,
    TO,
    WORDS,
    if_named,
    named,
    part,
    place,
    point,
    said,
)

POINT, BESIDE = place("point", "part"), place("beside", "other")
NEXT = point("beside")
INTO = part("other")
PART, ALONE = part("part"), point("point")

# Each wording with what it asks for; the first that fits the whole text counts.
READINGS = (
    (
        f"{POINT}{REASON}{TO}{WORDS}",
        lambda found, _: Reword(if_named(found, "part"), named(found, "point"), said(found, "words")),
    ),
    (f"{DROP}{POINT}", lambda found, _: DropPoint(if_named(found, "part"), named(found, "point"))),
    (
        f"{PART}{IN}{DROP}{ALONE}",
        lambda found, _: DropPoint(if_named(found, "part"), named(found, "point")),
    ),
    (f"{POINT}{REASON}{DROP}", lambda found, _: DropPoint(if_named(found, "part"), named(found, "point"))),
    (
        f"{POINT}{AND}{NEXT}(?:合并|并|合二为一|合成?)(?:成|为|到|在)?(?:一起|一?条|一?点|一块|一处)?",
        lambda found, _: MergePoints(if_named(found, "part"), named(found, "beside"), named(found, "point")),
    ),
    (
        f"{POINT}(?:合并|并|归)(?:到|入|进|至)?{NEXT}(?:里面?|中|去|内)?",
        lambda found, _: MergePoints(if_named(found, "part"), named(found, "point"), named(found, "beside")),
    ),
    (
        f"{POINT}{AND}{BESIDE}{SWAP}",
        lambda found, _: SwapPoints(
            if_named(found, "part"), named(found, "point"), if_named(found, "other"), named(found, "beside")
        ),
    ),
    (
        f"{POINT}{MOVE}{BESIDE}{SIDE}",
        lambda found, _: MovePoint(
            if_named(found, "part"),
            named(found, "point"),
            if_named(found, "other"),
            named(found, "beside"),
            behind=found["before"] is None,
        ),
    ),
    (
        f"{POINT}{MOVE}{INTO}(?:里面?|中|去|内|的?(?:最?后面?|末尾|下面|(?P<to_start>最?前面|开头)))?",
        lambda found, _: MovePoint(
            if_named(found, "part"),
            named(found, "point"),
            named(found, "other"),
            FIRST if found["to_start"] else None,
            behind=not found["to_start"],
        ),
    ),
    (
        f"{POINT}{MOVE}(?:的)?(?:最?前面?|开头|第一条|首条|(?P<to_end>最?后面?|末尾|结尾))(?:去)?",
        lambda found, _: MovePoint(
            if_named(found, "part"),
            named(found, "point"),
            None,
            LAST if found["to_end"] else FIRST,
            behind=found["to_end"] is not None,
        ),
    ),
    (
        f"在?{POINT}{SIDE}[，,]?{ADD}(?:一?[条点段项]\\s*[：:，,]|(?:一?[条点段项])?[：:])(?P<words>.+)",
        lambda found, _: Insert(
            if_named(found, "part"), said(found, "words"), named(found, "point"), behind=found["before"] is None
        ),
    ),
    (
        f"(?:在|给)?{POINT}{IN}(?:的?(?:后面|末尾|最后|结尾))?[，,]?{APPEND}(?:一?句话?|几个字)?{WORDS}",
        lambda found, _: Append(if_named(found, "part"), named(found, "point"), said(found, "words")),
    ),
    (f"(?:在?(?:最后|文末|末尾)再?)?{MORE}{OWN}", lambda found, _: Insert(LAST, said(found, "words"))),
)
