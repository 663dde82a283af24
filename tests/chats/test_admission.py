"""Who is let in: strangers, members of listed groups, unknown groups, and the first administrator."""

import pytest

from bot.chat import admission
from bot.permissions import Role
from bot.sandbox import refusals
from bot.sandbox.world import Member, Status, User
from tests.chats.conftest import Office, Opening

QUESTION = "值班电话要几声之内接听？"
ANSWER = "3声之内接听"


@pytest.mark.parametrize("text", [QUESTION, f"/ask {QUESTION}", "/start", "/help", "/documents", "/whoami"])
async def test_a_stranger_learns_their_id_and_nothing_else(office: Office, text: str) -> None:
    reply = await office.ask(office.stranger, office.stranger, text)
    assert reply.marked("code") == (str(office.stranger.id),)
    assert "请将此编号发给管理员" in reply.text
    assert ANSWER not in reply.text
    assert not reply.buttons


async def test_a_stranger_who_goes_on_is_told_once_in_a_while(office: Office) -> None:
    for _ in range(3):
        office.server.say(office.stranger, office.stranger, QUESTION)
    await office.settled()
    assert len(office.texts(office.stranger)) == 1
    office.clock.pass_by(minutes=11)
    await office.server.next_message(office.stranger)
    await office.ask(office.stranger, office.stranger, QUESTION)


async def test_the_settings_admit_people(opened: Opening) -> None:
    # The stranger is the fourth person of the office.
    async with opened(access={"users": (1004,)}) as office:
        assert ANSWER in (await office.ask(office.stranger, office.stranger, QUESTION)).text
        assert ANSWER in (await office.ask(office.chief, office.chief, QUESTION)).text
        assert office.server.calls("getChatMember") == []


async def test_a_member_of_a_listed_group_is_admitted_and_remembered(office: Office) -> None:
    for minutes in (0, 9, 2):
        office.clock.pass_by(minutes=minutes)
        assert ANSWER in (await office.ask(office.wang, office.wang, QUESTION)).text
    assert len(office.server.calls("getChatMember")) == 2


@pytest.mark.parametrize("status", [Status.LEFT, Status.KICKED])
async def test_who_left_or_was_thrown_out_is_a_stranger(office: Office, status: Status) -> None:
    for group in (office.group, office.forum):
        group.members[office.wang.id] = Member(office.wang, status)
    assert "请将此编号发给管理员" in (await office.ask(office.wang, office.wang, QUESTION)).text


async def test_who_leaves_is_a_stranger_at_once_and_welcome_when_back(office: Office) -> None:
    assert ANSWER in (await office.ask(office.li, office.li, QUESTION)).text
    office.server.leave(office.li, office.group)
    office.server.leave(office.li, office.forum)
    await office.settled()
    assert "请将此编号发给管理员" in (await office.ask(office.li, office.li, QUESTION)).text
    office.server.join(office.li, office.forum, by=office.wang)
    await office.settled()
    assert ANSWER in (await office.ask(office.li, office.li, QUESTION)).text


async def test_a_group_that_threw_the_bot_out_admits_nobody(office: Office) -> None:
    for group in (office.group, office.forum):
        office.server.kick(office.server.bot, group, by=office.wang)
    assert "请将此编号发给管理员" in (await office.ask(office.wang, office.wang, QUESTION)).text


async def test_an_unknown_group_hears_nothing(office: Office) -> None:
    office.server.world.privacy = False
    for who, text in ((office.wang, QUESTION), (office.wang, f"@canmou_bot {QUESTION}"), (office.stranger, "/whoami")):
        office.server.say(who, office.elsewhere, text)
    await office.settled()
    assert office.texts(office.elsewhere) == []


@pytest.mark.parametrize(("who", "role"), [("chief", Role.ADMIN), ("wang", Role.STAFF)])
async def test_people_can_ask_who_they_are(office: Office, who: str, role: Role) -> None:
    person: User = getattr(office, who)
    reply = await office.ask(person, person, "/whoami")
    assert reply.marked("code") == (str(person.id),)
    assert f"您的身份：{role}" in reply.text
    in_group = await office.ask(office.wang, office.group, "/whoami")
    assert in_group.marked("code") == (str(office.wang.id), str(office.group.id))


def code_in(printed: str) -> str:
    return printed.rpartition("/claim ")[2].strip()


async def test_the_code_on_the_console_makes_the_first_administrator_once(
    opened: Opening, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(access={"admins": ()}) as office:
        code = code_in(capsys.readouterr().out)
        assert len(code) == 10
        assert code not in caplog.text
        assert (await office.ask(office.stranger, office.stranger, "/claim 23456789AB")).text == admission.WRONG
        reply = await office.ask(office.stranger, office.stranger, f"/claim {code.lower()}")
        assert reply.text == admission.WELCOME
        assert (await office.ask(office.li, office.li, f"/claim {code}")).text == admission.WRONG
        assert office.state.office.admins() == {office.stranger.id}
        assert ANSWER in (await office.ask(office.stranger, office.stranger, QUESTION)).text
        assert (f"chat {office.stranger.id}", "") in office.server.backend.commands


async def test_wrong_codes_can_be_tried_only_so_often(opened: Opening, capsys: pytest.CaptureFixture[str]) -> None:
    async with opened(access={"admins": ()}) as office:
        code = code_in(capsys.readouterr().out)
        for _ in range(5):
            await office.ask(office.stranger, office.stranger, "/claim 密码")
        office.server.say(office.stranger, office.stranger, f"/claim {code}")
        await office.settled()
        assert office.texts(office.stranger) == [admission.WRONG] * 5
        assert (await office.ask(office.li, office.li, f"/claim {code}")).text == admission.WELCOME


async def test_a_code_in_a_group_is_not_taken_and_goes(opened: Opening, capsys: pytest.CaptureFixture[str]) -> None:
    async with opened(access={"admins": ()}) as office:
        code = code_in(capsys.readouterr().out)
        office.server.promote(office.server.bot, office.group, by=office.wang, can_delete_messages=True)
        reply = await office.ask(office.wang, office.group, f"/claim@canmou_bot {code}")
        assert reply.text == admission.ONLY_PRIVATE
        assert code not in str(list(office.server.world.chats[office.group.id].messages.values()))
        assert office.state.office.admins() == frozenset()


async def test_with_an_administrator_there_is_no_code(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert "/claim" not in capsys.readouterr().out
    assert (await office.ask(office.stranger, office.stranger, "/claim ")).text == admission.WRONG


async def test_the_menus_are_set_for_everyone_groups_and_administrators(opened: Opening) -> None:
    async with opened() as office:
        menus = office.server.backend.commands
        assert set(menus) == {("all_private_chats", ""), ("all_group_chats", "")}
        assert all("\u4e00" <= command.description[0] <= "\u9fff" for menu in menus.values() for command in menu)
        names = [command.command for command in menus["all_group_chats", ""]]
        assert names[:3] == ["ask", "duty", "meeting"]
        assert names[-3:] == ["settings", "whoami", "help"]
        assert not {"start", "iam", "claim"} & {*names}


async def test_a_menu_that_cannot_be_set_does_not_stop_the_bot(office: Office) -> None:
    # The administrator's menu was refused: they never wrote to the bot.
    assert [call.description for call in office.server.calls("setMyCommands")] == [
        "",
        "",
        refusals.chat_not_found().description,
    ]
    assert ANSWER in (await office.ask(office.chief, office.chief, QUESTION)).text
