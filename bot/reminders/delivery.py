"""The loop that delivers: one delivery that is due, again and again, and what is done about each refusal.

``Deliverer.deliver_one`` is the step; lanes repeat it while there is work, and ``wake`` starts one. A step that fails
in a way that nobody thought of costs that delivery a pause, never the loop.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.faults import DeliveryFault, Moved, Rejected, ShutOut, TooMany, Unreachable
from bot.reminders.marks import mark, moment
from bot.reminders.model import WEIGHTS, Delivery, Kind, Outgoing, Skip
from bot.reminders.pace import Pace
from bot.storage.deliveries import DeliveryStore
from bot.storage.reminders import ReminderStore

logger = logging.getLogger(__name__)

LANES = 8
# A delivery that breaks our own code is tried so often.
TRIES = 5
LONGEST_PAUSE = timedelta(minutes=5)
BEAT = timedelta(seconds=10)
EXPIRED = "too late"

Send = Callable[[int, Outgoing], Awaitable[int]]
Render = Callable[[Delivery], Awaitable[Outgoing | Skip]]


@dataclass(frozen=True, slots=True)
class Outside:
    """What the loop is given: the clocks, how a message is worded and sent, who mends a chat, what to do on a move.

    ``send`` returns the message's id and raises a DeliveryFault; ``now`` tells people's time, ``steady`` seconds.
    """

    now: Callable[[], datetime]
    steady: Callable[[], float]
    zone: ZoneInfo
    render: Render
    send: Send
    admins: Callable[[], Awaitable[frozenset[int]]]
    move: Callable[[int, int], Awaitable[None]]
    silence: Callable[[int], Awaitable[None]]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Deliverer:
    """Delivers what is due; ``host`` is whose health the loop's turning tells of."""

    def __init__(
        self, store: DeliveryStore, reminders: ReminderStore, pace: Pace, *, outside: Outside, host: str
    ) -> None:
        self._store = store
        self._reminders = reminders
        self._pace = pace
        self._outside = outside
        self._host = host
        self._gate = asyncio.Lock()
        self._lanes: set[asyncio.Task[None]] = set()
        self._beaten: datetime | None = None
        self._is_stopping = False

    def wake(self) -> None:
        """Look for work, beside the lanes that are at work already."""
        if len(self._lanes) < LANES and not self._is_stopping:
            lane = asyncio.get_running_loop().create_task(self._run_lane())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)

    async def settle(self) -> None:
        """Deliver all that is due and can go out now."""
        self.wake()
        while self._lanes:
            await asyncio.wait(self._lanes)

    async def stop(self) -> None:
        """Take no more; wait for what is under way."""
        self._is_stopping = True
        if self._lanes:
            await asyncio.wait(self._lanes)

    async def deliver_one(self) -> bool:
        """Deliver one message that is due; tell whether there was one."""
        async with self._gate:
            await self._pace.turn(self._outside.steady, self._outside.sleep)
            delivery = await self._claim()
            if delivery is None:
                return False
            self._pace.note(delivery.chat_id, self._outside.steady())
        self.wake()
        try:
            await self._deliver(delivery)
        except Exception as fault:
            await self._put_off(delivery, fault)
        return True

    async def _run_lane(self) -> None:
        try:
            while not self._is_stopping and await self.deliver_one():
                pass
        except Exception as fault:
            # The database is away: the next wake looks again.
            logger.error("the delivery loop stumbled: %s", type(fault).__name__, exc_info=_wordless(fault))

    async def _claim(self) -> Delivery | None:
        now, busy = self._outside.now(), self._pace.busy(self._outside.steady())
        delivery = await asyncio.to_thread(self._store.claim, now, busy=busy)
        if self._beaten is None or abs(now - self._beaten) >= BEAT:
            self._beaten = now
            await asyncio.to_thread(self._reminders.beat, self._host, now)
        return delivery

    async def _deliver(self, delivery: Delivery) -> None:
        now = self._outside.now()
        if now >= delivery.expires_at:
            await self._drop(delivery, now)
            return
        outgoing = await self._outside.render(delivery)
        if isinstance(outgoing, Skip):
            await asyncio.to_thread(self._store.skip, delivery, outgoing.reason, now)
            return
        text = mark(outgoing.text, delivery, now, self._outside.zone)
        try:
            message_id = await self._outside.send(delivery.chat_id, Outgoing(text, outgoing.buttons))
        except DeliveryFault as fault:
            await REMEDIES[type(fault)](self, delivery, outgoing, fault)
        else:
            await asyncio.to_thread(self._store.sent, delivery, message_id, self._outside.now(), outgoing.then)

    async def _drop(self, delivery: Delivery, now: datetime) -> None:
        """Record that it is too late, and tell whose reminder it was."""
        await asyncio.to_thread(self._store.skip, delivery, EXPIRED, now)
        owner = delivery.reminder.owner_id
        if owner is not None and delivery.reminder.kind is not Kind.NOTICE:
            due = moment(delivery.due_at, now, self._outside.zone)
            text = f"有一条{LABELS[WEIGHTS[delivery.reminder.kind]]}没能按时发出，原定{due}，现已过期，不再补发。"
            await self._tell(f"expired:{delivery.id}", text, frozenset({owner}), now)

    async def _tell(self, key: str, text: str, chats: frozenset[int], now: datetime) -> None:
        await asyncio.to_thread(self._store.notify, key, text, chats=chats, now=now)

    async def _wait(self, delivery: Delivery, outgoing: Outgoing, fault: TooMany) -> None:
        self._pace.hold(delivery.chat_id, self._outside.steady() + fault.pause.total_seconds())
        until = self._outside.now() + fault.pause
        await asyncio.to_thread(self._store.postpone, delivery, until, str(fault))

    async def _retry(self, delivery: Delivery, outgoing: Outgoing, fault: Unreachable) -> None:
        until = self._outside.now() + _pause(delivery.tries)
        is_unsure = fault.may_have_arrived
        await asyncio.to_thread(self._store.postpone, delivery, until, str(fault), is_unsure=is_unsure)

    async def _follow_move(self, delivery: Delivery, outgoing: Outgoing, fault: Moved) -> None:
        # Moves the row too, and those that wait beside it.
        await self._outside.move(delivery.chat_id, fault.chat_id)
        await asyncio.to_thread(self._store.postpone, delivery, self._outside.now(), str(fault))

    async def _give_up_chat(self, delivery: Delivery, outgoing: Outgoing, fault: ShutOut) -> None:
        now = self._outside.now()
        await self._outside.silence(delivery.chat_id)
        await asyncio.to_thread(self._store.fail, delivery, "shut out", now, outgoing.then)
        owner = delivery.reminder.owner_id
        told = await self._outside.admins() | ({owner} if owner else frozenset()) - {delivery.chat_id}
        who = "本人停用了机器人" if delivery.chat_id > 0 else "机器人已被移出该群"
        text = f"⚠️ 提醒发不到会话 {delivery.chat_id}（{who}），该会话的提醒已暂停。恢复后会继续发送。"
        await self._tell(f"shut:{delivery.chat_id}:{now:%Y%m%d%H}", text, frozenset(told), now)

    async def _record(self, delivery: Delivery, outgoing: Outgoing, fault: Rejected) -> None:
        await asyncio.to_thread(self._store.fail, delivery, str(fault), self._outside.now(), outgoing.then)

    async def _put_off(self, delivery: Delivery, fault: Exception) -> None:
        """Set a delivery aside that broke our own code, so that it cannot hold up the rest."""
        logger.error("a delivery broke: %s", type(fault).__name__, exc_info=_wordless(fault))
        now, reason = self._outside.now(), type(fault).__name__
        if delivery.tries >= TRIES:
            await asyncio.to_thread(self._store.fail, delivery, reason, now)
        else:
            await asyncio.to_thread(self._store.postpone, delivery, now + _pause(delivery.tries), reason)


# Each fault with what is done about it.
REMEDIES: Mapping[type[DeliveryFault], Callable[..., Awaitable[None]]] = {
    TooMany: Deliverer._wait,
    Unreachable: Deliverer._retry,
    Moved: Deliverer._follow_move,
    ShutOut: Deliverer._give_up_chat,
    Rejected: Deliverer._record,
}
LABELS = ("值班提醒", "会议提醒", "通知", "每日简报")


def _pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 2, 4, 8 s and so on up to five minutes."""
    return min(timedelta(seconds=2.0 ** min(tries, 9)), LONGEST_PAUSE)


def _wordless(fault: Exception) -> Exception:
    """Return the fault without its words, which may hold what people wrote."""
    return RuntimeError(type(fault).__name__).with_traceback(fault.__traceback__)
