"""Those who are only in a group: found by who asked, a forwarded message, a name or a number, and given a role."""

import pytest

from bot.chat.members import appointing, finding
from bot.office.acts import Act
from bot.permissions import Role
from bot.sandbox.world import Message, User
from tests.chats.conftest import Office
from tests.chats.test_audit import brief
from tests.chats.test_members import press_made_up, pressed, put
from tests.chats.watch import greet, labels, newest, say

QUESTION = "/ask 值班电话要几声之内接听？"


async def sought(office: Office) -> Message:
    """Have the administrator asked who is meant."""
    listed = await pressed(office, office.chief, await say(office, office.chief, "/members"), "群成员")
    await office.press(office.chief, listed, "查找")
    await office.settled()
    asked = newest(office, office.chief)
    assert asked.text == finding.ASKED
    return asked


async def answered(office: Office, words: str) -> Message:
    """Name someone in words."""
    await sought(office)
    return await say(office, office.chief, words)


def role_of(office: Office, user: User) -> Role:
    """Return what someone is by the office's rows alone."""
    return office.state.office.role(user.id)


async def test_who_asked_in_a_group_is_offered_the_latest_first(office: Office) -> None:
    for user in (office.wang, office.li):
        await say(office, user, QUESTION, place=office.group)
    put(office, "张三", office.server.add_user("张"))
    listed = await pressed(office, office.chief, await say(office, office.chief, "/members"), "群成员")
    assert listed.text.splitlines()[2:] == [f"1. 李（编号 {office.li.id}）", f"2. 王（编号 {office.wang.id}）"]
    assert labels(listed) == ["1", "2", "查找", "返回"]


async def test_a_role_is_given_after_asking_back(office: Office) -> None:
    await greet(office, [office.wang])
    await say(office, office.wang, QUESTION, place=office.group)
    listed = await pressed(office, office.chief, await say(office, office.chief, "/members"), "群成员")
    card = await pressed(office, office.chief, listed, "1")
    assert card.text.splitlines() == [
        "名称：王（对方自己填写）",
        f"编号：{office.wang.id}",
        "身份：工作人员（群成员，没有登记姓名）",
    ]
    asked = await pressed(office, office.chief, card, "设为领导")
    assert asked.text == appointing.SURE.format(name="王", id=office.wang.id, role=Role.LEADER)
    assert role_of(office, office.wang) is Role.STRANGER
    kept = await pressed(office, office.chief, asked, "不设")
    assert kept.text == card.text
    done = await pressed(office, office.chief, await pressed(office, office.chief, kept, "设为领导"), "确定")
    assert "身份：领导" in done.text
    assert role_of(office, office.wang) is Role.LEADER
    await office.deliver()
    assert newest(office, office.wang).text.startswith("管理员已将您的身份设为：领导")
    assert brief(office) == [(Act.GIVE_ROLE, office.chief.id, office.chief.id, f"account:{office.wang.id} LEADER")]
    listed = await pressed(office, office.chief, await say(office, office.chief, "/members"), "群成员")
    assert listed.text == finding.NONE.replace("<b>", "").replace("</b>", "")


async def test_with_the_role_gone_they_are_again_only_in_the_group(office: Office) -> None:
    card = await answered(office, str(office.wang.id))
    done = await pressed(office, office.chief, await pressed(office, office.chief, card, "设为领导"), "确定")
    again = await pressed(office, office.chief, done, "取消授予的身份")
    assert again.text == card.text
    assert role_of(office, office.wang) is Role.STRANGER


@pytest.mark.parametrize("text", ["收到", "值班电话要几声之内接听？"])
async def test_a_forwarded_message_tells_who_is_meant(office: Office, text: str) -> None:
    said = office.server.say(office.li, office.group, text)
    await sought(office)
    office.server.forward(office.chief, office.chief, said)
    await office.settled()
    card = newest(office, office.chief)
    assert f"名称：李（对方自己填写）\n编号：{office.li.id}" in card.text


async def test_what_is_forwarded_otherwise_is_a_question_as_before(office: Office) -> None:
    said = office.server.say(office.li, office.group, "值班电话要几声之内接听？")
    office.server.forward(office.chief, office.chief, said)
    assert "3声" in (await office.server.next_message(office.chief)).text


@pytest.mark.parametrize("words", ["王", " 王 ", "王。"])
async def test_someone_is_found_by_what_they_call_themselves(office: Office, words: str) -> None:
    # Who owns the group is known without having asked anything.
    assert f"编号：{office.wang.id}" in (await answered(office, words)).text


async def test_someone_who_is_registered_is_found_too(office: Office) -> None:
    put(office, "李四", office.li)
    assert (await answered(office, "李四")).text.splitlines()[0] == "姓名：李四"


async def test_of_several_of_one_name_one_is_chosen(office: Office) -> None:
    put(office, "王", office.server.add_user("另一个王"))
    shown = await answered(office, "王")
    assert shown.text.splitlines()[0] == finding.SEVERAL.format(2)
    card = await pressed(office, office.chief, shown, "1")
    assert card.text.startswith("名称：王")


@pytest.mark.parametrize("words", ["没有这个人", "99999", "9" * 20, "路人", "我想问印章"])
async def test_who_is_in_no_served_group_is_not_found(office: Office, words: str) -> None:
    told = await answered(office, words)
    assert told.text == f"{finding.NOT_FOUND}\n{finding.ASKED}"
    assert (await say(office, office.chief, "取消")).text == finding.DROPPED


async def test_strangers_are_not_found_by_their_number(office: Office) -> None:
    assert (await answered(office, str(office.stranger.id))).text.startswith(finding.NOT_FOUND)


async def test_who_left_meanwhile_is_given_nothing(office: Office) -> None:
    asked = await pressed(office, office.chief, await answered(office, str(office.li.id)), "设为管理员")
    for place in (office.group, office.forum):
        office.server.leave(office.li, place)
    await office.settled()
    assert (await office.press(office.chief, asked, "确定")).text == appointing.GONE
    assert role_of(office, office.li) is Role.STRANGER


@pytest.mark.parametrize("data", ["1pn:{stranger}:4:1", "1pn:{wang}:9:1", "1pn:{wang}:0:1", "1pn:1087968824:4:1"])
async def test_made_up_presses_appoint_nobody(office: Office, data: str) -> None:
    shown = await say(office, office.chief, "/members")
    numbers = {"wang": office.wang.id, "stranger": office.stranger.id}
    assert await press_made_up(office, office.chief, shown, data.format(**numbers)) == appointing.GONE
    assert {role_of(office, user) for user in (office.wang, office.stranger)} == {Role.STRANGER}


async def test_who_may_not_finds_and_appoints_nobody(office: Office) -> None:
    shown = await say(office, office.wang, "/whoami")
    for data in (f"1pn:{office.wang.id}:4:1", "1pg", "1ps"):
        assert "没有“审批登记和授予身份”的权限" in await press_made_up(office, office.wang, shown, data)
    assert role_of(office, office.wang) is Role.STRANGER


async def test_who_lost_the_right_meanwhile_is_answered_nothing(office: Office) -> None:
    await greet(office, [office.li])
    put(office, "李四", office.li)
    card = await answered(office, "李四")
    await pressed(office, office.chief, card, "设为管理员")
    await office.deliver()
    listed = await pressed(office, office.li, await say(office, office.li, "/members"), "群成员")
    await office.press(office.li, listed, "查找")
    await office.settled()
    await pressed(office, office.chief, card, "设为工作人员")
    await office.deliver()
    before = len(office.server.sent(office.li))
    office.server.say(office.li, office.li, "王")
    await office.settled()
    assert len(office.server.sent(office.li)) == before
