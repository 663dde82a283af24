"""The agenda of a sitting as a paper, as far as it is known; what is not known is marked."""

from bot.files.papers import Paper, Paragraph
from bot.office.times.echo import when
from bot.services.meetings.answering import Standing
from bot.services.office import Office
from knowledge.outlines import blank

ITEMS = tuple(f"{number}、{blank('议题、汇报人、所需时间')}" for number in "一二三")


def agenda_paper(office: Office, standing: Standing) -> Paper:
    """Return the agenda of a sitting, its items to be filled in."""
    sitting, plan = standing.sitting, standing.sitting.meeting.plan
    facts = (
        ("时间", when(sitting.start, sitting.end, office.calendar(), office.zone)),
        ("地点", plan.room or blank("会议地点")),
        ("主持人", blank("主持人")),
        ("参加人员", plan.people or blank("参加人员")),
    )
    known = [Paragraph(f"{label}：{text}") for label, text in facts]
    notes = [Paragraph(f"备注：{plan.notes}")] if plan.notes else []
    return Paper(f"{plan.title}议程", (*known, *(Paragraph(item, level=1) for item in ITEMS), *notes))
