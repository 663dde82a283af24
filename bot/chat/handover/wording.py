"""What is said at a change of shift: the question for the note, the note itself, and who hears when one is missing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.buttons import Action, data_of
from bot.chat.sending import escaped
from bot.chat.state import State
from bot.format import shorten
from bot.office.duty.handing import Matter
from bot.office.duty.wording import when
from bot.reminders.model import Buttons, Delivery, Kind, Outgoing, Skip
from bot.services.duty.handing import BEFORE
from bot.services.duty.words import mention
from bot.services.handover import HandoverService, Turnover
from bot.services.matters import MatterService

SHOWN = 10  # matters under a note
LENGTH = 120  # characters of a matter there
GIVEN = "the note was given"
CONFIRMED = "the watch was taken over"
ELSEWHERE = "asked elsewhere"
GONE = "there is no such shift"
HINT = "以“未办结：”“来电来文：”“异常：”开头的每一行，会列入未办结事项。"
SEE = ("查看未办结", data_of(Action.MATTERS))


def word_handover(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask an officer for the note, and again when it is missing."""
    service = HandoverService(state.office)
    turnover = service.find(delivery.subject)
    if turnover is None or turnover.is_given:
        return Skip(GONE if turnover is None else GIVEN)
    officer = turnover.shift.officer
    if not service.is_asked((officer,), delivery.chat_id):
        return Skip(ELSEWHERE)
    named = "" if delivery.chat_id == officer.user_id else f"{mention(officer)}："
    text = named + question(state, turnover)
    return Outgoing(text, note_buttons(turnover), service.then(turnover, delivery.reminder))


def word_handover_note(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Give the note to whoever comes next, and again when they do not confirm."""
    service = HandoverService(state.office)
    turnover = service.find(delivery.subject)
    if turnover is None or not turnover.is_given or turnover.is_confirmed:
        return Skip(GONE if turnover is None else CONFIRMED)
    if not service.is_asked(turnover.successors, delivery.chat_id):
        return Skip(ELSEWHERE)
    is_theirs = delivery.chat_id in {person.user_id for person in turnover.successors}
    named = "" if is_theirs else f"{'、'.join(map(mention, turnover.successors))}：请接班。\n"
    text = named + note(state, turnover)
    return Outgoing(text, confirm_buttons(turnover), service.then(turnover, delivery.reminder))


def word_handover_trouble(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell a leader that the note or the taking over is missing still."""
    turnover = HandoverService(state.office).find(delivery.subject)
    if turnover is None:
        return Skip(GONE)
    is_note = delivery.note == Kind.HANDOVER_NOTE
    if turnover.is_confirmed if is_note else turnover.is_given:
        return Skip(CONFIRMED if is_note else GIVEN)
    people = turnover.successors if is_note else (turnover.shift.officer,)
    names = escaped("、".join(person.name for person in people))
    trouble = f"还没有人确认接班（接班人{names}）" if is_note else f"还没有交班记录（值班员{names}）"
    return Outgoing(f"⚠️ {when(turnover.shift, state.office.zone)}的班次{trouble}，请督促。", ((SEE,),))


def question(state: State, turnover: Turnover) -> str:
    """Return the question for the note."""
    zone, end, now = state.office.zone, turnover.shift.end, state.office.now()
    clock = f"{end.astimezone(zone):%H:%M}"
    if now >= end:
        ends = f"已于{clock}结束，还没有交班记录，请交班。"
    elif now >= end - BEFORE:
        ends = f"到{clock}结束，请交班。"
    else:
        ends = f"到{moment(end, zone)}结束，可以提前写好交班记录。"
    count = len(MatterService(state.office).listing())
    matters = f"目前有未办结事项{count}件。" if count else "目前没有未办结事项。"
    return f"<b>交接班</b>\n您的班次（{when(turnover.shift, zone)}）{ends}{matters}\n{HINT}"


def note(state: State, turnover: Turnover) -> str:
    """Return the note with who gave it and the open matters, and who took over."""
    zone, handover = state.office.zone, turnover.handover
    if handover is None or handover.given_at is None:
        return question(state, turnover)
    lines = [
        "<b>交班记录</b>",
        f"班次：{when(turnover.shift, zone)}",
        f"交班人：{escaped(turnover.giver)}（{moment(handover.given_at, zone)}）",
        escaped(handover.note),
        "",
        *matter_lines(MatterService(state.office).listing()[:SHOWN], zone, length=LENGTH),
    ]
    if handover.confirmed_at is not None:
        lines += ["", f"接班人：{escaped(turnover.taker)}（{moment(handover.confirmed_at, zone)}确认接班）"]
    return "\n".join(lines)


def matter_lines(matters: Sequence[Matter], zone: ZoneInfo, *, first: int = 1, length: int | None = None) -> list[str]:
    """Return a line a matter: what it is, since when it is open and over how many shifts."""
    if not matters:
        return ["没有未办结事项。"]
    return ["未办结事项：", *(f"{number}. {_matter(each, zone, length)}" for number, each in enumerate(matters, first))]


def note_buttons(turnover: Turnover) -> Buttons:
    """Return what whoever hands over can press."""
    shift_id = turnover.shift.id
    write = data_of(Action.HANDOVER_WRITE, shift_id)
    if turnover.is_given:
        return ((("补充交班记录", write),), (SEE,))
    return (("无异常", data_of(Action.HANDOVER_WELL, shift_id)), ("填写交班记录", write)), (SEE,)


def confirm_buttons(turnover: Turnover) -> Buttons:
    """Return what whoever takes over can press."""
    return ((("确认接班", data_of(Action.HANDOVER_CONFIRM, turnover.shift.id)), SEE),)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a time with its date: 3月5日08:20."""
    local = at.astimezone(zone)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def _matter(matter: Matter, zone: ZoneInfo, length: int | None) -> str:
    text = shorten(matter.text, length) if length else matter.text
    opener = f"，登记人{matter.opener}" if matter.opener else ""
    since = f"{moment(matter.opened_at, zone)}起，历经{matter.shifts}个班次{opener}"
    return escaped(f"［{matter.kind}］{text}（{since}）")
