"""Coming in: by an invitation's link, which is good once and for a day, or by an administrator's word on a request."""

import re
from dataclasses import replace

import pytest

from bot.chat import admission, gate
from bot.chat.commands import COMMANDS
from bot.chat.members import applying
from bot.office.acts import Act
from bot.permissions import Act as Right
from bot.permissions import Role, may, refusal
from bot.sandbox.world import Message, User
from tests.chats.conftest import Office, Opening
from tests.chats.test_audit import brief
from tests.chats.watch import greet, labels, newest, say

QUESTION = "值班电话要几声之内接听？"
ANSWER = "3声之内接听"
LINK = re.compile(r"https://t\.me/canmou_bot\?start=([A-Za-z0-9_-]{1,64})\n")


async def invitation(office: Office, label: str = "工作人员") -> str:
    """Have the administrator make a link; return its code."""
    message = await office.ask(office.chief, office.chief, "/invite")
    assert labels(message) == ["工作人员", "领导", "主任", "管理员"]
    await office.press(office.chief, message, label)
    shown = await office.server.next_edit(office.chief)
    found = LINK.search(shown.text)
    assert found
    assert f"（{label}）" in shown.text
    return found[1]


async def follow(office: Office, user: User, code: str) -> str:
    return (await say(office, user, f"/start {code}")).text


def menu(office: Office, user: User) -> set[str]:
    return {each.command for each in office.server.backend.commands[f"chat {user.id}", ""]}


@pytest.mark.parametrize("label", ["工作人员", "领导", "主任", "管理员"])
async def test_who_follows_a_link_has_its_role_and_the_administrator_hears_of_it(office: Office, label: str) -> None:
    code = await invitation(office, label)
    welcome = await follow(office, office.stranger, code)
    assert welcome.startswith(admission.JOINED.format(role=label))
    assert office.state.office.role(office.stranger.id) is Role(label)
    await office.deliver()
    assert newest(office, office.chief).text == admission.USED.format(
        name="路人", id=office.stranger.id, role=label
    )
    assert ANSWER in (await say(office, office.stranger, QUESTION)).text
    assert ("members" in menu(office, office.stranger)) is (label == "管理员")
    assert "duty" in menu(office, office.stranger)
    subject = f"invitation:1 {Role(label).name}"
    assert brief(office) == [
        (Act.INVITE, office.chief.id, office.chief.id, subject),
        (Act.JOIN, office.stranger.id, office.stranger.id, subject),
    ]


async def test_a_link_is_good_once(office: Office) -> None:
    code = await invitation(office)
    await follow(office, office.stranger, code)
    late = office.server.add_user("来晚的人")
    assert "已经用过" in await follow(office, late, code)
    assert office.state.office.role(late.id) is Role.STRANGER
    assert "已经用过" in await follow(office, office.stranger, code)


@pytest.mark.parametrize(("hours", "is_good"), [(23.9, True), (24, False), (48, False)])
async def test_a_link_is_good_for_a_day(office: Office, hours: float, is_good: bool) -> None:
    code = await invitation(office)
    office.clock.pass_by(hours=hours)
    said = await follow(office, office.stranger, code)
    assert ("已经失效" not in said) is is_good
    assert (office.state.office.role(office.stranger.id) is Role.STAFF) is is_good


@pytest.mark.parametrize("change", ["0-{}", "1-{}x", "1-", "-", "{}", "９-{}", "1-{}-", "99999999999-{}", "<b>"])
async def test_a_wrong_code_lets_nobody_in(office: Office, change: str) -> None:
    secret = (await invitation(office)).partition("-")[2]
    said = await follow(office, office.stranger, change.format(secret))
    assert said == "邀请链接不对，请联系管理员重新邀请。"
    assert office.state.office.role(office.stranger.id) is Role.STRANGER


async def test_codes_can_be_tried_only_so_often(office: Office) -> None:
    code = await invitation(office)
    for number in range(5):
        await follow(office, office.stranger, f"1-{number}")
    office.server.say(office.stranger, office.stranger, f"/start {code}")
    await office.settled()
    assert office.state.office.role(office.stranger.id) is Role.STRANGER


async def test_a_link_of_someone_who_may_invite_no_more_is_dead(office: Office) -> None:
    await follow(office, office.li, await invitation(office, "管理员"))
    message = await say(office, office.li, "/invite")
    await office.press(office.li, message, "领导")
    shown = LINK.search((await office.server.next_edit(office.li)).text)
    assert shown
    with office.canmou.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM roles")
    assert "已经失效" in await follow(office, office.stranger, shown[1])


async def test_a_link_never_lowers_anybody_and_is_not_used_up_by_them(office: Office) -> None:
    code = await invitation(office)
    assert await follow(office, office.chief, code) == "您已经是管理员，不需要使用这个链接。"
    assert (await follow(office, office.stranger, code)).startswith(admission.JOINED.format(role="工作人员"))


async def test_a_link_is_not_followed_in_a_group(office: Office) -> None:
    code = await invitation(office, "领导")
    office.server.say(office.wang, office.group, f"/start@canmou_bot {code}")
    await office.settled()
    assert office.state.office.role(office.wang.id) is Role.STRANGER
    assert code not in str(office.texts(office.group))


async def test_nothing_of_a_code_is_kept_or_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    secret = (await invitation(office)).partition("-")[2]
    with office.canmou.engine.begin() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM invitations").all()
    assert len(kept) == 1
    assert secret not in str(kept) + caplog.text


@pytest.mark.parametrize("place", ["wang", "group"])
async def test_others_hear_who_may_invite(office: Office, place: str) -> None:
    said = await office.ask(office.wang, getattr(office, place), "/invite")
    assert (said.text, said.buttons) == (refusal(Right.INVITE), ())


async def test_an_administrator_is_led_from_a_group_into_private(office: Office) -> None:
    office.server.join(office.chief, office.group, by=office.wang)
    for command in ("invite", "members", "groups", "privacy"):
        said = await office.ask(office.chief, office.group, f"/{command}")
        assert said.text == "请在与我的私聊中办理。"


PRIVILEGED = [command.name for command in COMMANDS if not may(Role.STAFF, command.act)]


@pytest.mark.parametrize("command", PRIVILEGED)
async def test_an_anonymous_administrator_gets_no_privileged_act(office: Office, command: str) -> None:
    # Whoever it is runs the group, and may be an administrator of the bot too.
    office.server.join(office.chief, office.forum, by=office.wang)
    office.server.promote(office.chief, office.forum, by=office.wang)
    said = await office.ask(office.chief, office.forum, f"/{command}", anonymous=True)
    assert (said.text, said.buttons) == (gate.ANONYMOUS, ())


async def applied(office: Office) -> Message:
    """Let a stranger write; return the question to the administrator."""
    await greet(office, [office.chief])
    said = await say(office, office.stranger, "请让我看看机密的东西")
    assert said.text.endswith(f"请将此编号发给管理员。{'已请管理员确认，同意后会告诉您。'}")
    await office.deliver()
    return newest(office, office.chief)


async def test_administrators_are_asked_once_without_the_strangers_words(office: Office) -> None:
    question = await applied(office)
    assert question.text == applying.QUESTION.format(name="路人", id=office.stranger.id)
    assert labels(question) == ["同意为工作人员", "同意为领导", "拒绝"]
    for _ in range(3):
        office.clock.pass_by(minutes=11)
        await say(office, office.stranger, QUESTION)
    await office.deliver()
    assert newest(office, office.chief).message_id == question.message_id
    assert not any("机密的东西" in text for text in office.texts(office.chief))


@pytest.mark.parametrize(("label", "role"), [("同意为工作人员", Role.STAFF), ("同意为领导", Role.LEADER)])
async def test_a_stranger_is_let_in_by_a_button(office: Office, label: str, role: Role) -> None:
    question = await applied(office)
    await office.press(office.chief, question, label)
    assert (await office.server.next_edit(office.chief)).text == (
        f"已{label}：“路人”（编号 {office.stranger.id}）。"
    )
    await office.deliver()
    assert newest(office, office.stranger).text == applying.ADMITTED.format(role=role)
    assert office.state.office.role(office.stranger.id) is role
    assert "duty" in menu(office, office.stranger)
    assert ANSWER in (await say(office, office.stranger, QUESTION)).text
    assert brief(office) == [
        (Act.ADMIT_PERSON, office.chief.id, office.chief.id, f"account:{office.stranger.id} {role.name}")
    ]


async def test_a_refused_stranger_hears_so_and_administrators_are_not_asked_again(office: Office) -> None:
    question = await applied(office)
    await office.press(office.chief, question, "拒绝")
    await office.server.next_edit(office.chief)
    assert newest(office, office.stranger).text == applying.REFUSED
    assert (await office.press(office.chief, question, "同意为领导")).text == applying.GONE
    office.clock.pass_by(minutes=11)
    assert "已请管理员" not in (await say(office, office.stranger, QUESTION)).text
    await office.deliver()
    assert newest(office, office.chief).message_id == question.message_id
    assert [act for act, *_ in brief(office)] == [Act.DECLINE_PERSON]
    assert office.state.office.role(office.stranger.id) is Role.STRANGER


async def test_of_two_administrators_one_decides(office: Office) -> None:
    await follow(office, office.li, await invitation(office, "管理员"))
    await applied(office)
    copies = [newest(office, user) for user in (office.chief, office.li)]
    await office.press(office.li, copies[1], "同意为工作人员")
    assert (await office.press(office.chief, copies[0], "拒绝")).text == applying.GONE
    assert office.state.office.role(office.stranger.id) is Role.STAFF


async def test_nobody_lets_themselves_in(office: Office) -> None:
    question = await applied(office)
    forwarded = newest(office, office.stranger)
    pressed = office.server.press(
        office.stranger, _with_buttons(forwarded, question), "同意为领导"
    )
    assert (await office.server.answer_to(pressed)).text == "您没有登记，不能查看。"
    pressed = office.server.press(
        office.wang, _with_buttons(await say(office, office.wang, "/whoami"), question), "同意为领导"
    )
    assert (await office.server.answer_to(pressed)).text == refusal(Right.ADMIT)
    assert office.state.office.role(office.stranger.id) is Role.STRANGER


def _with_buttons(message: Message, other: Message) -> Message:
    return replace(message, keyboard=other.keyboard)


async def test_many_strangers_do_not_flood_the_administrators(office: Office) -> None:
    await greet(office, [office.chief])
    for number in range(15):
        crowd = office.server.add_user(f"生人{number}")
        await say(office, crowd, QUESTION)
    await office.deliver()
    asked = [text for text in office.texts(office.chief) if "申请使用" in text]
    assert len(asked) == 10


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>张三</b>", "<b>张三</b>"),
        ("管理员\n同意\u202e全部\u200b", "管理员 同意 全部"),
        ("很" * 60, "很" * 30 + "……"),
    ],
)
async def test_what_a_stranger_calls_themselves_is_shown_as_plain_words(
    office: Office, name: str, shown: str
) -> None:
    await greet(office, [office.chief])
    someone = office.server.add_user(name)
    await say(office, someone, QUESTION)
    await office.deliver()
    question = newest(office, office.chief)
    assert question.text == applying.QUESTION.format(name=shown, id=someone.id)
    assert not question.entities


async def test_without_administrators_nobody_is_asked(opened: Opening) -> None:
    async with opened(access={"admins": ()}) as office:
        assert "已请管理员" not in (await say(office, office.stranger, QUESTION)).text


async def test_whoami_tells_name_role_and_rights(office: Office) -> None:
    said = (await say(office, office.wang, "/whoami")).text
    assert "您的身份：工作人员" in said
    assert "没有登记姓名" in said
    assert Right.ASK in said
    assert Right.INVITE not in said
    assert Right.INVITE in (await say(office, office.chief, "/whoami")).text
    helped = (await say(office, office.chief, "/help")).text
    assert "/members" in helped
    assert "/members" not in (await say(office, office.wang, "/help")).text
