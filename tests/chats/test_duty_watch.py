"""A shift from the evening before to its end: pushes, 收到, and who hears when nobody presses it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.config.sections import Duty
from bot.sandbox.world import Message, Place
from bot.services.duty import Press, Rosters, Watch
from bot.storage.groups import change_settings
from tests.chats.conftest import Office, Opening
from tests.chats.duty import introduce, steps, take_in

SHIFT = "3月3日（周二）08:30—次日08:30"
PEOPLE = "值班员：张三 13800000001\n带班领导：李四 13900000002"
START = f"🔔 值班开始：{SHIFT}\n{PEOPLE}\n请值班员、带班领导点“收到”。"
TO_START = {"hours": 23, "minutes": 30}  # from the clock's beginning to the shift's


@pytest.fixture
async def staffed(opened: Opening) -> AsyncIterator[Office]:
    """Return an office with 王 as 张三 on duty tomorrow, 李 as 李四 who leads, and a director."""
    async with opened(duty=Duty(director="孙主任")) as office:
        await introduce(office, 张三=office.wang, 李四=office.li, 孙主任=office.stranger)
        await office.ask(office.chief, office.chief, "/whoami")
        take_in(office, "2026-03-03,张三,李四")
        yield office


async def begun(office: Office) -> Message:
    """Let the shift begin; return the message of the group."""
    await office.pass_by(**TO_START)
    return last(office, office.group)


def last(office: Office, place: Place) -> Message:
    return office.server.sent(place)[-1]


def heard(office: Office) -> list[int]:
    """Return how many messages everybody has got: officer, leader, director, group."""
    return [len(office.texts(place)) for place in (office.wang, office.li, office.stranger, office.group)]


async def test_people_and_groups_are_told_the_evening_before(staffed: Office) -> None:
    await staffed.pass_by(hours=9)
    text = f"📅 值班提醒：{SHIFT}\n{PEOPLE}"
    for place in (staffed.wang, staffed.li, staffed.group, staffed.forum):
        assert staffed.texts(place)[-1] == text
    assert len(staffed.texts(staffed.stranger)) == 1


async def test_people_and_groups_are_asked_at_the_start(staffed: Office) -> None:
    await begun(staffed)
    for place in (staffed.wang, staffed.li, staffed.group, staffed.forum):
        message = last(staffed, place)
        assert (message.text, [button.text for button in message.buttons]) == (START, ["收到"])


async def test_nobody_presses_and_it_goes_up_step_by_step(staffed: Office) -> None:
    await begun(staffed)
    assert heard(staffed) == [2, 2, 1, 1]
    await staffed.pass_by(minutes=9)
    assert heard(staffed) == [2, 2, 1, 1]
    await staffed.pass_by(minutes=1)
    again = f"⏰ 值班员张三：{SHIFT}的班已经开始，还没有点“收到”。请立即点一下。"
    assert heard(staffed) == [3, 2, 1, 2]
    assert {last(staffed, place).text for place in (staffed.wang, staffed.group)} == {again}
    await staffed.pass_by(minutes=10)
    assert heard(staffed) == [3, 3, 1, 2]
    assert staffed.texts(staffed.li)[-1].startswith(f"⚠️ {SHIFT}：值班员张三 13800000001经提醒仍没有点“收到”")
    await staffed.pass_by(minutes=10)
    assert heard(staffed) == [3, 3, 2, 2]
    assert "已报告带班领导李四 13900000002" in staffed.texts(staffed.stranger)[-1]
    await staffed.pass_by(hours=5)
    assert heard(staffed) == [3, 3, 2, 2]
    assert steps(staffed, 1) == [
        "安排：值班员张三，带班领导李四",
        "值班员未点收到，再次提醒值班员",
        "值班员仍未点收到，报告带班领导",
        "值班员仍未点收到，报告办公室主任",
    ]


@pytest.mark.parametrize("wait", [0, 10, 20])
async def test_a_press_stops_the_chain_wherever_it_is(staffed: Office, wait: int) -> None:
    message = await begun(staffed)
    for _ in range(wait // 10):
        await staffed.pass_by(minutes=10)
    before = heard(staffed)
    assert (await staffed.press(staffed.wang, message, "收到")).text == "已记录。"
    await staffed.deliver()
    # Whoever was told that there is no answer is told that there is one.
    told = [0, int(wait == 20), 0, 0]
    assert heard(staffed) == [count + more for count, more in zip(before, told, strict=True)]
    await staffed.pass_by(hours=2)
    assert heard(staffed) == [count + more for count, more in zip(before, told, strict=True)]


async def test_every_copy_shows_who_has_pressed_and_when(staffed: Office) -> None:
    message = await begun(staffed)
    await staffed.pass_by(minutes=2)
    await staffed.press(staffed.wang, last(staffed, staffed.wang), "收到")
    for place in (staffed.wang, staffed.li, staffed.group, staffed.forum):
        edited = await staffed.server.next_edit(place)
        assert "值班员：张三 13800000001 ✅ 08:32 收到" in edited.text
        assert edited.text.endswith("请带班领导点“收到”。")
        assert edited.buttons
    await staffed.press(staffed.li, message, "收到")
    edited = await staffed.server.next_edit(staffed.group)
    assert "带班领导：李四 13900000002 ✅ 08:32 收到" in edited.text
    assert not edited.buttons


async def test_the_leaders_press_is_not_the_officers(staffed: Office) -> None:
    message = await begun(staffed)
    await staffed.press(staffed.li, message, "收到")
    await staffed.pass_by(minutes=10)
    assert "还没有点“收到”" in staffed.texts(staffed.wang)[-1]


async def test_others_hear_who_may_press(staffed: Office) -> None:
    message = await begun(staffed)
    stranger = staffed.server.add_user("新人")
    staffed.server.join(stranger, staffed.group)
    toast = await staffed.press(stranger, message, "收到")
    assert toast.text.startswith("只有值班员张三、带班领导李四可以点。")
    assert "/iam" in toast.text
    await staffed.pass_by(minutes=10)
    assert "还没有点“收到”" in staffed.texts(staffed.group)[-1]


async def test_a_second_press_changes_nothing(staffed: Office) -> None:
    message = await begun(staffed)
    await staffed.press(staffed.wang, message, "收到")
    assert (await staffed.press(staffed.wang, message, "收到")).text == "您已经点过了。"
    assert steps(staffed, 1)[-1] == "值班员张三点了收到"


async def test_a_late_press_counts_and_is_shown_until_the_shift_ends(staffed: Office) -> None:
    message = await begun(staffed)
    await staffed.pass_by(hours=3)
    await staffed.press(staffed.wang, message, "收到")
    assert "✅ 11:30 收到" in (await staffed.server.next_edit(staffed.group)).text
    await staffed.pass_by(hours=21)
    assert (await staffed.press(staffed.li, message, "收到")).text == "本班已经结束，或者已经取消。"


async def test_an_officer_without_an_account_is_chased_in_the_group(office: Office) -> None:
    await introduce(office, 李四=office.li)
    take_in(office, "2026-03-03,王五,李四")
    await office.pass_by(**TO_START)
    await office.pass_by(minutes=10)
    assert office.texts(office.group)[-1].startswith("⏰ 值班员王五：")
    await office.pass_by(minutes=10)
    assert "值班员王五 13800000005经提醒" in office.texts(office.li)[-1]


async def test_an_officer_who_blocked_the_bot_is_chased_in_the_group(staffed: Office) -> None:
    staffed.server.block(staffed.wang)
    await begun(staffed)
    await staffed.pass_by(minutes=10)
    assert staffed.texts(staffed.group)[-1].startswith("⏰ 值班员张三：")
    await staffed.pass_by(minutes=10)
    assert "经提醒仍没有点" in staffed.texts(staffed.li)[-1]


async def test_a_group_that_the_bot_was_thrown_out_of_does_not_stop_the_chain(opened: Opening) -> None:
    async with opened(access={"chats": (-2001,)}) as office:
        await introduce(office, 李四=office.li)
        take_in(office, "2026-03-03,王五,李四")
        office.server.kick(office.server.bot, office.group, by=office.wang)
        await office.settled()
        await office.pass_by(**TO_START)
        await office.pass_by(minutes=10)
        assert office.texts(office.li)[-1].startswith("⏰ 值班员王五：")


async def test_a_group_is_told_of_all_shifts_of_a_day_at_once(office: Office) -> None:
    rosters = Rosters(office.state.office)
    table = "日期,班次,值班员,带班领导\n2026-03-03,白班,张三、王五,李四\n2026-03-03,夜班,孙八,李四"
    rosters.take_in(rosters.read("值班表.csv", table.encode()).entries)
    await office.pass_by(hours=9)
    (text,) = office.texts(office.group)
    assert [line for line in text.splitlines() if line.startswith("值班员")] == [
        "值班员：张三",
        "值班员：王五",
        "值班员：孙八",
    ]


async def test_of_two_presses_at_once_one_counts(staffed: Office) -> None:
    await begun(staffed)
    watch = Watch(staffed.state.office)
    presses = await asyncio.gather(*(asyncio.to_thread(watch.receive, 1, staffed.wang.id) for _ in range(4)))
    assert [press for press, _ in presses].count(Press.COUNTED) == 1
    assert steps(staffed, 1).count("值班员张三点了收到") == 1


async def test_without_any_group_the_leader_sees_that_the_officer_is_reminded(opened: Opening) -> None:
    async with opened(access={"chats": ()}) as office:
        await introduce(office, 李四=office.li)
        take_in(office, "2026-03-03,王五,李四")
        await office.pass_by(**TO_START)
        await office.pass_by(minutes=10)
        assert office.texts(office.li)[-1].startswith("⏰ 值班员王五：")


async def test_without_a_director_the_administrators_hear(opened: Opening) -> None:
    async with opened() as office:
        await introduce(office, 张三=office.wang, 李四=office.li)
        await office.ask(office.chief, office.chief, "/whoami")
        take_in(office, "2026-03-03,张三,李四")
        await office.pass_by(**TO_START)
        for _ in range(3):
            await office.pass_by(minutes=10)
        assert "请了解情况" in office.texts(office.chief)[-1]


async def test_after_an_outage_the_start_is_sent_late_and_the_chain_counts_from_then(staffed: Office) -> None:
    staffed.clock.pass_by(hours=25)
    await staffed.deliver()
    assert staffed.texts(staffed.group) == [f"（补发，原定08:30）\n{START}"]
    await staffed.pass_by(minutes=9)
    assert len(staffed.texts(staffed.group)) == 1
    await staffed.pass_by(minutes=1)
    assert "还没有点“收到”" in staffed.texts(staffed.group)[-1]


async def test_a_group_that_turned_duty_off_hears_nothing(staffed: Office) -> None:
    with staffed.canmou.engine.begin() as connection:
        change_settings(connection, staffed.group.id, pushes_duty=False)
    await staffed.pass_by(**TO_START)
    assert staffed.texts(staffed.group) == []
    assert staffed.texts(staffed.forum)[-1] == START


async def test_whoever_left_the_shift_hears_nothing_more(staffed: Office) -> None:
    await introduce(staffed, 王五=staffed.server.add_user("王五"))
    take_in(staffed, "2026-03-03,王五,李四")
    await begun(staffed)
    assert len(staffed.texts(staffed.wang)) == 1
    assert "值班员：王五" in staffed.texts(staffed.li)[-1]


async def test_a_change_after_the_evening_is_told_to_all_who_had_been_told(staffed: Office) -> None:
    await introduce(staffed, 王五=staffed.server.add_user("王五"))
    await staffed.pass_by(hours=10)
    take_in(staffed, "2026-03-03,王五,李四")
    await staffed.deliver()
    text = f"⚠️ 值班安排有调整：{SHIFT}\n值班员：王五 13800000005\n带班领导：李四 13900000002"
    for place in (staffed.wang, staffed.li, staffed.group):
        assert staffed.texts(place)[-1] == text


async def test_a_roster_that_comes_during_its_shift_starts_the_chain(office: Office) -> None:
    await introduce(office, 张三=office.wang, 李四=office.li)
    take_in(office, "2026-03-02,张三,李四")
    await office.deliver()
    assert office.texts(office.wang)[-1].startswith("⚠️ 值班安排有调整\n🔔 值班开始：3月2日（周一）")
    await office.pass_by(minutes=10)
    assert office.texts(office.wang)[-1].startswith("⏰ 值班员张三：")
    await office.press(office.wang, last(office, office.wang), "收到")
    heard_by_leader = len(office.texts(office.li))
    await office.pass_by(minutes=10)
    assert len(office.texts(office.li)) == heard_by_leader


@pytest.mark.parametrize("has_pressed", [True, False])
async def test_whoever_takes_over_a_running_shift_is_asked_anew(staffed: Office, has_pressed: bool) -> None:
    newcomer = staffed.server.add_user("王五")
    await introduce(staffed, 王五=newcomer)
    message = await begun(staffed)
    if has_pressed:
        await staffed.press(staffed.wang, message, "收到")
    await staffed.pass_by(minutes=15)
    take_in(staffed, "2026-03-03,王五,李四")
    await staffed.deliver()
    relieved = f"⚠️ 值班安排有调整：{SHIFT}\n值班员：王五 13800000005\n带班领导：李四 13900000002"
    asked = START.replace("张三 13800000001", "王五 13800000005")
    assert staffed.texts(staffed.wang)[-1] == relieved
    for place in (newcomer, staffed.li, staffed.group):
        assert staffed.texts(place)[-1] == f"⚠️ 值班安排有调整\n{asked}"
    assert (await staffed.press(staffed.wang, message, "收到")).text.startswith("只有值班员王五、带班领导李四可以点。")
    before = len(staffed.texts(staffed.wang))
    for _ in range(3):
        await staffed.pass_by(minutes=10)
    assert staffed.texts(newcomer)[-1].startswith("⏰ 值班员王五：")
    assert "值班员王五 13800000005经提醒" in staffed.texts(staffed.li)[-1]
    assert "值班员王五 13800000005仍没有点" in staffed.texts(staffed.stranger)[-1]
    assert len(staffed.texts(staffed.wang)) == before
    await staffed.press(newcomer, last(staffed, newcomer), "收到")
    await staffed.deliver()
    for place in (staffed.li, staffed.stranger):
        assert staffed.texts(place)[-1] == f"✅ {SHIFT}：值班员王五 13800000005已于09:15点“收到”。"


async def test_a_new_leader_hears_in_place_of_the_old_one(staffed: Office) -> None:
    await begun(staffed)
    await staffed.pass_by(minutes=15)
    take_in(staffed, "2026-03-03,张三,孙主任")
    await staffed.deliver()
    before = len(staffed.texts(staffed.li))
    for _ in range(2):
        await staffed.pass_by(minutes=10)
    assert "请带班领导孙主任立即联系" in staffed.texts(staffed.stranger)[-1]
    assert len(staffed.texts(staffed.li)) == before


async def test_open_matters_stand_in_the_message_at_the_start(staffed: Office) -> None:
    await staffed.ask(staffed.wang, staffed.wang, "/matters 新增 县水务局来电待回复")
    message = await begun(staffed)
    assert "目前有未办结事项1件。" in message.text
    assert [button.text for button in message.buttons] == ["收到", "查看未办结"]
    for user in (staffed.wang, staffed.li):
        await staffed.press(user, message, "收到")
        edited = await staffed.server.next_edit(staffed.group)
    # It stays to be seen who has pressed, and the matters can be looked at all along.
    assert [button.text for button in edited.buttons] == ["查看未办结"]
