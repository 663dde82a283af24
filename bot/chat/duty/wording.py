"""How the reminders of a shift are worded, from its rows as they are when the message goes out."""

from collections.abc import Callable
from dataclasses import replace

from bot.chat.buttons import Action, data_of
from bot.chat.handover.wording import SEE
from bot.chat.state import State
from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.wording import when
from bot.reminders.model import Buttons, Delivery, Kind, Outgoing, Skip
from bot.services.duty import Lookup, Planner, Standing, Watch
from bot.services.duty.planning import watch_key
from bot.services.duty.telling import CHANGED
from bot.services.duty.words import mention, named, people_lines
from bot.storage import Connection, handovers
from bot.storage.receipts import Receipt

NOT_TOLD = "nobody of the shift, or it is over"
ANSWERED = "answered, or over"
TOLD_TOGETHER = "told with another shift of the day"
RECEIVED, PRESENT = "收到", "在岗"


def word_eve(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell of a shift the evening before; in a group the first shift of a day stands for all of it."""
    with state.office.begin() as connection:
        standing = Watch(state.office).told(connection, delivery.subject, delivery.chat_id)
    if standing is None:
        return Skip(NOT_TOLD)
    shifts: tuple[Shift, ...] = (standing.shift,)
    if delivery.chat_id < 0:
        day = standing.shift.day(state.office.zone)
        shifts = Lookup(state.office).between(day, day)
        if shifts[0].id != standing.shift.id:
            return Skip(TOLD_TOGETHER)
    return Outgoing("\n\n".join(_eve(shift, state) for shift in shifts))


def word_start(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Say that a shift begins and ask for 收到; what follows when nobody presses is planned with it."""
    watch = Watch(state.office)
    with state.office.begin() as connection:
        standing = watch.told(connection, delivery.subject, delivery.chat_id)
        if standing is None:
            return Skip(NOT_TOLD)
        then = () if standing.officer else watch.then(connection, standing.shift, Kind.DUTY_START)
        outgoing = start_message(state, connection, standing)
    is_new = delivery.reminder.key == watch_key(standing.shift, "start")
    return replace(outgoing, text=f"{CHANGED}\n{outgoing.text}" if is_new else outgoing.text, then=then)


def word_again(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Remind the officer by name, with the button."""
    return _word_step(state, delivery, _again, _asking(delivery.subject))


def word_leader(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell the leader that the officer does not answer."""
    return _word_step(state, delivery, _to_leader)


def word_director(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell the director that neither of the two could be reached."""
    return _word_step(state, delivery, _to_director)


def word_check(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask the officer whether they are on post."""
    watch = Watch(state.office)
    with state.office.begin() as connection:
        found = watch.unanswered(connection, delivery.subject)
    if found is None or found[1].officer.user_id != delivery.chat_id:
        return Skip(ANSWERED)
    check, shift = found
    minutes = state.office.config.duty.ack_minutes
    text = f"🔎 在岗抽查：请在{minutes}分钟内点“{PRESENT}”。"
    buttons = (((PRESENT, data_of(Action.DUTY_PRESENT, check.id)),),)
    return Outgoing(text, buttons, watch.then_check(shift, check))


def word_absent(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell that a check was not answered."""
    watch = Watch(state.office)
    with state.office.begin() as connection:
        found = watch.unanswered(connection, delivery.subject)
        if found is None:
            return Skip(ANSWERED)
        check, shift = found
        at = f"{check.at.astimezone(state.office.zone):%H:%M}"
        watch.note(connection, shift, Kind.POST_ABSENT, f"（{at}）")
    return Outgoing(f"⚠️ 在岗抽查（{at}）：值班员{named(shift.officer)}没有应答，请了解情况。")


def extend_duty(state: State) -> None:
    """Bring the reminders of the shifts that are near in line with accounts, groups and settings."""
    Planner(state.office).extend()


def start_message(state: State, connection: Connection, standing: Standing) -> Outgoing:
    """Return the message at the start of a shift: who has pressed 收到 and when, and what is open."""
    shift, receipts = standing.shift, (standing.officer, standing.leader)
    people = [line + _mark(state, receipt) for line, receipt in zip(people_lines(shift), receipts, strict=True)]
    lines = [f"🔔 <b>值班开始</b>：{when(shift, state.office.zone)}", *people]
    count = len(handovers.still_open(connection, state.office.now()))
    if count:
        lines.append(f"目前有未办结事项{count}件。")
    waiting = [tier for tier, receipt in zip(Tier, receipts, strict=True) if receipt is None]
    if waiting:
        lines.append(f"请{'、'.join(waiting)}点“{RECEIVED}”。")
    asking = _asking(shift.id) if waiting else ()
    return Outgoing("\n".join(lines), (*asking, (SEE,)) if count else asking)


def _word_step(
    state: State, delivery: Delivery, words: Callable[[State, Shift], str], buttons: Buttons = ()
) -> Outgoing | Skip:
    """Word a step of the chain, as long as the officer has not pressed 收到; the next step is planned with it."""
    watch = Watch(state.office)
    with state.office.begin() as connection:
        shift = watch.awaited(connection, delivery.subject)
        if shift is None:
            return Skip(ANSWERED)
        return Outgoing(words(state, shift), buttons, watch.then(connection, shift, delivery.reminder.kind))


def _again(state: State, shift: Shift) -> str:
    return (
        f"⏰ 值班员{mention(shift.officer)}：{when(shift, state.office.zone)}的班已经开始，还没有点“{RECEIVED}”。"
        "请立即点一下。"
    )


def _to_leader(state: State, shift: Shift) -> str:
    return (
        f"⚠️ {when(shift, state.office.zone)}：值班员{named(shift.officer)}经提醒仍没有点“{RECEIVED}”。"
        f"请带班领导{mention(shift.leader)}立即联系，确认是否在岗。"
    )


def _to_director(state: State, shift: Shift) -> str:
    return (
        f"⚠️ {when(shift, state.office.zone)}：值班员{named(shift.officer)}仍没有点“{RECEIVED}”，"
        f"已报告带班领导{named(shift.leader)}。请了解情况。"
    )


def _asking(shift_id: int) -> Buttons:
    return (((RECEIVED, data_of(Action.DUTY_RECEIVED, shift_id)),),)


def _eve(shift: Shift, state: State) -> str:
    return "\n".join([f"📅 <b>值班提醒</b>：{when(shift, state.office.zone)}", *people_lines(shift)])


def _mark(state: State, receipt: Receipt | None) -> str:
    return "" if receipt is None else f" ✅ {receipt.given_at.astimezone(state.office.zone):%H:%M} {RECEIVED}"
