"""An outline to change, the documents that know a little, and how it looks afterwards."""

from dataclasses import replace

from knowledge.answers import Citation
from knowledge.documents import Span, Status
from knowledge.outlines import Origin, Outline, OutlinePart, Point, Request

CITATION = Citation("a.txt", "值班办法", "第一条", "督查要有回音。", Status.IN_FORCE, None, Span(0, 7))


class Library:
    """Documents that know about 督查 and can give one point more."""

    def more(self, outline: Outline, place: int, words: str) -> tuple[Point, ...]:
        """Return a point about 督查."""
        return (Point("督查要有回音。", Origin.SOURCE, (CITATION,)),) if words == "督查" else ()

    def lengthen(self, outline: Outline) -> Outline:
        """Return one point more in the last part, once."""
        last = outline.parts[-1]
        more = self.more(outline, 0, "督查")
        kept = last.points if more[0] in last.points else (*last.points, *more)
        return replace(outline, parts=(*outline.parts[:-1], replace(last, points=kept)))


def source(text: str) -> Point:
    return Point(text, Origin.SOURCE, (replace(CITATION, quote=text),))


OUTLINE = Outline(
    Request("通知", "值班"),
    "关于值班的通知",
    "各科室",
    (
        OutlinePart("缘由", (Point("通知如下：", Origin.FORM),), numbered=False),
        OutlinePart("安排", (source("甲。"), source("乙。"), source("丙。"))),
        OutlinePart("要求", (source("丁。"), Point("时间：【待补：时间】", Origin.FORM))),
        OutlinePart("反馈", (Point("【待补：反馈的具体内容】", Origin.FORM),)),
    ),
    signature="办公室",
    date_line="【待补：成文日期】",
)

# A paper as a secretary has it before them.
DRAFT = Outline(
    Request("通知", "国庆值班", facts=(("联系人", "张三"),)),
    "关于国庆节期间值班安排的通知",
    "各科室",
    (
        OutlinePart("缘由", (Point("现将国庆值班事项通知如下：", Origin.FORM),), numbered=False),
        OutlinePart("指导思想", (source("认真做好值班工作。"), source("切实加强领导。"))),
        OutlinePart(
            "工作要求",
            (
                source("值班电话应当在3声之内接听。"),
                Point("时间：【待补：会议时间】；联系人：张三", Origin.FORM),
                Point("出席：王五、赵六。", Origin.GIVEN),
            ),
        ),
        OutlinePart("经费保障", (Point("【待补：经费保障的具体内容】", Origin.FORM),)),
    ),
    closing="特此通知。",
    signature="办公室",
    date_line="2026年9月1日",
)


def shape(outline: Outline) -> list[tuple[str, list[str]]]:
    """Return the numbered parts with the texts of their points."""
    return [(part.heading, [point.text for point in part.points]) for part in outline.parts if part.numbered]
