"""/members: who is what, a role given and taken away by button, someone forgotten, the last administrator kept."""

from dataclasses import replace

import pytest

from bot.chat.members import cards, listing
from bot.config.sections import Duty
from bot.office.acts import Act
from bot.permissions import Role
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, User
from bot.storage import people, roles
from bot.storage.roles import Grant
from tests.chats.conftest import Office, Opening
from tests.chats.test_audit import brief
from tests.chats.test_invitations import menu
from tests.chats.watch import greet, labels, newest, say


def put(office: Office, name: str, user: User) -> None:
    with office.canmou.engine.begin() as connection:
        people.put(connection, name, phone="13800000009", user_id=user.id)


def give(office: Office, user: User, role: Role) -> None:
    with office.canmou.engine.begin() as connection:
        roles.give(connection, Grant(user.id, role, office.clock.now()))


async def opened_member(office: Office, by: User, number: int) -> Message:
    shown = await say(office, by, "/members")
    await office.press(by, shown, str(number))
    return await office.server.next_edit(by)


async def pressed(office: Office, by: User, message: Message, label: str) -> Message:
    await office.press(by, message, label)
    shown = await office.server.next_edit(by)
    await office.settled()
    return shown


async def test_people_are_listed_by_role(office: Office) -> None:
    put(office, "张三", office.wang)
    give(office, office.li, Role.LEADER)
    lines = (await say(office, office.chief, "/members")).text.splitlines()
    assert lines[2:] == [
        f"1. 编号 {office.chief.id}：管理员",
        f"2. 编号 {office.li.id}：领导",
        "3. 张三：工作人员",
    ]


async def test_a_long_list_is_shown_by_pages(office: Office) -> None:
    for number in range(25):
        put(office, f"职员{number:02}", office.server.add_user(f"u{number}"))
    shown = await say(office, office.chief, "/members")
    assert "（共26人）" in shown.text
    second = await pressed(office, office.chief, shown, "下一页（2/3）")
    assert second.text.splitlines()[2].startswith("11. ")
    assert labels(second)[-3:] == ["上一页", "下一页（3/3）", "群成员"]


async def test_a_role_is_given_and_taken_away(office: Office) -> None:
    await greet(office, [office.wang])
    put(office, "张三", office.wang)
    shown = await opened_member(office, office.chief, 2)
    assert shown.text.splitlines() == ["姓名：张三", f"编号：{office.wang.id}", "身份：工作人员"]
    shown = await pressed(office, office.chief, shown, "设为管理员")
    assert "身份：管理员" in shown.text
    assert "members" in menu(office, office.wang)
    await office.deliver()
    assert newest(office, office.wang).text.startswith("管理员已将您的身份设为：管理员")
    assert "1. " in (await say(office, office.wang, "/members")).text
    shown = await pressed(office, office.chief, shown, "取消授予的身份")
    assert "身份：工作人员" in shown.text
    assert "members" not in menu(office, office.wang)
    await office.deliver()
    assert newest(office, office.wang).text == "管理员已取消授予您的身份：管理员。"
    assert "权限" in (await say(office, office.wang, "/members")).text
    account = f"account:{office.wang.id}"
    assert [(act, subject) for act, _, _, subject in brief(office)] == [
        (Act.GIVE_ROLE, f"{account} ADMIN"),
        (Act.TAKE_ROLE, account),
    ]


async def test_administrators_of_the_settings_stay(office: Office) -> None:
    give(office, office.li, Role.ADMIN)
    shown = await opened_member(office, office.li, 1)
    assert cards.IN_SETTINGS in shown.text
    assert labels(shown) == ["返回"]
    made_up = await opened_member(office, office.li, 2)
    keyboard = f"1pr:{office.chief.id}:0:0"
    answer = await press_made_up(office, office.li, made_up, keyboard)
    assert answer == "这位管理员登记在设置文件里，不能在这里更改。"
    assert office.state.office.role(office.chief.id) is Role.ADMIN


async def press_made_up(office: Office, user: User, message: Message, data: str) -> str:
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    return (await office.press(user, replace(message, keyboard=keyboard), "x")).text


@pytest.mark.parametrize("label", ["取消授予的身份", "设为工作人员"])
async def test_the_last_administrator_stays_one(opened: Opening, label: str) -> None:
    async with opened(access={"admins": ()}) as office:
        give(office, office.li, Role.ADMIN)
        shown = await opened_member(office, office.li, 1)
        assert (await office.press(office.li, shown, label)).text == "至少要保留一位管理员。"
        assert office.state.office.admins() == {office.li.id}


async def test_of_two_administrators_one_may_go(opened: Opening) -> None:
    async with opened(access={"admins": ()}) as office:
        give(office, office.li, Role.ADMIN)
        give(office, office.wang, Role.ADMIN)
        shown = await opened_member(office, office.li, 2)
        await pressed(office, office.li, shown, "取消授予的身份")
        assert office.state.office.admins() in ({office.li.id}, {office.wang.id})


@pytest.mark.parametrize("data", ["1pr:{}:9:0", "1pr:{}:-1:0", "1pr:99999:4:0", "1po:{}:-7", "1pt:999"])
async def test_made_up_numbers_change_nothing(office: Office, data: str) -> None:
    put(office, "张三", office.wang)
    shown = await say(office, office.chief, "/members")
    await press_made_up(office, office.chief, shown, data.format(office.wang.id))
    await office.settled()
    assert office.state.office.role(office.wang.id) is Role.STAFF
    assert office.state.office.role(99999) is Role.STRANGER


async def test_whoever_lost_their_role_cannot_press_on(office: Office) -> None:
    give(office, office.li, Role.ADMIN)
    put(office, "张三", office.wang)
    shown = await opened_member(office, office.li, 3)
    with office.canmou.engine.begin() as connection:
        roles.take_away(connection, office.li.id)
    assert "权限" in (await office.press(office.li, shown, "设为领导")).text
    assert office.state.office.role(office.wang.id) is Role.STAFF


async def test_someone_is_forgotten_after_asking_back(office: Office) -> None:
    put(office, "张三", office.wang)
    shown = await pressed(office, office.chief, await opened_member(office, office.chief, 2), "清除个人资料")
    assert shown.text == listing.SURE.format(name="张三")
    kept = await pressed(office, office.chief, shown, "不清除")
    assert "姓名：张三" in kept.text
    shown = await pressed(office, office.chief, kept, "清除个人资料")
    assert (await pressed(office, office.chief, shown, "确定清除")).text == listing.FORGOTTEN
    assert office.state.office.people() == ()
    assert [(act, subject) for act, _, _, subject in brief(office)] == [(Act.FORGET, "person:1")]


async def test_the_director_is_known_by_name(opened: Opening) -> None:
    async with opened(duty=Duty(director="钱书记")) as office:
        put(office, "钱书记", office.li)
        assert "您的身份：主任" in (await say(office, office.li, "/whoami")).text
        assert "权限" in (await say(office, office.li, "/members")).text


async def test_a_leader_may_export_the_roster_but_not_import(office: Office) -> None:
    give(office, office.wang, Role.LEADER)
    assert "导出表格" in labels(await say(office, office.wang, "/duty"))
    assert "导出表格" not in labels(await say(office, office.li, "/duty"))
