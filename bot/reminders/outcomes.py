"""What becomes of a delivery after each way in which a try can end. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.reminders.faults import DeliveryFault, Moved, Rejected, ShutOut, TooMany, Unreachable
from bot.reminders.marks import moments
from bot.reminders.model import WEIGHTS, Delivery, FollowUp, Kind, Notice, Outcome, State

LONGEST_PAUSE = timedelta(minutes=1)
EXPIRED = "too late"
# Waits until its chat can be written to, or until it is too late.
SHUT = "the chat is shut"
LABELS = ("值班提醒", "会议提醒", "通知", "每日简报")


@dataclass(frozen=True, slots=True)
class Try:
    """One try to deliver, and the administrators, who hear of what nobody else would."""

    delivery: Delivery
    now: datetime
    zone: ZoneInfo
    admins: frozenset[int]
    then: tuple[FollowUp, ...] = ()


def expired(each: Try) -> Outcome:
    """Return the end of what is worth nothing any more."""
    return Outcome(State.SKIPPED, EXPIRED, notice=_loss(each, "现已过期，不再补发"))


def broken(each: Try, fault: Exception) -> Outcome:
    """Return the pause of a delivery that breaks our own code, so that it cannot hold up the rest."""
    return Outcome(State.PENDING, type(fault).__name__, try_at=each.now + pause(each.delivery.tries))


def refused(each: Try, fault: DeliveryFault) -> Outcome:
    """Return what is done about a fault."""
    return REMEDIES[type(fault)](each, fault)


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 2, 4, 8 s and so on up to a minute."""
    return min(timedelta(seconds=2.0 ** min(tries, 9)), LONGEST_PAUSE)


def _wait(each: Try, fault: TooMany) -> Outcome:
    return Outcome(State.PENDING, str(fault), try_at=each.now + fault.pause)


def _retry(each: Try, fault: Unreachable) -> Outcome:
    again = each.now + pause(each.delivery.tries)
    return Outcome(State.PENDING, str(fault), try_at=again, is_unsure=fault.may_have_arrived)


def _follow(each: Try, fault: Moved) -> Outcome:
    # At once, but not over and over when the group is said to move in a circle.
    again = each.now if each.delivery.tries <= 1 else each.now + pause(each.delivery.tries)
    return Outcome(State.PENDING, str(fault), try_at=again)


def _shut(each: Try, fault: ShutOut) -> Outcome:
    """Hold what the chat is to get; a chain does not wait for that, its next steps are due without it."""
    chat_id, owner = each.delivery.chat_id, each.delivery.reminder.owner_id
    who = "本人停用了机器人或从未使用过" if chat_id > 0 else "机器人已被移出该群或被禁言"
    text = f"⚠️ 提醒发不到会话 {chat_id}（{who}），该会话的提醒已暂停，恢复后继续发送。"
    told = (each.admins | {owner} if owner else each.admins) - {chat_id}
    notice = Notice(f"shut:{chat_id}", text, told)
    state = State.FAILED if each.then else State.PENDING
    return Outcome(state, SHUT, try_at=each.now, shuts=True, notice=notice, then=each.then)


def _record(each: Try, fault: Rejected) -> Outcome:
    return Outcome(State.FAILED, str(fault), notice=_loss(each, "Telegram 拒收，不再补发"), then=each.then)


def _loss(each: Try, why: str) -> Notice | None:
    """Return the news for whose reminder it was; of a notice that is lost there is no other notice."""
    delivery = each.delivery
    reminder = delivery.reminder
    if reminder.kind is Kind.NOTICE:
        return None
    dues = moments(delivery, each.now, each.zone)
    text = f"⚠️ 有一条{LABELS[WEIGHTS[reminder.kind]]}没能发出，原定{dues}，{why}。"
    told = frozenset({reminder.owner_id}) if reminder.owner_id else each.admins
    return Notice(f"lost:{reminder.key}:{delivery.due_at:%Y%m%d%H%M%S}", text, told)


REMEDIES: Mapping[type[DeliveryFault], Callable[[Try, Any], Outcome]] = {
    TooMany: _wait,
    Unreachable: _retry,
    Moved: _follow,
    ShutOut: _shut,
    Rejected: _record,
}
