"""Swaps as whole steps, on both databases: of several at once one counts, the roster changes whole or not at all."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import Engine

from bot.config import Config
from bot.config.sections import Access
from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.swapping import Act, State, SwapFault
from bot.office.people import Person
from bot.reminders.model import State as Standing
from bot.services.duty import Planner, Rosters
from bot.services.office import Office
from bot.services.swaps import Choices, SwapService, Wish
from bot.storage import people, shifts, swaps
from bot.storage.reminders import ReminderStore
from tests.fakes import Clock

DAY = timedelta(days=1)
ADMIN, WANG, LI, ZHAO = 100, 101, 102, 103
Outcome = TypeVar("Outcome")


class Desk:
    """An office of three officers and two leaders with a shift a day; the first day has two officers at once."""

    def __init__(self, engine: Engine) -> None:
        self.clock = Clock()
        config = Config(access=Access(admins=(ADMIN,)))
        self.office = Office(config, engine, self.clock.now)
        self.service = SwapService(self.office)
        self.engine = engine
        start = datetime(2026, 3, 3, 8, 30, tzinfo=self.office.zone)
        with engine.begin() as connection:
            put = partial(people.put, connection)
            self.wang, self.li, self.sun = put("王", user_id=WANG), put("李", user_id=LI), put("孙")
            self.zhao, self.qian = put("赵", user_id=ZHAO), put("钱")
            watches = ((0, self.wang, self.zhao), (0, self.sun, self.zhao), (1, self.li, self.zhao))
            made = [(Shift(start + day * DAY, start + (day + 1) * DAY, *pair)) for day, *pair in watches]
            made.append(Shift(start + 2 * DAY, start + 3 * DAY, self.sun, self.qian))
            self.shifts = [shifts.add(connection, each) for each in made]
            for each in self.shifts:
                Planner(self.office).replan(connection, each.id)

    def wish(self, taker: Person, *, shift: int = 0, back: int = 0, tier: Tier = Tier.OFFICER, by: int = WANG) -> Wish:
        in_return = self.shifts[back].id if back else 0
        return Wish(self.shifts[shift].id, tier, taker.id, in_return, asked_by=by, chat_id=1)

    def names(self, tier: Tier = Tier.OFFICER) -> str:
        with self.engine.begin() as connection:
            found = [shifts.find(connection, each.id) for each in self.shifts]
        return "".join(each.person(tier).name for each in found if each)

    def agreed(self, wish: Wish) -> int:
        swap = self.service.ask(wish)
        self.service.take(swap.id, Act.AGREE, ADMIN)
        return swap.id

    def waiting(self, key: str) -> set[int]:
        """Return the chats that a reminder is still to go to."""
        listed = ReminderStore(self.engine).listing(states=[Standing.PENDING], limit=999)
        return {each.chat_id for each in listed if each.key == key}


@pytest.fixture
def desk(database: Engine) -> Desk:
    return Desk(database)


def at_once(*doings: Callable[[], Outcome]) -> list[Outcome | str]:
    """Do several things in threads at the same time; return what came of each, or the words of its fault."""

    def _try(doing: Callable[[], Outcome]) -> Outcome | str:
        try:
            return doing()
        except SwapFault as fault:
            return str(fault)

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(_try, doings))


def test_of_several_requests_at_once_for_one_turn_one_is_kept(desk: Desk) -> None:
    at_once(*[partial(desk.service.ask, desk.wish(desk.li)) for _ in range(6)])
    with desk.engine.begin() as connection:
        assert len(swaps.all_open(connection)) == 1


def test_of_several_presses_at_once_one_counts(desk: Desk) -> None:
    number = desk.agreed(desk.wish(desk.li))
    acts = [Act.APPROVE, Act.REFUSE, Act.CANCEL] * 2
    outcomes = at_once(*[partial(desk.service.take, number, act, ADMIN) for act in acts])
    assert sum(not isinstance(each, str) for each in outcomes) == 1
    swap = desk.service.find(number)
    assert swap
    assert desk.names() == ("李孙李孙" if swap.state is State.DONE else "王孙李孙")


def test_both_shifts_and_their_reminders_change_together(desk: Desk) -> None:
    number = desk.agreed(desk.wish(desk.li, back=2))
    desk.service.take(number, Act.APPROVE, ZHAO)
    assert desk.names() == "李孙王孙"
    eves = [f"duty:{desk.shifts[place].id}:eve" for place in (0, 2)]
    assert [desk.waiting(key) for key in eves] == [{LI, ZHAO}, {WANG, ZHAO}]
    desk.service.take(number, Act.UNDO, WANG)
    assert desk.names() == "王孙李孙"
    assert [desk.waiting(key) for key in eves] == [{WANG, ZHAO}, {LI, ZHAO}]


def test_who_leads_several_officers_gives_the_whole_turn(desk: Desk) -> None:
    turns = Choices(desk.office).turns(desk.zhao.id)
    assert [turn.shift.id for turn in turns] == [desk.shifts[1].id, desk.shifts[2].id]
    number = desk.agreed(desk.wish(desk.qian, tier=Tier.LEADER, by=ZHAO))
    desk.service.take(number, Act.APPROVE, ADMIN)
    assert desk.names(Tier.LEADER) == "钱钱赵钱"
    desk.service.take(number, Act.UNDO, ADMIN)
    assert desk.names(Tier.LEADER) == "赵赵赵钱"


def test_takers_are_the_other_people_of_the_tier(desk: Desk) -> None:
    choices = Choices(desk.office)
    officers = choices.takers(choices.turn(desk.shifts[0].id, Tier.OFFICER, WANG))
    leaders = choices.takers(choices.turn(desk.shifts[0].id, Tier.LEADER, ZHAO))
    assert ([each.name for each in officers], [each.name for each in leaders]) == (["李", "孙"], ["钱"])


@pytest.mark.parametrize(
    ("taker", "how", "words"),
    [
        ("sun", {}, "孙3月3日（周二）已有值班"),
        ("qian", {}, "这位同志不是值班员"),
        ("wang", {}, "这位同志不是值班员"),
        ("li", {"back": 3}, "这个班次已经不在值班表里了"),
        ("li", {"by": LI}, "这是王的班次"),
        ("sun", {"shift": 2, "by": LI}, ""),
    ],
)
def test_what_cannot_be_swapped_is_refused(desk: Desk, taker: str, how: dict[str, int], words: str) -> None:
    wish = desk.wish(getattr(desk, taker), **how)
    if words:
        with pytest.raises(SwapFault, match=words):
            desk.service.ask(wish)
    else:
        assert desk.service.ask(wish).state is State.ASKED


def test_a_request_that_lapsed_makes_room_for_nothing_after_the_start(desk: Desk) -> None:
    desk.service.ask(desk.wish(desk.li))
    desk.clock.pass_by(hours=24)
    with pytest.raises(SwapFault, match="这个班次已经开始"):
        desk.service.ask(desk.wish(desk.li))


def test_a_void_request_makes_room_for_the_new_holder(desk: Desk) -> None:
    first = desk.service.ask(desk.wish(desk.sun, shift=2, by=LI))
    with desk.engine.begin() as connection:
        shifts.assign(connection, desk.shifts[2].id, Tier.OFFICER, desk.wang.id)
    second = desk.service.ask(desk.wish(desk.sun, shift=2))
    assert second.id != first.id
    found = desk.service.find(first.id)
    assert found
    assert found.state is State.VOID


def test_a_chain_of_swaps_is_undone_from_its_end(desk: Desk) -> None:
    first = desk.agreed(desk.wish(desk.sun, shift=2, by=LI))
    desk.service.take(first, Act.APPROVE, ZHAO)
    second = desk.agreed(desk.wish(desk.wang, shift=2, by=ADMIN))
    desk.service.take(second, Act.APPROVE, ZHAO)
    with pytest.raises(SwapFault, match="值班表已另有调整，不能撤销"):
        desk.service.take(first, Act.UNDO, LI)
    for number in (second, first):
        desk.service.take(number, Act.UNDO, ADMIN)
    assert desk.names() == "王孙李孙"


def test_the_clock_and_a_press_at_once_end_a_request_once(desk: Desk) -> None:
    swap = desk.service.ask(desk.wish(desk.li))
    desk.clock.pass_by(hours=24)
    at_once(desk.service.tidy, desk.service.tidy, partial(desk.service.take, swap.id, Act.AGREE, LI))
    found = desk.service.find(swap.id)
    assert found
    assert found.state is State.LAPSED
    listed = ReminderStore(desk.engine).listing(states=[Standing.PENDING], limit=999)
    news = Counter(each.chat_id for each in listed if each.key == f"swap:{swap.id}:lapsed")
    assert news == {WANG: 1, LI: 1, ZHAO: 1}


def test_a_roster_that_does_not_know_of_a_swap_says_so(desk: Desk) -> None:
    number = desk.agreed(desk.wish(desk.li, back=2))
    desk.service.take(number, Act.APPROVE, ZHAO)
    rosters = Rosters(desk.office)
    table = "日期,值班员,带班领导\n2026-03-03,王、孙,赵\n2026-03-04,王,钱\n"
    entries = rosters.read("值班表.csv", table.encode()).entries
    assert rosters.take_in(entries, is_rehearsal=True).remarks == (
        "3月3日（周二）的换班（王改为李）已批准，按新表不再有效",
    )
    assert desk.names() == "李孙王孙"
