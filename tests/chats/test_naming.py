"""Registration by name: asked for in private, agreed to by an administrator, told to whom it concerns."""

from dataclasses import replace

import pytest

from bot.permissions import Act, refusal
from bot.sandbox.world import Message
from bot.storage import people
from tests.chats.conftest import Office
from tests.chats.duty import introduce


@pytest.fixture
async def listed(office: Office) -> Office:
    """Return an office with 张三 on its list, whose chief has written to the bot."""
    await office.ask(office.chief, office.chief, "/whoami")
    with office.canmou.engine.begin() as connection:
        people.put(connection, "张三", position="综合科科长")
    return office


def account(office: Office) -> int | None:
    with office.canmou.engine.begin() as connection:
        person = people.by_name(connection, "张三")
    return person.user_id if person else None


async def requested(office: Office, text: str = "/iam 张三") -> Message:
    """Let 王 ask; return what the chief gets."""
    assert (await office.ask(office.wang, office.wang, text)).text == "已请管理员确认，确认后会告诉您。"
    return await office.server.next_message(office.chief)


@pytest.mark.parametrize("text", ["/iam 张三", "/iam 张 三", "我是张三", "我叫张三。"])
async def test_an_administrator_agrees_and_both_hear(listed: Office, text: str) -> None:
    message = await requested(listed, text)
    assert message.text == f"王（编号 {listed.wang.id}）申请登记为：张三（综合科科长）。\n请核实是否本人。"
    assert account(listed) is None
    await listed.press(listed.chief, message, "同意")
    assert account(listed) == listed.wang.id
    assert (await listed.server.next_edit(listed.chief)).text == "已同意：王 登记为张三。"
    assert (await listed.server.next_message(listed.wang)).text == "已登记：您是张三。"


async def test_an_administrator_declines(listed: Office) -> None:
    await listed.press(listed.chief, await requested(listed), "不同意")
    assert account(listed) is None
    assert "没有同意" in (await listed.server.next_message(listed.wang)).text


async def test_a_request_is_decided_once(listed: Office) -> None:
    message = await requested(listed)
    await listed.press(listed.chief, message, "不同意")
    assert (await listed.press(listed.chief, message, "同意")).text == "这条申请已经处理，或者已经过期。"
    assert account(listed) is None


async def test_nobody_else_decides(listed: Office) -> None:
    message = await requested(listed)
    # A button can be copied by whoever knows what stands behind it.
    forged = await listed.ask(listed.wang, listed.wang, "/duty")
    copied = replace(forged, keyboard=message.keyboard)
    assert (await listed.press(listed.wang, copied, "同意")).text == refusal(Act.ADMIT)
    assert account(listed) is None


async def test_a_name_that_another_account_has_is_pointed_out(listed: Office) -> None:
    await introduce(listed, 李四=listed.wang)
    with listed.canmou.engine.begin() as connection:
        people.put(connection, "张三", user_id=listed.li.id)
    message = await requested(listed)
    assert f"⚠️ 张三已绑定另一个账号（编号 {listed.li.id}），同意后改绑。" in message.text
    assert "⚠️ 该账号现在登记为李四，同意后改为张三。" in message.text
    await listed.press(listed.chief, message, "同意")
    assert account(listed) == listed.wang.id


async def test_administrators_are_registered_at_once(listed: Office) -> None:
    assert (await listed.ask(listed.chief, listed.chief, "/iam 张三")).text == "已登记：您是张三。"
    assert account(listed) == listed.chief.id
    assert (await listed.ask(listed.chief, listed.chief, "/iam 张三")).text == "您已经登记为张三。"


@pytest.mark.parametrize("name", ["王", "阿卜杜热合曼·买买提"])
async def test_a_name_of_the_list_may_have_any_length(listed: Office, name: str) -> None:
    with listed.canmou.engine.begin() as connection:
        people.put(connection, name)
    assert (await listed.ask(listed.wang, listed.wang, f"我是{name}")).text == "已请管理员确认，确认后会告诉您。"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/iam 张山", "名单里没有“张山”，请核对姓名，或请管理员把您加入名单。"),
        ("我是张山", "名单里没有“张山”，请核对姓名，或请管理员把您加入名单。"),
        ("/iam", "请发送 /iam 加姓名，例如：/iam 张三"),
        ("/iam <b>", "名单里没有“<b>”，请核对姓名，或请管理员把您加入名单。"),
    ],
)
async def test_what_is_no_name_of_the_list_is_said(listed: Office, text: str, answer: str) -> None:
    assert (await listed.ask(listed.wang, listed.wang, text)).text == answer


async def test_names_are_registered_in_private_only(listed: Office) -> None:
    assert "私聊" in (await listed.ask(listed.wang, listed.group, "/iam 张三")).text
