"""Hand-over and open matters as whole steps, on both databases: who comes next, how many shifts, one of several."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from bot.config import Config
from bot.config.sections import Access
from bot.office.duty.handing import Handover
from bot.office.duty.shifts import Shift
from bot.office.errors import OfficeError
from bot.reminders.model import Listed
from bot.reminders.model import State as Standing
from bot.services.duty import Planner
from bot.services.handover import HandoverFault, HandoverService
from bot.services.matters import MatterService
from bot.services.office import Office
from bot.storage import handovers, people, shifts
from bot.storage.reminders import ReminderStore
from tests.fakes import Clock

ADMIN, WANG, LI, SUN = 100, 101, 102, 103
HOUR = timedelta(hours=1)


class Desk:
    """An office with 王 until 18:00, nobody overnight, 李 and 孙 at once from the next morning on."""

    def __init__(self, engine: Engine) -> None:
        self.clock, self.engine = Clock(), engine
        self.office = Office(Config(access=Access(admins=(ADMIN,))), engine, self.clock.now)
        self.service, self.matters = HandoverService(self.office), MatterService(self.office)
        morning = datetime(2026, 3, 2, 8, 0, tzinfo=self.office.zone)
        with engine.begin() as connection:
            put = partial(people.put, connection)
            wang, li, sun = put("王", user_id=WANG), put("李", user_id=LI), put("孙", user_id=SUN)
            zhao = put("赵")
            watches = ((0, wang), (24, li), (24, sun), (48, wang))
            made = [Shift(morning + begin * HOUR, morning + (begin + 10) * HOUR, each, zhao) for begin, each in watches]
            self.shifts = [shifts.add(connection, each) for each in made]
            for each in self.shifts:
                Planner(self.office).replan(connection, each.id)

    def until(self, moment: datetime) -> None:
        self.clock.pass_by(seconds=(moment - self.clock.now()).total_seconds())

    def kept(self, number: int = 0) -> Handover | None:
        with self.engine.begin() as connection:
            return handovers.find(connection, self.shifts[number].id)

    def pending(self, step: str, number: int = 0) -> list[Listed]:
        listed = ReminderStore(self.engine).listing(states=[Standing.PENDING], limit=999)
        return [each for each in listed if each.key == f"duty:{self.shifts[number].id}:{step}"]


@pytest.fixture
def desk(database: Engine) -> Desk:
    return Desk(database)


def at_once(doings: list[Callable[[], object]]) -> int:
    """Do several things in threads at the same time; return how many were done."""

    def _try(doing: Callable[[], object]) -> bool:
        try:
            doing()
        except OfficeError:
            return False
        return True

    with ThreadPoolExecutor(len(doings)) as pool:
        return sum(pool.map(_try, doings))


def test_the_question_is_planned_with_the_shift(desk: Desk) -> None:
    (asked,) = desk.pending("handover")
    assert (asked.chat_id, asked.due_at) == (WANG, desk.shifts[0].end - timedelta(minutes=15))


def test_the_note_goes_to_all_who_come_next_whenever_that_is(desk: Desk) -> None:
    desk.service.give(desk.shifts[0].id, "平稳", WANG)
    noted = desk.pending("note")
    assert {each.chat_id for each in noted} == {LI, SUN}
    assert {each.due_at for each in noted} == {desk.shifts[0].end - timedelta(minutes=15)}
    assert desk.pending("handover") == []


def test_a_note_of_the_last_shift_goes_to_nobody(desk: Desk) -> None:
    desk.until(desk.shifts[3].end)
    desk.service.give(desk.shifts[3].id, "平稳", WANG)
    assert desk.pending("note", 3) == []
    with pytest.raises(HandoverFault):
        desk.service.confirm(desk.shifts[3].id, WANG)


def test_either_of_two_who_come_next_takes_over_and_one_counts(desk: Desk) -> None:
    desk.service.give(desk.shifts[0].id, "平稳", WANG)
    confirm = desk.service.confirm
    doings = [partial(confirm, desk.shifts[0].id, user_id) for user_id in (LI, SUN, ADMIN, LI)]
    assert at_once([*doings]) == 1
    kept = desk.kept()
    assert kept
    assert kept.confirmed_by in (LI, SUN, ADMIN)


def test_a_note_and_its_taking_over_at_once_lose_nothing(desk: Desk) -> None:
    give, shift_id = desk.service.give, desk.shifts[0].id
    give(shift_id, "平稳", WANG)
    added = [partial(give, shift_id, f"补充{number}", WANG) for number in range(3)]
    done = at_once([*added, partial(desk.service.confirm, shift_id, LI)])
    kept = desk.kept()
    assert kept
    assert kept.confirmed_by == LI
    assert kept.note.count("补充") == done - 1


def test_who_hands_over_in_the_night_is_still_asked_for_the_shift_that_ended(desk: Desk) -> None:
    desk.until(desk.shifts[0].end + HOUR)
    found = desk.service.to_give(WANG)
    assert found
    assert found.shift.id == desk.shifts[0].id
    assert desk.service.to_give(LI) is None
    of_admin = desk.service.to_give(ADMIN)
    assert of_admin
    assert of_admin.shift.id == desk.shifts[0].id
    desk.clock.pass_by(hours=12)
    assert desk.service.to_give(WANG) is None


def test_a_matter_counts_watches_and_not_officers(desk: Desk) -> None:
    desk.service.give(desk.shifts[0].id, "未办结：催报周报", WANG)
    counts = []
    for number in (0, 1, 3):
        desk.until(desk.shifts[number].start + HOUR)
        (matter,) = desk.matters.listing()
        counts.append(matter.shifts)
    assert counts == [1, 2, 3]


def test_a_matter_is_closed_once(desk: Desk) -> None:
    desk.matters.open("催报周报", WANG)
    (matter,) = desk.matters.listing()
    assert at_once([partial(desk.matters.close, matter.id, user_id) for user_id in (WANG, ADMIN, WANG)]) == 1
    assert desk.matters.listing() == ()


@pytest.mark.parametrize("text", ["", "   ", "长" * 301, "绝密★5年"])
def test_what_is_no_matter_is_not_opened(desk: Desk, text: str) -> None:
    with pytest.raises(OfficeError):
        desk.matters.open(text, WANG)
    assert desk.matters.listing() == ()


def test_a_marked_note_is_refused_before_it_is_kept(desk: Desk) -> None:
    with pytest.raises(OfficeError, match="密级标志"):
        desk.service.give(desk.shifts[0].id, "昨夜来文一份\n机密★1年", WANG)
    assert desk.kept() is None
