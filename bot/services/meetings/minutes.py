"""The minutes of a sitting and the agenda before it, as far as they are known; what is not known is marked."""

from dataclasses import dataclass

from bot.files.papers import Labelled, Paper, Paragraph
from bot.office.times.echo import when
from bot.services.meetings.answering import Standing
from bot.services.office import Office
from knowledge.outlines import blank

# The headings of minutes, each with what is to be filled in below it.
SECTIONS = (
    ("一、会议议题", blank("议题")),
    ("二、讨论情况", blank("主要发言和讨论意见")),
    ("三、议定事项", blank("议定的事项")),
    ("四、责任分工", blank("责任人和完成时限")),
)
ITEMS = tuple(f"{number}、{blank('议题、汇报人、所需时间')}" for number in "一二三")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that minutes say of a sitting: several names, or one text; ``missing`` is what is asked for if none."""

    label: str
    texts: tuple[str, ...]
    missing: str

    @property
    def text(self) -> str:
        """Return what is known, or the mark of what is not."""
        return "、".join(self.texts) or blank(self.missing)

    @property
    def line(self) -> str:
        """Return it with its label."""
        return f"{self.label}：{self.text}"


def circumstances(office: Office, standing: Standing) -> tuple[Fact, ...]:
    """Return when, where and under whom a sitting is held."""
    sitting = standing.sitting
    time = when(sitting.start, sitting.end, office.calendar(), office.zone)
    room = (sitting.meeting.plan.room,) if sitting.meeting.plan.room else ()
    return (Fact("时间", (time,), "会议时间"), Fact("地点", room, "会议地点"), Fact("主持人", (), "主持人"))


def attendance(standing: Standing) -> tuple[Fact, ...]:
    """Return who was there and who was not."""
    present = tuple(member.name for member in standing.members if member.account in standing.present)
    excused = tuple(f"{receipt.name}（请假）" for receipt in standing.excused)
    absent = tuple(member.name for member in standing.absent)
    return (
        Fact("出席", present, "出席人员"),
        Fact("缺席", (*excused, *absent), "缺席人员"),
        Fact("列席", (), "列席人员，没有的删去本行"),
        Fact("记录人", (), "记录人"),
    )


def minutes_paper(office: Office, standing: Standing) -> Paper:
    """Return the minutes of a sitting; who was there stands at their end, as the standard wants it."""
    facts = [Paragraph(fact.line) for fact in circumstances(office, standing)]
    parts = [part for heading, text in SECTIONS for part in (Paragraph(heading, level=1), Paragraph(text))]
    names = [Labelled(fact.label, fact.text) for fact in attendance(standing)]
    return Paper(f"{standing.sitting.meeting.plan.title}纪要", (*facts, *parts, *names))


def agenda_paper(office: Office, standing: Standing) -> Paper:
    """Return the agenda of a sitting, its items to be filled in."""
    plan = standing.sitting.meeting.plan
    people = Fact("参加人员", (plan.people,) if plan.people else (), "参加人员")
    facts = [Paragraph(fact.line) for fact in (*circumstances(office, standing), people)]
    notes = [Paragraph(f"备注：{plan.notes}")] if plan.notes else []
    return Paper(f"{plan.title}议程", (*facts, *(Paragraph(item, level=1) for item in ITEMS), *notes))
