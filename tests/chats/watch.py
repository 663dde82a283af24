"""A watch for conversations about duty: people, and a shift a day from 08:30 to 08:30."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.office.duty.shifts import Shift, Tier
from bot.office.people import Person
from bot.sandbox.world import Message, Place, User
from bot.services.duty.planning import Planner
from bot.storage import Connection, people, shifts
from tests.chats.conftest import Office

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
# The tests begin on Monday, 2026-03-02 at 09:00.
FIRST = date(2026, 3, 3)


@dataclass(frozen=True)
class Watch:
    """Shifts from 3 March on, of 王 and 李 as officers by turns; 赵主任 leads, 孙 is an officer without an account."""

    office: Office
    wang: Person
    li: Person
    sun: Person
    zhao: Person
    qian: Person
    shifts: tuple[Shift, ...]

    def shift(self, number: int) -> Shift:
        """Return a shift as it is now."""
        with self.office.canmou.engine.begin() as connection:
            found = shifts.find(connection, self.shifts[number].id)
        assert found
        return found

    def officers(self) -> list[str]:
        """Return the officers of all shifts as they are now."""
        return [self.shift(number).officer.name for number in range(len(self.shifts))]

    def assign(self, number: int, tier: Tier, person: Person) -> None:
        """Change the roster by hand."""
        with self.office.canmou.engine.begin() as connection:
            shifts.assign(connection, self.shifts[number].id, tier, person.id)
            Planner(self.office.state.office).replan(connection, self.shifts[number].id)

    def until(self, number: int) -> timedelta:
        """Return how long it is until a shift begins."""
        return self.shifts[number].start - self.office.clock.now()


async def staff(office: Office, *, leads: str = "赵主任", shifts_count: int = 4) -> Watch:
    """Register the people, who have written to the bot before, and enter the shifts with their reminders."""
    await greet(office, (office.chief, office.wang, office.li))
    with office.canmou.engine.begin() as connection:
        zhao = people.put(connection, "赵主任", user_id=office.chief.id if leads == "赵主任" else None)
        qian = people.put(connection, "钱书记")
        wang = people.put(connection, "王", user_id=office.wang.id, phone="13800000001")
        li = people.put(connection, "李", user_id=office.li.id)
        sun = people.put(connection, "孙")
        turns = (wang, li, sun, wang)
        planned = [_enter(connection, office, day, (turns[day % 4], zhao)) for day in range(shifts_count)]
    return Watch(office, wang, li, sun, zhao, qian, tuple(planned))


async def greet(office: Office, users: Iterable[User]) -> None:
    """Let people write to the bot, so that it may write to them."""
    for user in users:
        office.server.say(user, user, "/start")
        await office.server.next_message(user)


async def say(office: Office, user: User, text: str, *, place: Place | None = None, **how: Any) -> Message:
    """Say something, in private unless a place is named; return what the bot writes there next."""
    before = len(office.server.sent(place or user))
    office.server.say(user, place or user, text, **how)
    return await _heard(office, place or user, before)


async def press_for(office: Office, user: User, message: Message, label: str, *, place: Place | None = None) -> Message:
    """Press a button that the bot answers with a new message; return that."""
    before = len(office.server.sent(place or user))
    await office.press(user, message, label)
    return await _heard(office, place or user, before)


def newest(office: Office, place: Place) -> Message:
    """Return the bot's newest message in a chat."""
    return office.server.sent(place)[-1]


async def _heard(office: Office, place: Place, before: int) -> Message:
    await office.server.wait_for(lambda _: len(office.server.sent(place)) > before)
    return newest(office, place)


def labels(message: Message) -> list[str]:
    """Return what the buttons of a message say."""
    return [button.text for button in message.buttons]


def _enter(connection: Connection, office: Office, day: int, watch: tuple[Person, Person]) -> Shift:
    start = datetime.combine(FIRST + day * DAY, time(8, 30), ZONE)
    shift = shifts.add(connection, Shift(start, start + DAY, *watch))
    Planner(office.state.office).replan(connection, shift.id)
    return shift
