"""Groups that the settings do not list: silence, the administrators' word, a greeting, and what follows from it."""

from datetime import time

import pytest

from bot.chat.members import groups
from bot.office.acts import Act
from bot.permissions import Act as Right
from bot.permissions import refusal
from bot.sandbox.world import Chat, Message, User
from bot.storage.groups import change_settings
from tests.chats.conftest import Office, Opening
from tests.chats.test_audit import brief
from tests.chats.watch import greet, labels, newest, say, staff

QUESTION = "值班电话要几声之内接听？"
ANSWER = "3声之内接听"


async def added(office: Office, by: User, title: str = "新来的群") -> tuple[Chat, Message]:
    """Have the bot brought into a group; return that and the question to the administrator."""
    await greet(office, [office.chief])
    group = office.server.add_group(title, [by, office.wang], with_bot=False)
    office.server.join(office.server.bot, group, by=by)
    await office.settled()
    await office.deliver()
    return group, newest(office, office.chief)


async def approved(office: Office, by: User) -> Chat:
    group, question = await added(office, by)
    await office.press(office.chief, question, "同意启用")
    await office.server.next_edit(office.chief)
    await office.deliver()
    return group


async def test_a_group_is_silent_until_an_administrator_agrees(office: Office) -> None:
    group, question = await added(office, office.stranger)
    assert question.text == groups.QUESTION.format(
        who=f"编号 {office.stranger.id} 的用户", title="新来的群", id=group.id
    )
    assert labels(question) == ["同意启用", "不启用"]
    for text in (f"@canmou_bot {QUESTION}", "/help@canmou_bot", "/whoami@canmou_bot", "/claim@canmou_bot X"):
        office.server.say(office.wang, group, text)
    await office.settled()
    assert office.texts(group) == []


async def test_an_approved_group_is_greeted_and_served(office: Office) -> None:
    group = await approved(office, office.stranger)
    (greeting,) = office.texts(group)
    assert all(word in greeting for word in ("/settings", "/iam", "@canmou_bot"))
    assert ANSWER in (await say(office, office.stranger, f"@canmou_bot {QUESTION}", place=group)).text
    # Whoever is in it is of the staff in private too.
    assert ANSWER in (await say(office, office.stranger, QUESTION)).text
    assert brief(office) == [(Act.SERVE_GROUP, office.chief.id, office.chief.id, str(group.id))]


async def test_briefings_and_duty_go_to_an_approved_group(office: Office) -> None:
    await staff(office)
    group = await approved(office, office.stranger)
    with office.canmou.engine.begin() as connection:
        change_settings(connection, group.id, briefing_at=time(9, 30))
    await office.pass_by(hours=9, minutes=5)
    assert any("值班提醒" in text for text in office.texts(group))
    await office.pass_by(hours=24)
    assert any("【每日一条】" in text for text in office.texts(group))


@pytest.mark.parametrize("who", ["chief", "wang"])
async def test_whoever_adds_the_bot_the_question_is_asked(office: Office, who: str) -> None:
    by: User = getattr(office, who)
    group, question = await added(office, by)
    assert "新来的群" in question.text
    assert office.texts(group) == []


async def test_a_refused_group_stays_silent_and_is_not_left(office: Office) -> None:
    group, question = await added(office, office.stranger)
    await office.press(office.chief, question, "不启用")
    await office.server.next_edit(office.chief)
    office.server.say(office.wang, group, f"@canmou_bot {QUESTION}")
    await office.settled()
    await office.deliver()
    assert office.texts(group) == []
    assert office.server.calls("leaveChat") == []
    assert newest(office, office.chief).message_id == question.message_id
    assert (await office.press(office.chief, question, "同意启用")).text == groups.GONE
    assert [act for act, *_ in brief(office)] == [Act.DECLINE_GROUP]


async def test_a_group_that_was_there_before_is_asked_about_when_it_calls(office: Office) -> None:
    await greet(office, [office.chief])
    for _ in range(3):
        office.server.say(office.wang, office.elsewhere, f"@canmou_bot {QUESTION}")
        await office.settled()
        office.clock.pass_by(minutes=11)
    await office.deliver()
    asked = [text for text in office.texts(office.chief) if "别的群" in text]
    assert len(asked) == 1
    assert office.texts(office.elsewhere) == []


async def test_a_group_is_asked_about_anew_after_a_week(office: Office) -> None:
    group, question = await added(office, office.stranger)
    for days, count in ((1, 1), (7, 2)):
        office.server.kick(office.server.bot, group, by=office.wang)
        office.clock.pass_by(days=days)
        office.server.join(office.server.bot, group, by=office.wang)
        await office.settled()
        await office.deliver()
        assert len([text for text in office.texts(office.chief) if "新来的群" in text]) == count
    assert newest(office, office.chief).message_id != question.message_id


async def test_a_group_that_throws_the_bot_out_loses_nothing(office: Office) -> None:
    group = await approved(office, office.stranger)
    office.server.kick(office.server.bot, group, by=office.wang)
    await office.settled()
    await office.pass_by(days=2)
    assert len(office.texts(group)) == 1
    office.server.join(office.server.bot, group, by=office.wang)
    office.server.say(office.wang, group, f"@canmou_bot {QUESTION}")
    await office.settled()
    await office.deliver()
    assert any(ANSWER in text for text in office.texts(group))
    assert len([text for text in office.texts(office.chief) if "新来的群" in text]) == 1


async def test_a_title_is_shown_as_plain_words(office: Office) -> None:
    _, question = await added(office, office.stranger, "<i>综合</i>\n科" + "长" * 40)
    assert "群“<i>综合</i> 科" in question.text
    assert "……”" in question.text
    assert not question.entities


async def test_groups_are_listed_approved_and_withdrawn(office: Office) -> None:
    await added(office, office.stranger)
    shown = await say(office, office.chief, "/groups")
    assert "1. 新来的群" in shown.text
    assert "待审批" in shown.text
    assert groups.LISTED.format(count=2) in shown.text
    for label, stand in (("启用 1", "已启用"), ("停用 1", "未启用"), ("启用 1", "已启用")):
        await office.press(office.chief, shown, label)
        shown = await office.server.next_edit(office.chief)
        assert stand in shown.text
    assert [act for act, *_ in brief(office)] == [Act.SERVE_GROUP, Act.DECLINE_GROUP, Act.SERVE_GROUP]


async def test_a_withdrawn_group_is_silent_at_once(office: Office) -> None:
    group = await approved(office, office.stranger)
    shown = await say(office, office.chief, "/groups")
    await office.press(office.chief, shown, "停用 1")
    await office.server.next_edit(office.chief)
    before = office.texts(group)
    office.server.say(office.wang, group, f"@canmou_bot {QUESTION}")
    await office.settled()
    await office.pass_by(days=3)
    assert office.texts(group) == before
    assert "请将此编号发给管理员" in (await say(office, office.stranger, QUESTION)).text


async def test_of_two_presses_one_counts(office: Office) -> None:
    group, question = await added(office, office.stranger)
    presses = [office.server.press(office.chief, question, label) for label in ("同意启用", "同意启用")]
    answers = [await office.server.answer_to(press) for press in presses]
    await office.deliver()
    assert sorted(answer.text for answer in answers) == ["", groups.GONE]
    assert len(office.texts(group)) == 1


@pytest.mark.parametrize("command", ["/groups", "/members"])
async def test_others_hear_who_may(office: Office, command: str) -> None:
    right = Right.SERVE_GROUPS if command == "/groups" else Right.ADMIT
    assert (await say(office, office.wang, command)).text == refusal(right)


async def test_a_group_keeps_its_approval_when_it_moves(office: Office) -> None:
    group = await approved(office, office.stranger)
    moved = office.server.migrate(group)
    await office.settled()
    assert ANSWER in (await say(office, office.wang, f"@canmou_bot {QUESTION}", place=moved)).text
    assert str(moved.id) in (await say(office, office.chief, "/groups")).text


async def test_without_administrators_a_group_waits_in_the_list(opened: Opening) -> None:
    async with opened(access={"admins": ()}) as office:
        office.server.say(office.wang, office.elsewhere, f"@canmou_bot {QUESTION}")
        await office.settled()
        assert office.texts(office.elsewhere) == []
