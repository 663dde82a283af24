"""收到 and 请假 in whole conversations: who has answered, who is named, what the organizer hears, what comes after."""

import asyncio
from dataclasses import replace

import pytest

from bot.chat.meetings import answering, attending, rights
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, User
from bot.storage import people
from bot.storage.receipts import Answer, given
from tests.chats.conftest import Office
from tests.chats.meetings import heads, labels, made, sittings, staff

CARD = """会议通知
名称：党委会
时间：2026年3月3日（周二）15:00
地点：301
参加：王科长、李四、张三
备注：着正装
组织人：王科长
请点“收到”确认；不能参加的，请点“请假”。"""


@pytest.fixture
async def staffed(office: Office) -> Office:
    await staff(office)
    return office


async def ask_leave(office: Office, user: User, card: Message, reason: str = "出差") -> Message:
    """Ask for leave under a card; return the message as it stands then."""
    await office.press(user, card, "请假")
    asked = await office.server.next_message(office.group)
    assert asked.text.endswith(answering.WHY)
    office.server.say(user, office.group, reason, reply_to=asked)
    assert (await office.server.next_message(office.group)).text == answering.ASKED
    return await office.server.next_edit(office.group)


async def test_who_has_pressed_stands_in_the_message(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    assert card.text == CARD
    assert (await staffed.press(staffed.li, card, "收到")).text == answering.RECEIVED
    edited = await staffed.server.next_edit(staffed.group)
    assert edited.text == f"{CARD}\n—— 回复情况 ——\n收到（1）：李四"
    assert labels(edited) == ["收到", "请假"]
    assert edited.marked("bold") == card.marked("bold")


async def test_who_is_not_registered_stands_there_under_the_name_in_telegram(staffed: Office) -> None:
    new = staffed.server.add_user("小<孙>")
    staffed.server.join(new, staffed.group)
    card = await made(staffed, staffed.wang)
    await staffed.press(new, card, "收到")
    assert "收到（1）：小<孙>" in (await staffed.server.next_edit(staffed.group)).text


async def test_presses_at_once_are_all_shown(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    crowd = [staffed.server.add_user(f"同事{number}") for number in range(8)]
    for each in crowd:
        staffed.server.join(each, staffed.group)
    await asyncio.gather(*(staffed.press(each, card, "收到") for each in crowd))
    await staffed.settled()
    shown = staffed.server.world.find_message(card.chat_id, card.message_id)
    assert shown
    assert "收到（8）" in shown.text


async def test_a_leave_goes_to_the_organizer_and_the_person_hears_the_outcome(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    assert (await ask_leave(staffed, staffed.li, card)).text == f"{CARD}\n—— 回复情况 ——\n请假（1）：李四（待批）"
    await staffed.deliver()
    request = await staffed.server.next_message(staffed.wang)
    assert request.text == "李四请假，是否同意？\n党委会　3月3日（周二）15:00\n事由：出差"
    assert (await staffed.press(staffed.wang, request, "同意")).text == "已同意，已告知本人。"
    assert (await staffed.server.next_edit(staffed.wang)).text == "李四请假（党委会；事由：出差）：已同意。"
    await staffed.deliver()
    told = await staffed.server.next_message(staffed.group)
    assert told.text == "李四：“党委会”您的请假已获同意。"
    assert (await staffed.press(staffed.wang, request, "不同意")).text == answering.DECIDED_ALREADY


async def test_who_gets_no_leave_counts_as_not_answered(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await ask_leave(staffed, staffed.li, card)
    await staffed.deliver()
    await staffed.press(staffed.wang, await staffed.server.next_message(staffed.wang), "不同意")
    await staffed.deliver()
    assert "未获同意" in (await staffed.server.next_message(staffed.group)).text
    await staffed.pass_by(hours=6)
    assert staffed.texts(staffed.group)[-1].startswith("李四、张三：请确认能否参加会议。")


async def test_only_the_organizer_and_administrators_decide(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await ask_leave(staffed, staffed.li, card)
    await staffed.deliver()
    request = await staffed.server.next_message(staffed.wang)
    (sitting,) = sittings(staffed)
    data = f"1md:{sitting.id}:{staffed.li.id}:1"
    assert data in [each.data for each in request.buttons]
    own = await staffed.ask(staffed.li, staffed.li, "/meetings")
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    assert (await staffed.press(staffed.li, replace(own, keyboard=keyboard), "x")).text == rights.NOT_YOURS
    with staffed.canmou.engine.begin() as connection:
        assert given(connection, "meeting", sitting.id)[staffed.li.id].answer is Answer.LEAVE


async def test_the_last_answer_counts(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await ask_leave(staffed, staffed.li, card)
    await staffed.deliver()
    request = await staffed.server.next_message(staffed.wang)
    await staffed.press(staffed.li, card, "收到")
    assert "收到（1）：李四" in (await staffed.server.next_edit(staffed.group)).text
    assert (await staffed.press(staffed.wang, request, "同意")).text == answering.DECIDED_ALREADY


async def test_three_answers_a_chase_by_name_and_the_list(staffed: Office) -> None:
    sun = staffed.server.add_user("孙七")
    staffed.server.join(sun, staffed.group)
    with staffed.canmou.engine.begin() as connection:
        people.put(connection, "孙七", user_id=sun.id)
        people.put(connection, "周八")
    sentence = "明天下午三点在301开党委会，参加：赵主任、李四、孙七、周八、纪检组"
    card = await made(staffed, staffed.wang, sentence)
    await staffed.press(staffed.li, card, "收到")
    await ask_leave(staffed, sun, card, "住院")
    await staffed.deliver()
    request = await staffed.server.next_message(staffed.wang)
    await staffed.press(staffed.wang, request, "同意")
    await staffed.deliver()
    await staffed.pass_by(hours=6)
    assert heads(staffed, staffed.group)[-2:] == ["⏰ 会议提醒：还有1天开会", "赵主任、周八：请确认能否参加会议。"]
    assert staffed.texts(staffed.wang)[-1] == (
        "参会情况\n党委会　3月3日（周二）15:00\n已回复（1）：李四\n请假（1）：孙七（事由：住院；已同意）\n"
        "未回复（2）：赵主任、周八\n未对应到已登记人员：纪检组"
    )
    await staffed.pass_by(hours=22)
    assert heads(staffed, staffed.group)[-1] == "赵主任、周八：请确认能否参加会议。"
    await staffed.pass_by(hours=1, minutes=30)
    assert heads(staffed, staffed.group)[-1] == "⏰ 会议提醒：还有30分钟开会"
    await staffed.pass_by(minutes=20)
    assert heads(staffed, staffed.wang)[-1] == "参会情况"


async def test_nobody_is_chased_when_all_have_answered(staffed: Office) -> None:
    card = await made(staffed, staffed.wang, "明天下午三点在301开党委会，参加：李四")
    await staffed.press(staffed.li, card, "收到")
    await staffed.pass_by(hours=6)
    assert heads(staffed, staffed.group)[-1] == "⏰ 会议提醒：还有1天开会"


async def test_a_late_lead_is_marked(staffed: Office) -> None:
    await made(staffed, staffed.wang, "明天下午三点在301开党委会")
    await staffed.pass_by(hours=29, minutes=40)
    assert staffed.texts(staffed.group)[-1].startswith("（补发，原定3月2日 15:00、14:30）\n⏰ 会议提醒：还有20分钟开会")


async def test_no_lead_and_no_chase_comes_after_the_beginning(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    await staffed.pass_by(hours=30)
    assert heads(staffed, staffed.group) == ["新建会议（待确认）", "会议通知"] or heads(staffed, staffed.group)[1:] == [
        "会议通知"
    ]


async def test_attendance_is_marked_and_the_minutes_begin(staffed: Office) -> None:
    card = await made(staffed, staffed.wang, "明天下午三点到四点半在301开党委会，参加：王科长、李四、赵主任")
    await ask_leave(staffed, staffed.li, card)
    await staffed.deliver()
    await staffed.press(staffed.wang, await staffed.server.next_message(staffed.wang), "同意")
    staffed.clock.pass_by(hours=31, minutes=30)
    await staffed.deliver()
    after = next(each for each in staffed.server.sent(staffed.wang) if "会议结束" in each.text)
    assert after.text == (
        "会议结束：党委会　3月3日（周二）15:00\n应到 3 人，请假 1 人，到会情况还没有登记\n"
        f"请假：李四\n未回复：赵主任\n{attending.HOW}"
    )
    assert labels(after) == ["赵主任", "王科长", "李四", "除请假外全部到会", "起草纪要"]
    await staffed.press(staffed.wang, after, "除请假外全部到会")
    marked = await staffed.server.next_edit(staffed.wang)
    while "会议结束" not in marked.text:
        marked = await staffed.server.next_edit(staffed.wang)
    assert "应到 3 人，实到 2 人，请假 1 人，缺席 0 人\n到会：赵主任、王科长" in marked.text
    await staffed.press(staffed.wang, marked, "✓ 赵主任")
    marked = await staffed.server.next_edit(staffed.wang)
    assert "实到 1 人，请假 1 人，缺席 1 人\n到会：王科长\n请假：李四\n缺席：赵主任" in marked.text
    await staffed.press(staffed.wang, marked, "起草纪要")
    await staffed.settled()
    minutes = next(each for each in staffed.server.sent(staffed.wang) if "党委会纪要" in each.text)
    assert minutes.text.splitlines()[:2] == ["【待补：发文机关】党委会纪要", "文种：纪要　篇幅：适中　第1版"]
    opening = "2026年3月3日（周二）15:00—16:30，【待补：主持人】在301主持召开会议，专题研究【待补：会议议题】有关事项。"
    assert opening in minutes.text
    assert "出席：王科长\n请假：李四\n缺席：赵主任\n列席：【待补：列席人员】\n" in minutes.text
    assert "二、会议议定\n" in minutes.text
    # From then on it is a draft like any other.
    for words, answer in (
        ("主持人是赵主任", "，赵主任在301主持召开会议"),
        ("/drafts", "1. 【待补：发文机关】党委会纪要"),
    ):
        staffed.server.say(staffed.wang, staffed.wang, words)
        await staffed.settled()
        assert answer in staffed.texts(staffed.wang)[-1]


async def test_minutes_take_what_the_notes_of_a_meeting_tell(staffed: Office) -> None:
    await made(staffed, staffed.wang, "明天下午三点在301开周三例会，参加：李四，备注：议题：经费预算；主持人：赵主任")
    await staffed.pass_by(hours=32)
    after = next(each for each in staffed.server.sent(staffed.wang) if "起草纪要" in labels(each))
    await staffed.press(staffed.wang, after, "起草纪要")
    await staffed.settled()
    minutes = next(text for text in staffed.texts(staffed.wang) if "周三例会纪要" in text)
    assert "，赵主任在301主持召开会议，专题研究经费预算有关事项。" in minutes
    # Nobody was marked present, so nobody is said to have stayed away.
    assert "出席：【待补：出席人员】\n请假：【待补：请假人员】" in minutes


async def test_nobody_answers_to_what_is_over(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    staffed.clock.pass_by(days=2)
    for label in ("收到", "请假"):
        assert (await staffed.press(staffed.li, card, label)).text == answering.OVER
