"""What people do beside the straight way: made-up and outdated buttons, restarts, odd inputs, nobody there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.chat.buttons import ARGUMENTS, Action, data_of
from bot.sandbox import refusals
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import User
from bot.services.duty import Rosters
from bot.storage import people
from tests.chats.conftest import Office, Opening, running
from tests.chats.duty import introduce, roster, take_in
from tests.chats.watch import press_for, say

DUTY = [action for action in Action if action[0] in "dwhp"]


async def forged(office: Office, user: User, data: str) -> str:
    """Press a button that someone made up; return what pops up."""
    shown = office.server.sent(user)[0]
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    return (await office.press(user, replace(shown, keyboard=keyboard), "x")).text


@pytest.mark.parametrize("number", [0, 9, 10**9 - 1, -1, 2**31, 2**40])
async def test_made_up_buttons_do_no_harm(office: Office, number: int) -> None:
    await introduce(office, 张三=office.wang, 李四=office.li)
    take_in(office, "2026-03-03,张三,李四")
    await office.ask(office.chief, office.chief, "/whoami")
    for user in (office.wang, office.chief):
        for action in DUTY:
            await forged(office, user, data_of(action, *[number] * ARGUMENTS[action]))
    await office.settled()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("现在谁值班", "值班表里现在没有人值班。"),
        ("下一班是谁", "值班表里没有以后的班次。"),
        ("下次什么时候值班", "值班表里没有您以后的班次。"),
        ("我这周值班吗", "这段时间值班表里没有您的班次。"),
        ("2027年1月1日谁值班", "2027年1月1日还没有值班安排。"),
    ],
)
async def test_an_empty_roster_answers_plainly(office: Office, text: str, answer: str) -> None:
    await introduce(office, 张三=office.wang)
    assert (await office.ask(office.wang, office.wang, text)).text == answer


async def test_administrators_hear_that_there_is_nothing_to_export(office: Office) -> None:
    message = await office.ask(office.chief, office.chief, "/duty")
    assert (await press_for(office, office.chief, message, "导出表格")).text == "这段时间没有值班记录。"
    assert await forged(office, office.chief, data_of(Action.DUTY_SHARES, 2031, 1)) == "这段时间没有值班记录。"


async def test_a_swap_begins_under_the_roster_as_well(office: Office) -> None:
    await introduce(office, 张三=office.wang)
    message = await office.ask(office.wang, office.wang, "/duty")
    assert (await press_for(office, office.wang, message, "换班")).text == "张三近期没有排班，不需要换班。"


async def test_a_matter_can_be_asked_for_and_stands_alone(office: Office) -> None:
    await introduce(office, 张三=office.wang)
    prompt = await say(office, office.wang, "/matters 新增")
    reply = await say(office, office.wang, "异常： 三楼漏水 <待修>", reply_to=prompt)
    assert reply.text.splitlines()[0] == "已列入未办结事项：［异常］三楼漏水 <待修>"


async def test_old_matters_stand_on_pages(office: Office) -> None:
    await introduce(office, 张三=office.wang)
    for number in range(7):
        listed = await say(office, office.wang, f"/matters 新增 第{number}件")
    await office.press(office.wang, listed, "下一页（2/2）")
    second = await office.server.next_edit(office.wang)
    assert second.text.splitlines()[1].startswith("7. ［未办结］第6件")


@contextmanager
def cannot_fetch(office: Office) -> Iterator[None]:
    office.server.refuse_next("getFile", refusals.Refusal(400, "Bad Request: file is temporarily unavailable"))
    yield


async def test_a_file_that_cannot_be_fetched_is_sent_again(office: Office) -> None:
    table = roster("2026-03-03,张三,李四")
    with cannot_fetch(office):
        office.server.upload(office.chief, office.chief, "表.csv", table)
        assert (await office.server.next_message(office.chief)).text == "文件没有取到，请稍后重新发送。"
    office.server.upload(office.chief, office.chief, "表.csv", table)
    message = await office.server.next_message(office.chief)
    with cannot_fetch(office):
        await office.press(office.chief, message, "导入")
        assert (await office.server.next_edit(office.chief)).text == "文件没有取到，请稍后重新发送。"


async def test_a_press_on_a_shift_that_is_gone_says_so(office: Office) -> None:
    await introduce(office, 张三=office.wang, 李四=office.li)
    take_in(office, "2026-03-02,张三,李四")
    await office.deliver()
    for user in (office.li, office.wang):
        assert await forged(office, user, data_of(Action.DUTY_PRESENT, 1)) == "本班已经结束，或者已经取消。"


async def test_everything_begun_goes_on_after_a_restart(opened: Opening) -> None:
    async with opened() as office:
        await introduce(office, 张三=office.wang, 李四=office.li)
        take_in(office, "2026-03-03,张三,李四", "2026-03-04,李四,孙主任")
        await office.pass_by(hours=23, minutes=30)
        prompt = await say(office, office.wang, "/matters 新增")
        asked = office.server.sent(office.wang)[-2]
        await office.chat.updater.stop()
        await office.chat.stop()
        async with running(office.canmou) as chat:
            again = replace(office, chat=chat)
            await again.pass_by(minutes=10)
            assert again.texts(again.wang)[-1].startswith("⏰ 值班员张三：")
            assert (await again.press(again.wang, asked, "收到")).text == "已记录。"
            await again.pass_by(hours=3)
            reply = await say(again, again.wang, "未办结：催报周报", reply_to=prompt)
            assert reply.text.startswith("已列入未办结事项：［未办结］催报周报")
            heard = len(again.texts(again.li))
            await again.pass_by(minutes=30)
            assert len(again.texts(again.li)) == heard
        await office.chat.start()
        await office.chat.updater.start_polling()


async def test_two_officers_of_a_shift_are_asked_each(office: Office) -> None:
    await introduce(office, 张三=office.wang, 王五=office.li)
    rosters = Rosters(office.state.office)
    table = "日期,值班员,带班领导\n2026-03-03,张三、王五,李四\n"
    rosters.take_in(rosters.read("值班表.csv", table.encode()).entries)
    await office.pass_by(hours=23, minutes=30)
    message = office.server.sent(office.wang)[-1]
    assert (await office.press(office.wang, message, "收到")).text == "已记录。"
    await office.pass_by(minutes=10)
    assert not any(text.startswith("⏰") for text in office.texts(office.wang))
    assert office.texts(office.li)[-1].startswith("⏰ 值班员王五：")


async def test_whoever_is_bound_anew_is_the_officer_from_then_on(office: Office) -> None:
    await introduce(office, 张三=office.wang, 李四=office.li)
    take_in(office, "2026-03-03,张三,李四")
    other = office.server.add_user("新号")
    with office.canmou.engine.begin() as connection:
        person = people.by_name(connection, "张三")
        assert person
        people.bind(connection, person.id, other.id)
    await office.pass_by(hours=23, minutes=30)
    assert not any("值班开始" in text for text in office.texts(office.wang))
