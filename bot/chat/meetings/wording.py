"""What is said of a meeting: its facts line by line, its reminders, its clashes, and who has answered."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.chat.sending import escaped
from bot.format import shorten
from bot.office.calendar import weekday
from bot.office.meetings.clashes import Clash
from bot.office.meetings.meeting import Plan, Sitting
from bot.office.times.echo import when
from bot.office.times.rules import describe
from bot.services.meetings.answering import Member, Standing, wanted_members
from bot.services.office import Office
from bot.storage.receipts import Answer, Receipt

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNSET = "未定"
# Stands between a message and who has answered it.
ANSWERS = "\n—— 回复情况 ——\n"
SHOWN = 20  # names in one line of a card
EVERYBODY = 150  # names in one line of what is about nothing else
LONGEST_NAME = 20  # characters of a name
LONGEST_REST = 200  # characters of what nobody answers to
CLASHES = 5  # that are shown
BRIEF = 40  # characters of a title or a reason in a list
DECIDED = {Answer.LEAVE: "待批", Answer.APPROVED: "已同意", Answer.REFUSED: "未同意"}


def facts(office: Office, sitting: Sitting) -> list[str]:
    """Return what is to be known of a sitting, in lines of HTML."""
    return plan_facts(office, sitting.meeting.plan, sitting.start, sitting.end)


def plan_facts(
    office: Office, plan: Plan, start: datetime, end: datetime | None, *, is_checked: bool = False
) -> list[str]:
    """Return what is to be known of a plan at one of its times; with whom nobody answers to where it is checked."""
    lines = [
        ("名称", f"<b>{escaped(plan.title)}</b>"),
        ("时间", when(start, end, office.calendar(), office.zone)),
        ("重复", describe(plan.rule) if plan.rule else ""),
        ("地点", escaped(plan.room) or UNSET),
        ("参加", people_words(office, plan.people, is_checked=is_checked)),
        ("备注", escaped(plan.notes)),
    ]
    return [f"{label}：{words}" for label, words in lines if words]


def people_words(office: Office, people: str, *, is_checked: bool) -> str:
    """Return who is wanted as it was written, whom that means, and what nobody answers to."""
    wanted, unmatched = wanted_members(people, office.people())
    is_said = all(member.name in people for member in wanted)
    parts = ["" if is_said else joined([member.name for member in wanted])]
    if unmatched and is_checked:
        parts.append(unmatched_words(unmatched))
    remarks = "；".join(filter(None, parts))
    return escaped(people) + (f"（{remarks}）" if remarks else "")


def unmatched_words(words: Sequence[str]) -> str:
    """Return the words of a list of people that nobody answers to."""
    return f"未对应到已登记人员：{escaped(shorten('、'.join(words), LONGEST_REST))}"


def lead_words(leads: Iterable[timedelta], start: datetime, office: Office) -> str:
    """Return the reminders of a meeting, each with its time; those that have passed are said to be left out."""
    now = office.now()
    words = [f"提前{length(lead)}（{_lead_time(start - lead, now, office)}）" for lead in leads]
    return "、".join(words) or "不提醒"


def length(span: timedelta) -> str:
    """Return how long something is, a begun minute as a whole one: 1天, 1小时30分钟."""
    days, rest = divmod(max(-(-span // MINUTE), 1) * MINUTE, DAY)
    hours, rest = divmod(rest, HOUR)
    parts = ((days, "天"), (hours, "小时"), (rest // MINUTE, "分钟"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)


def clash_lines(found: Sequence[Clash], office: Office) -> list[str]:
    """Return a line for each other meeting at the same time; of many the first and how many there are."""
    more = [f"⚠️ 共有{len(found)}个会议时间冲突。"] if len(found) > CLASHES else []
    return [*(_clash_line(clash, office) for clash in found[:CLASHES]), *more]


def short_time(moment: datetime, office: Office) -> str:
    """Return a time as short as a list wants it: 3月3日（周二）15:00."""
    local = moment.astimezone(office.zone)
    return f"{local.month}月{local.day}日（{weekday(local.date())}）{local:%H:%M}"


def joined(names: Sequence[str], most: int = SHOWN) -> str:
    """Return names in one line; of very many the first and how many there are."""
    shown = escaped("、".join(shorten(name, LONGEST_NAME) for name in names[:most]))
    return f"{shown}等{len(names)}人" if len(names) > most else shown


def mention(member: Member) -> str:
    """Return a name that Telegram rings for, where the account is known."""
    name = escaped(member.name)
    return f'<a href="tg://user?id={member.account}">{name}</a>' if member.account > 0 else name


def with_answers(text: str, standing: Standing) -> str:
    """Return a message with who has answered below it, in place of what stood there."""
    lines = [f"{label}（{len(names)}）：{joined(names)}" for label, names in _answers(standing) if names]
    return text.partition(ANSWERS)[0] + (ANSWERS + "\n".join(lines) if lines else "")


def leave_list(receipts: Sequence[Receipt]) -> str:
    """Return leaves with their reasons and what was decided: 张三（事由：出差；已同意）."""
    return joined([f"{each.name}（事由：{shorten(each.reason, BRIEF)}；{DECIDED[each.answer]}）" for each in receipts])


def _answers(standing: Standing) -> Iterator[tuple[str, list[str]]]:
    yield "收到", [receipt.name for receipt in standing.answered(Answer.RECEIVED)]
    leaves = standing.answered(*DECIDED)
    yield "请假", [f"{receipt.name}（{DECIDED[receipt.answer]}）" for receipt in leaves]


def _lead_time(at: datetime, now: datetime, office: Office) -> str:
    return short_time(at, office) + ("，已过，不再提醒" if at < now else "")


def _clash_line(clash: Clash, office: Office) -> str:
    sitting = clash.sitting
    reasons = [f"同用{escaped(shorten(clash.room, BRIEF))}"] if clash.room else []
    if clash.people:
        reasons.append(f"{joined([person.name for person in clash.people], CLASHES)}两个会都要参加")
    assumed = "（未写结束时间的按1小时计）" if clash.is_assumed else ""
    title = escaped(shorten(sitting.meeting.plan.title, BRIEF))
    return f"⚠️ 时间冲突：{short_time(sitting.start, office)}“{title}”{'，'.join(reasons)}{assumed}"
