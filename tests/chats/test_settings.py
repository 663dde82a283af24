"""A group's settings by buttons, and what follows from them: what is turned off, what waits for quiet hours to end."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.chat import gate, holding, settings
from bot.chat.buttons import Action, data_of
from bot.office.duty.shifts import Shift
from bot.permissions import Act, refusal
from bot.reminders.model import DUTY, WEIGHTS, Delivery, Kind, Later, Occurrence, Reminder, Skip
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Chat, Message
from bot.services.duty import Planner
from bot.services.groups import GroupService
from bot.storage import people, shifts
from bot.storage.groups import GroupSettings
from bot.storage.reminders import plan
from tests.chats.conftest import Office

ZONE = ZoneInfo("Asia/Shanghai")


def kept(office: Office, chat: Chat) -> GroupSettings:
    return GroupService(office.state.office).settings(chat.id)


def labels(message: Message) -> list[str]:
    return [each.text for each in message.buttons]


async def shown(office: Office, chat: Chat) -> Message:
    """Return the settings as the group's owner gets them shown."""
    return await office.ask(office.wang, chat, "/settings")


async def test_the_settings_are_shown_with_what_holds(office: Office) -> None:
    message = await shown(office, office.group)
    assert message.text.splitlines() == [
        "本群设置",
        "值班提醒：开",
        "会议提醒：开",
        "每日简报：关",
        "简报时间：08:00",
        "简报日期：工作日",
        "免打扰时段：不设",
        settings.QUIET_HOURS,
    ]
    assert labels(message) == [
        *("✓ 值班提醒 开", "值班提醒 关", "✓ 会议提醒 开", "会议提醒 关", "每日简报 开", "✓ 每日简报 关"),
        *("07:00", "07:30", "✓ 08:00", "08:30", "09:00", "09:30"),
        *("✓ 工作日", "每天"),
        *("✓ 不设", "21:00–07:00", "22:00–07:00", "23:00–06:00"),
    ]


@pytest.mark.parametrize(
    ("button", "toast", "line", "changes"),
    [
        ("值班提醒 关", "已设置：值班提醒 关", "值班提醒：关", {"pushes_duty": False}),
        ("会议提醒 关", "已设置：会议提醒 关", "会议提醒：关", {"pushes_meetings": False}),
        ("每日简报 开", "已设置：每日简报 开", "每日简报：开", {"pushes_briefing": True}),
        ("07:30", "已设置：简报时间 07:30", "简报时间：07:30", {"briefing_at": time(7, 30)}),
        ("每天", "已设置：简报日期 每天", "简报日期：每天", {"briefing_daily": True}),
        (
            "22:00–07:00",
            "已设置：免打扰时段 22:00–07:00",
            "免打扰时段：22:00–07:00",
            {"quiet_from": time(22), "quiet_to": time(7)},
        ),
    ],
)
async def test_a_press_changes_one_setting_in_place(
    office: Office, button: str, toast: str, line: str, changes: dict[str, object]
) -> None:
    message, before = await shown(office, office.group), kept(office, office.group)
    assert (await office.press(office.wang, message, button)).text == toast
    edited = await office.server.next_edit(office.group)
    assert edited.message_id == message.message_id
    assert line in edited.text.splitlines()
    assert f"✓ {button}" in labels(edited)
    assert kept(office, office.group) == replace(before, **changes)
    assert kept(office, office.forum) == before


async def test_pressing_what_holds_already_changes_nothing(office: Office) -> None:
    message, before = await shown(office, office.group), kept(office, office.group)
    assert (await office.press(office.wang, message, "✓ 08:00")).text == "已设置：简报时间 08:00"
    await office.settled()
    assert kept(office, office.group) == before


async def test_pushes_go_to_the_topic_that_is_chosen(office: Office) -> None:
    topic = office.forum.topic("值班")
    outside = await shown(office, office.forum)
    assert "推送话题" not in outside.text
    message = await office.ask(office.wang, office.forum, "/settings", thread=topic)
    await office.press(office.wang, message, "推送到当前话题")
    edited = await office.server.next_edit(office.forum)
    assert "推送话题：推送到当前话题" in edited.text
    assert kept(office, office.forum).thread_id == topic.id
    # From elsewhere it can only be taken back.
    other = await shown(office, office.forum)
    assert "推送话题：其他" in other.text
    await office.press(office.wang, other, "不指定话题")
    await office.server.next_edit(office.forum)
    assert kept(office, office.forum).thread_id is None


async def test_a_member_may_neither_see_nor_change_them(office: Office) -> None:
    message, before = await shown(office, office.group), kept(office, office.group)
    assert (await office.ask(office.li, office.group, "/settings")).text == refusal(Act.SET_GROUP)
    assert (await office.press(office.li, message, "值班提醒 关")).text == refusal(Act.SET_GROUP)
    assert kept(office, office.group) == before


async def test_canmous_administrators_may_in_every_group(office: Office) -> None:
    office.server.join(office.chief, office.group)
    message = await office.ask(office.chief, office.group, "/settings")
    assert (await office.press(office.chief, message, "每天")).text == "已设置：简报日期 每天"


async def test_who_runs_the_group_no_more_may_no_more(office: Office) -> None:
    message = await shown(office, office.forum)
    office.server.promote(office.li, office.forum, by=office.wang)
    assert (await office.press(office.li, message, "每天")).text == "已设置：简报日期 每天"
    office.server.demote(office.li, office.forum, by=office.wang)
    assert (await office.press(office.li, message, "每天")).text == refusal(Act.SET_GROUP)


async def test_an_anonymous_administrator_is_asked_to_come_as_themselves(office: Office) -> None:
    assert (await office.ask(office.wang, office.forum, "/settings", anonymous=True)).text == gate.ANONYMOUS


async def test_in_private_there_are_no_settings(office: Office) -> None:
    assert (await office.ask(office.chief, office.chief, "/settings")).text == settings.ONLY_IN_GROUPS


@pytest.mark.parametrize("numbers", [(99, 0), (0, 2), (-1, 0), (0, -1)])
async def test_made_up_choices_change_nothing(office: Office, numbers: tuple[int, int]) -> None:
    message, before = await shown(office, office.group), kept(office, office.group)
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data_of(Action.SETTING, *numbers)),),))
    answer = await office.press(office.wang, replace(message, keyboard=keyboard), "x")
    assert answer.text == settings.EXPIRED
    assert kept(office, office.group) == before


async def test_a_made_up_press_in_private_changes_nothing(office: Office) -> None:
    message = await office.ask(office.chief, office.chief, "/whoami")
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data_of(Action.SETTING, 0, 1)),),))
    answer = await office.press(office.chief, replace(message, keyboard=keyboard), "x")
    assert answer.text == settings.EXPIRED


QUIET = GroupSettings(quiet_from=time(22), quiet_to=time(7))
SILENT = GroupSettings(pushes_duty=False, pushes_meetings=False, pushes_briefing=False)
DAY, NIGHT, MORNING = (datetime(2026, 3, 3, hour, tzinfo=ZONE) for hour in (12, 23, 8))
DAWN = datetime(2026, 3, 4, 7, tzinfo=ZONE)


def delivery(kind: Kind, due_at: datetime, *, lasts: float = 24, missed: tuple[datetime, ...] = ()) -> Delivery:
    expires_at = due_at + timedelta(hours=lasts)
    return Delivery(1, Reminder("k", kind), 1, "", -1, due_at, expires_at, missed=missed)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_group_turned_off_is_not_sent_whatever_it_is(kind: Kind) -> None:
    always = {Kind.NOTICE, Kind.MEETING_CARD, Kind.SWAP_ASK, Kind.SWAP_APPROVE, Kind.SWAP_NEWS}
    always |= {Kind.NAMING, Kind.APPLICANT, Kind.GUEST}  # which go to administrators alone
    expected = None if kind in always else Skip(holding.TURNED_OFF)
    assert holding.withheld(delivery(kind, DAY), SILENT, DAY) == expected
    assert holding.withheld(delivery(kind, DAY), GroupSettings(), DAY) is None


@pytest.mark.parametrize("kind", Kind)
def test_quiet_hours_hold_all_but_duty(kind: Kind) -> None:
    expected = None if WEIGHTS[kind] == DUTY else Later(DAWN)
    assert holding.withheld(delivery(kind, NIGHT), QUIET, NIGHT) == expected
    assert holding.withheld(delivery(kind, NIGHT), QUIET, DAY) is None


@pytest.mark.parametrize(("lasts", "is_held"), [(7, False), (8, False), (8.1, True)])
def test_what_is_worth_nothing_after_the_quiet_hours_goes_out_in_them(lasts: float, is_held: bool) -> None:
    found = holding.withheld(delivery(Kind.MEETING_LEAD, NIGHT, lasts=lasts), QUIET, NIGHT)
    assert found == (Later(DAWN) if is_held else None)


@pytest.mark.parametrize(
    ("due_at", "missed", "now", "expected"),
    [
        (NIGHT, (), DAWN, DAWN),
        (NIGHT, (NIGHT - timedelta(minutes=30),), DAWN, DAWN),
        # What was due before them is late.
        (NIGHT, (DAY,), DAWN, None),
        (DAY, (), DAWN, None),
        # It could not wait.
        (NIGHT, (), NIGHT, None),
    ],
)
def test_what_waited_for_the_end_of_quiet_hours_is_not_late(
    due_at: datetime, missed: tuple[datetime, ...], now: datetime, expected: datetime | None
) -> None:
    assert holding.held_until(delivery(Kind.NOTICE, due_at, missed=missed), QUIET, now) == expected
    assert holding.held_until(delivery(Kind.DUTY_START, due_at, missed=missed), QUIET, now) is None


@pytest.mark.parametrize(
    ("quiet_from", "quiet_to", "hour", "until"),
    [
        (0, 0, 3, None),
        (22, 7, 21, None),
        (22, 7, 22, (4, 7)),
        (22, 7, 3, (3, 7)),
        (22, 7, 7, None),
        (12, 14, 13, (3, 14)),
        (12, 14, 14, None),
    ],
)
def test_quiet_hours_may_go_past_midnight(
    quiet_from: int, quiet_to: int, hour: int, until: tuple[int, int] | None
) -> None:
    found = GroupSettings(quiet_from=time(quiet_from), quiet_to=time(quiet_to)).quiet_until(
        datetime(2026, 3, 3, hour, tzinfo=ZONE)
    )
    assert found == (until and datetime(2026, 3, *until, tzinfo=ZONE))


def remind(office: Office, text: str, *, hours: float, lasts: float = 24) -> None:
    """Plan a notice for the group, in so many hours."""
    now = office.clock.now()
    due_at = now + timedelta(hours=hours)
    occurrence = Occurrence(1, due_at, due_at + timedelta(hours=lasts), (office.group.id,), text)
    with office.canmou.engine.begin() as connection:
        plan(connection, Reminder(text, Kind.NOTICE), [occurrence], now=now)


async def test_a_notice_of_the_night_comes_in_the_morning_and_is_not_called_late(office: Office) -> None:
    message = await shown(office, office.group)
    await office.press(office.wang, message, "22:00–07:00")
    remind(office, "傍晚的", hours=12)
    remind(office, "夜里的", hours=14)
    remind(office, "夜里就过期的", hours=14, lasts=2)
    await office.pass_by(hours=12)
    await office.pass_by(hours=2)
    before = office.texts(office.group)[1:]
    assert sorted(before) == ["傍晚的", "夜里就过期的"]
    await office.pass_by(hours=7, minutes=59)
    assert len(office.texts(office.group)) == 3
    await office.pass_by(minutes=1)
    assert office.texts(office.group)[-1] == "夜里的"


async def test_what_comes_long_after_the_quiet_hours_is_late(office: Office) -> None:
    GroupService(office.state.office).change(office.group.id, {"quiet_from": time(22), "quiet_to": time(7)})
    remind(office, "夜里的", hours=14)
    await office.pass_by(hours=14)
    await office.pass_by(hours=9)
    assert office.texts(office.group) == ["（补发，原定3月2日 23:00）\n夜里的"]


async def test_duty_goes_out_in_quiet_hours(office: Office) -> None:
    GroupService(office.state.office).change(office.group.id, {"quiet_from": time(22), "quiet_to": time(7)})
    start = datetime(2026, 3, 2, 23, tzinfo=ZONE)
    with office.canmou.engine.begin() as connection:
        wang, zhao = people.put(connection, "王强"), people.put(connection, "赵刚")
        shift = shifts.add(connection, Shift(start, start + timedelta(hours=8), wang, zhao))
        Planner(office.state.office).replan(connection, shift.id)
    await office.pass_by(hours=14)
    assert any("王强" in text for text in office.texts(office.group))


async def test_a_group_that_turned_duty_off_hears_of_none(office: Office) -> None:
    start = datetime(2026, 3, 3, 9, tzinfo=ZONE)
    with office.canmou.engine.begin() as connection:
        wang, zhao = people.put(connection, "王强"), people.put(connection, "赵刚")
        shift = shifts.add(connection, Shift(start, start + timedelta(hours=8), wang, zhao))
        Planner(office.state.office).replan(connection, shift.id)
    # The plan is made already.
    GroupService(office.state.office).change(office.group.id, {"pushes_duty": False})
    await office.pass_by(hours=24)
    assert office.texts(office.group) == []
    assert any("王强" in text for text in office.texts(office.forum))
