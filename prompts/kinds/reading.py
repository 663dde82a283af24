"""From a kind's file to the kind. Owns which labels such a file has and what it cannot do without."""

from collections import Counter

from prompts.errors import PromptFault
from prompts.kinds.kind import Category, Direction, Kind, Part
from prompts.kinds.sections import Faults, Section, read_sections

KIND_LABELS = ("类别", "方向", "别名", "适用", "依据", "标题", "主送", "结语", "署名")
NEEDED_LABELS = ("类别", "方向", "适用", "标题")
PART_LABELS = ("写法", "检索", "条数", "句式", "备用", "待补", "编号")
USUAL_POINTS = 3
LARGEST_FILE = 64 * 1024


def read_kind(file: str, content: bytes) -> Kind:
    """Return the kind that a file describes; raise PromptFault with all that is wrong in it."""
    faults = Faults(file)
    sections = read_sections(_decode(content, faults), faults)
    kind = _kind(sections, faults) if sections else None
    if kind is None and not faults.lines:
        faults.add("it is empty")
    if kind is None or faults.lines:
        raise PromptFault(tuple(faults.lines))
    return kind


def _decode(content: bytes, faults: Faults) -> str:
    if len(content) > LARGEST_FILE:
        faults.add(f"it is larger than {LARGEST_FILE // 1024} KB")
        return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add("it is not UTF-8 text")
        return ""


def _kind(sections: list[Section], faults: Faults) -> Kind:
    head, *parts = sections
    head.expect(KIND_LABELS, NEEDED_LABELS)
    if not parts:
        faults.add("it has no part (“## heading”)")
    for heading, times in Counter(part.heading for part in parts).items():
        if times > 1:
            faults.add(f"the part {heading} stands {times} times")
    return Kind(
        name=head.heading,
        category=head.choice("类别", Category),
        direction=head.choice("方向", Direction),
        use=head.text("适用"),
        title=head.phrase("标题"),
        aliases=head.listed("别名"),
        grounds=head.articles(),
        addressee=head.phrase("主送"),
        closing=head.phrase("结语"),
        signed=head.flag("署名"),
        parts=tuple(_part(part, faults) for part in parts),
    )


def _part(section: Section, faults: Faults) -> Part:
    section.expect(PART_LABELS)
    query = section.text("检索")
    part = Part(
        heading=section.heading,
        guidance=section.text("写法"),
        query=query,
        phrases=section.phrases("句式"),
        spare=section.phrases("备用"),
        blanks=section.blanks(),
        count=section.number_of("条数", USUAL_POINTS if query else 0),
        numbered=section.flag("编号"),
    )
    if not (query or part.phrases or part.blanks):
        faults.add(f"the part {part.heading} has none of 检索, 句式, 待补", section.number)
    for label, is_given in (("条数", part.count), ("备用", part.spare)):
        if is_given and not query:
            faults.add(f"the part {part.heading} has {label} without 检索", section.number)
    return part
