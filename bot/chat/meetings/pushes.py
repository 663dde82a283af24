"""The reminders of meetings in words, made from the rows as they are when they go out."""

from datetime import timedelta

from bot.chat.buttons import Action, data_of
from bot.chat.meetings.attending import after_buttons, after_text
from bot.chat.meetings.wording import (
    EVERYBODY,
    MINUTE,
    facts,
    joined,
    leave_list,
    length,
    mention,
    short_time,
    unmatched_words,
    with_answers,
)
from bot.chat.sending import escaped
from bot.chat.state import State
from bot.office.meetings.meeting import Sitting
from bot.reminders.model import Buttons, Delivery, FollowUp, Kind, Outgoing, Reminder, Skip
from bot.services.meetings.answering import LEAVE_OF, AnswerService, Standing
from bot.services.meetings.changing import MeetingService
from bot.services.meetings.planning import News, ending, key_of
from bot.storage.receipts import Answer, Receipt

CANCELLED = Skip("the sitting is cancelled")
NOT_WANTED = Skip("not wanted in this sitting any more")
ALL_ANSWERED = Skip("everybody has answered")
ANSWERED = Skip("answered")
NOBODY = Skip("nobody is wanted by name, and nobody has answered")
DECIDES_WITHIN = timedelta(hours=2)  # before the administrators are asked about a leave too
HOW = "请点“收到”确认；不能参加的，请点“请假”。"


def word_card(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell that a meeting was made, changed or cancelled; ``note`` says which, and how things were."""
    heading, _, before = delivery.note.partition("\n")
    standing = AnswerService(state.office).standing(delivery.subject)
    if standing is None or (standing.sitting.cancelled and heading != News.CANCELLED):
        return CANCELLED
    sitting = standing.sitting
    lines = [f"<b>{heading}</b>", *facts(state.office, sitting), *filter(None, [escaped(before)])]
    if heading == News.CANCELLED:
        return Outgoing("\n".join(lines))
    buttons = _answer_buttons(standing, delivery)
    text = "\n".join([*lines, f"组织人：{_organizer(state, standing)}", *([HOW] if buttons else [])])
    return Outgoing(with_answers(text, standing), buttons)


def word_lead(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Remind of a sitting ahead of it."""
    standing = _wanted(state, delivery)
    if isinstance(standing, Skip):
        return standing
    sitting = standing.sitting
    ahead = length(sitting.start - state.office.now())
    text = "\n".join([f"⏰ <b>会议提醒</b>：还有{ahead}开会", *facts(state.office, sitting)])
    return Outgoing(with_answers(text, standing), _answer_buttons(standing, delivery))


def word_chase(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Name who has not answered; in private only the person itself."""
    standing = _wanted(state, delivery)
    if isinstance(standing, Skip):
        return standing
    silent = standing.silent
    if delivery.chat_id > 0:
        silent = tuple(member for member in silent if member.account == delivery.chat_id)
    if not silent:
        return ALL_ANSWERED
    sitting = standing.sitting
    names = "" if delivery.chat_id > 0 else "、".join(map(mention, silent)) + "："
    lines = [
        f"{names}请确认能否参加会议。",
        f"<b>{escaped(sitting.meeting.plan.title)}</b>　{short_time(sitting.start, state.office)}",
        HOW,
    ]
    return Outgoing("\n".join(lines), answer_buttons(sitting.id))


def word_list(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell the organizer who comes, or ask them whether someone may stay away."""
    standing = AnswerService(state.office).standing(delivery.subject)
    if standing is None or standing.sitting.cancelled:
        return CANCELLED
    if not standing.members and not standing.unmatched:
        return NOBODY
    if delivery.note.startswith(LEAVE_OF):
        return _leave_request(state, standing, delivery)
    return Outgoing("\n".join(["<b>参会情况</b>", _heading(state, standing), *standing_lines(standing)]))


def word_after(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask the organizer after a sitting who was there."""
    standing = AnswerService(state.office).standing(delivery.subject)
    if standing is None or standing.sitting.cancelled:
        return CANCELLED
    return Outgoing(after_text(state.office, standing), after_buttons(standing))


def extend_meetings(state: State) -> None:
    """Lay out the sittings that have come into reach."""
    MeetingService(state.office).extend()


def standing_lines(standing: Standing) -> list[str]:
    """Return who comes, who asked for leave and why, who has not answered, and who is not registered."""
    received = [receipt.name for receipt in standing.answered(Answer.RECEIVED)]
    leaves = standing.answered(Answer.LEAVE, Answer.APPROVED, Answer.REFUSED)
    silent = [member.name for member in standing.silent]
    lines = [
        f"已回复（{len(received)}）：{joined(received, EVERYBODY) or '无'}",
        f"请假（{len(leaves)}）：{leave_list(leaves) or '无'}",
        f"未回复（{len(silent)}）：{joined(silent, EVERYBODY) or '无'}",
    ]
    if standing.unmatched:
        lines.append(unmatched_words(standing.unmatched))
    return lines


def answer_buttons(sitting_id: int) -> Buttons:
    """Return the buttons 收到 and 请假."""
    received = ("收到", data_of(Action.MEETING_RECEIVED, sitting_id))
    return ((received, ("请假", data_of(Action.MEETING_LEAVE, sitting_id))),)


def _answer_buttons(standing: Standing, delivery: Delivery) -> Buttons:
    """Return the buttons for an answer; an organizer who does not take part is asked for none."""
    is_wanted = delivery.chat_id in {member.account for member in standing.wanted}
    is_asked = is_wanted or delivery.chat_id != standing.sitting.meeting.organizer_id
    return answer_buttons(standing.sitting.id) if is_asked else ()


def _wanted(state: State, delivery: Delivery) -> Standing | Skip:
    """Return the standing of a sitting, if it is held and this chat is still to hear of it."""
    standing = AnswerService(state.office).standing(delivery.subject)
    if standing is None or standing.sitting.cancelled:
        return CANCELLED
    meeting = standing.sitting.meeting
    accounts = {member.account for member in standing.wanted} | {meeting.organizer_id}
    away = {receipt.user_id for receipt in standing.answered(Answer.APPROVED)}
    if delivery.chat_id > 0 and (delivery.chat_id not in accounts or delivery.chat_id in away):
        return NOT_WANTED
    return standing


def _leave_request(state: State, standing: Standing, delivery: Delivery) -> Outgoing | Skip:
    account = int(delivery.note.removeprefix(LEAVE_OF))
    receipt = standing.answers.get(account)
    if receipt is None or receipt.answer is not Answer.LEAVE:
        return ANSWERED
    question = f"<b>{escaped(receipt.name)}</b>请假，是否同意？"
    text = "\n".join([question, _heading(state, standing), f"事由：{escaped(receipt.reason)}"])
    sitting_id = standing.sitting.id
    buttons = (
        ("同意", data_of(Action.MEETING_DECIDE, sitting_id, account, 1)),
        ("不同意", data_of(Action.MEETING_DECIDE, sitting_id, account, 0)),
    )
    return Outgoing(text, (buttons,), _then_admins(state, standing.sitting, receipt, delivery))


def _then_admins(state: State, sitting: Sitting, receipt: Receipt, delivery: Delivery) -> tuple[FollowUp, ...]:
    """Return that the administrators are asked when the organizer is silent, or cannot be written to."""
    left = sitting.start - state.office.now()
    others = tuple(sorted(state.office.admins() - {delivery.chat_id}))
    if delivery.chat_id != sitting.meeting.organizer_id or not others:
        return ()
    after, lasts = max(min(DECIDES_WITHIN, left / 2), MINUTE), ending(sitting) - sitting.start
    key = key_of(sitting.id, f"leave:{receipt.user_id}:{receipt.given_at:%Y%m%d%H%M%S}")
    reminder = Reminder(key, Kind.MEETING_LIST, sitting.meeting.organizer_id)
    return (FollowUp(reminder, sitting.id, after, max(left - after, MINUTE) + lasts, others, delivery.note),)


def _heading(state: State, standing: Standing) -> str:
    sitting = standing.sitting
    return f"{escaped(sitting.meeting.plan.title)}　{short_time(sitting.start, state.office)}"


def _organizer(state: State, standing: Standing) -> str:
    person = state.office.person(standing.sitting.meeting.organizer_id)
    return escaped(person.name) if person else "管理员"
