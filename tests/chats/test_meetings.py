"""Meetings made in whole conversations: from a sentence, with questions back, step by step; who may, and only once."""

import asyncio

import pytest

from bot.chat.meetings import confirming, filling, rights, showing
from bot.sandbox.keyboards import Keyboard, KeyboardKind
from bot.storage import people
from tests.chats.conftest import Office, Opening, running
from tests.chats.meetings import SENTENCE, heads, labels, made, proposed, sittings, staff


@pytest.fixture
async def staffed(office: Office) -> Office:
    await staff(office)
    return office


async def test_a_sentence_becomes_a_card_with_all_that_it_says(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    assert card.text.splitlines()[:-2] == [
        "新建会议（待确认）",
        "名称：党委会",
        "时间：2026年3月3日（周二）15:00",
        "地点：301",
        "参加：王科长、李四、张三",
        "备注：着正装",
        "提醒：提前1天（3月2日（周一）15:00）、提前30分钟（3月3日（周二）14:30）",
        "通知：综合科",
    ]
    assert labels(card) == ["确认", "修改", "取消"]
    assert sittings(staffed) == ()


async def test_a_plain_sentence_in_private_asks_for_the_group_and_is_announced_there(staffed: Office) -> None:
    question = await staffed.ask(staffed.wang, staffed.wang, SENTENCE)
    assert labels(question) == ["综合科", "论坛", "只通知参会人"]
    await staffed.press(staffed.wang, question, "综合科")
    await staffed.press(staffed.wang, await staffed.server.next_edit(staffed.wang), "确认")
    assert (await staffed.server.next_edit(staffed.wang)).text.startswith("✅ 会议已建立")
    await staffed.deliver()
    card = await staffed.server.next_message(staffed.group)
    assert card.text.splitlines()[0] == "会议通知"
    assert "组织人：王科长" in card.text
    assert labels(card) == ["收到", "请假"]
    assert len(staffed.texts(staffed.li)) == 1


async def test_without_a_group_each_participant_hears_in_private(staffed: Office) -> None:
    question = await staffed.ask(staffed.wang, staffed.wang, SENTENCE)
    await staffed.press(staffed.wang, question, "只通知参会人")
    card = await staffed.server.next_edit(staffed.wang)
    assert "通知：只通知参会人（张三还没有绑定账号，收不到）" in card.text
    await staffed.press(staffed.wang, card, "确认")
    await staffed.server.next_edit(staffed.wang)
    await staffed.deliver()
    card = await staffed.server.next_message(staffed.li)
    assert card.text.startswith("会议通知\n名称：党委会")
    assert labels(card) == ["收到", "请假"]
    assert staffed.texts(staffed.group) == []


async def test_in_private_who_has_not_answered_is_chased_when_no_reminder_asks_anyhow(staffed: Office) -> None:
    question = await staffed.ask(staffed.chief, staffed.chief, SENTENCE)
    await staffed.press(staffed.chief, question, "只通知参会人")
    await staffed.press(staffed.chief, await staffed.server.next_edit(staffed.chief), "确认")
    await staffed.server.next_edit(staffed.chief)
    await staffed.deliver()
    await staffed.press(staffed.li, await staffed.server.next_message(staffed.li), "收到")
    await staffed.pass_by(hours=6)
    told = ["会议通知", "⏰ 会议提醒：还有1天开会"]
    assert [heads(staffed, each)[1:] for each in (staffed.wang, staffed.li)] == [told, told]
    await staffed.pass_by(hours=22)
    assert heads(staffed, staffed.wang)[1:] == [*told, "请确认能否参加会议。"]
    assert heads(staffed, staffed.li)[1:] == told


async def test_a_time_that_has_passed_is_asked_back(staffed: Office) -> None:
    question = await proposed(staffed, staffed.wang, staffed.group, "今天早上八点开党委会")
    assert "已经过去" in question.text
    choice, other = labels(question)
    assert (choice, other) == ("2026年3月3日（周二）08:00", "其他")
    await staffed.press(staffed.wang, question, choice)
    card = await staffed.server.next_edit(staffed.group)
    assert "时间：2026年3月3日（周二）08:00" in card.text


async def test_an_ambiguous_time_is_asked_back_and_may_be_written_anew(staffed: Office) -> None:
    question = await proposed(staffed, staffed.wang, staffed.group, "明天三点开党委会")
    assert labels(question) == ["2026年3月3日（周二）15:00", "2026年3月3日（周二）03:00", "其他"]
    await staffed.press(staffed.wang, question, "其他")
    asked = await staffed.server.next_message(staffed.group)
    assert asked.keyboard == Keyboard(KeyboardKind.FORCE_REPLY)
    staffed.server.say(staffed.wang, staffed.group, "大概吧", reply_to=asked)
    again = await staffed.server.next_message(staffed.group)
    assert "没有看懂时间" in again.text
    staffed.server.say(staffed.wang, staffed.group, "3月5日9:30到11点", reply_to=again)
    assert "时间：2026年3月5日（周四）09:30—11:00" in (await staffed.server.next_message(staffed.group)).text


async def test_what_is_missing_is_asked_for(staffed: Office) -> None:
    question = await proposed(staffed, staffed.wang, staffed.wang, "明天在301开个会")
    assert question.text == showing.ASKED[filling.Field.TITLE]
    clock = await staffed.ask(staffed.wang, staffed.wang, "党委会")
    assert clock.text == "3月3日，请选择开始时间："
    await staffed.press(staffed.wang, clock, "15:00")
    group = await staffed.server.next_edit(staffed.wang)
    await staffed.press(staffed.wang, group, "论坛")
    card = await staffed.server.next_edit(staffed.wang)
    assert "名称：党委会\n时间：2026年3月3日（周二）15:00\n地点：301" in card.text


async def test_a_meeting_is_put_together_step_by_step(staffed: Office) -> None:
    title = await staffed.ask(staffed.wang, staffed.wang, "/meeting")
    assert title.text == showing.ASKED[filling.Field.TITLE]
    day = await staffed.ask(staffed.wang, staffed.wang, "党委会")
    assert labels(day) == [
        "今天 3月2日",
        "明天 3月3日",
        "后天 3月4日",
        "本周五 3月6日",
        "下周一 3月9日",
        "其他",
    ]
    await staffed.press(staffed.wang, day, "本周五 3月6日")
    clock = await staffed.server.next_edit(staffed.wang)
    await staffed.press(staffed.wang, clock, "09:00")
    await staffed.server.next_message(staffed.wang)
    wanted = await staffed.ask(staffed.wang, staffed.wang, "二楼会议室")
    assert wanted.text == showing.ASKED[filling.Field.PEOPLE]
    group = await staffed.ask(staffed.wang, staffed.wang, "无")
    await staffed.press(staffed.wang, group, "综合科")
    card = await staffed.server.next_edit(staffed.wang)
    assert "名称：党委会\n时间：2026年3月6日（周五）09:00\n地点：二楼会议室\n提醒：" in card.text


async def test_hours_that_have_passed_today_are_not_offered(staffed: Office) -> None:
    await staffed.ask(staffed.wang, staffed.wang, "/meeting")
    day = await staffed.ask(staffed.wang, staffed.wang, "碰头会")
    await staffed.press(staffed.wang, day, "今天 3月2日")
    clock = await staffed.server.next_edit(staffed.wang)
    assert labels(clock) == ["09:30", "10:00", "14:00", "14:30", "15:00", "16:00", "其他"]


@pytest.mark.parametrize(
    ("field", "words", "line"),
    [
        ("时间", "后天上午九点", "时间：2026年3月4日（周三）09:00"),
        ("时间", "下午四点", "时间：2026年3月3日（周二）16:00"),
        ("地点", "三楼会议室", "地点：三楼会议室"),
        ("地点", "无", "地点：未定"),
        ("参加", "李四、纪检组", "参加：李四、纪检组（未对应到已登记人员：纪检组）"),
        ("名称", "党组会", "名称：党组会"),
        ("提醒", "两小时", "提醒：提前2小时（3月3日（周二）13:00）"),
        ("提醒", "不提醒", "提醒：不提醒"),
        ("备注", "带 <笔记本>", "备注：带 <笔记本>"),
    ],
)
async def test_each_field_can_be_changed_before_it_is_confirmed(
    staffed: Office, field: str, words: str, line: str
) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    await staffed.press(staffed.wang, card, "修改")
    fields = await staffed.server.next_edit(staffed.group)
    assert labels(fields) == ["时间", "地点", "参加", "名称", "提醒", "备注", "返回"]
    await staffed.press(staffed.wang, fields, field)
    asked = await staffed.server.next_message(staffed.group)
    staffed.server.say(staffed.wang, staffed.group, words, reply_to=asked)
    card = await staffed.server.next_message(staffed.group)
    assert line in card.text.splitlines()
    assert labels(card) == ["确认", "修改", "取消"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("改到后天上午九点", "时间：2026年3月4日（周三）09:00"),
        ("推迟到后天", "时间：2026年3月4日（周三）15:00"),
        ("地点改为三楼会议室", "地点：三楼会议室"),
        ("改到三楼会议室", "地点：三楼会议室"),
        ("改到后天上午九点，地点改为三楼会议室", "地点：三楼会议室"),
        ("提前两小时提醒", "提醒：提前2小时（3月3日（周二）13:00）"),
    ],
)
async def test_a_reply_to_the_card_corrects_it(staffed: Office, words: str, line: str) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    staffed.server.say(staffed.wang, staffed.group, words, reply_to=card)
    corrected = await staffed.server.next_message(staffed.group)
    assert line in corrected.text.splitlines()
    assert (await staffed.press(staffed.wang, card, "确认")).text == showing.GONE
    assert sittings(staffed) == ()


async def test_a_press_overtakes_the_words_that_were_asked_for(staffed: Office) -> None:
    question = await proposed(staffed, staffed.wang, staffed.wang, "明天三点开党委会")
    await staffed.press(staffed.wang, question, "其他")
    await staffed.server.next_message(staffed.wang)
    await staffed.press(staffed.wang, question, "2026年3月3日（周二）15:00")
    await staffed.server.next_edit(staffed.wang)
    answer = await staffed.ask(staffed.wang, staffed.wang, "会议记录保存几年")
    assert "会议记录保存10年" in answer.text


async def test_a_reply_to_the_card_is_a_correction_whatever_else_was_asked_for(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    await staffed.press(staffed.wang, card, "修改")
    await staffed.press(staffed.wang, await staffed.server.next_edit(staffed.group), "地点")
    await staffed.server.next_message(staffed.group)
    staffed.server.say(staffed.wang, staffed.group, "改到后天上午九点", reply_to=card)
    corrected = await staffed.server.next_message(staffed.group)
    assert "时间：2026年3月4日（周三）09:00\n地点：301" in corrected.text


async def test_a_reply_that_says_nothing_known_is_told_how_to_write(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.wang)
    await staffed.press(staffed.wang, card, "综合科")
    card = await staffed.server.next_edit(staffed.wang)
    staffed.server.say(staffed.wang, staffed.wang, "啦啦啦", reply_to=card)
    assert (await staffed.server.next_message(staffed.wang)).text.startswith("没有看懂要改什么")


@pytest.mark.parametrize("words", ["取消", "算了。"])
async def test_a_form_is_given_up_in_words_or_by_a_button(staffed: Office, words: str) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    staffed.server.say(staffed.wang, staffed.group, words, reply_to=card)
    assert (await staffed.server.next_message(staffed.group)).text == filling.DROPPED
    assert (await staffed.press(staffed.wang, card, "确认")).text == showing.GONE
    again = await proposed(staffed, staffed.wang, staffed.group)
    await staffed.press(staffed.wang, again, "取消")
    assert (await staffed.server.next_edit(staffed.group)).text == filling.DROPPED
    assert sittings(staffed) == ()


async def test_two_presses_of_confirm_make_one_meeting(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    toasts = await asyncio.gather(*(staffed.press(staffed.wang, card, "确认") for _ in range(3)))
    assert sorted(toast.text for toast in toasts) == sorted(["已确认。", showing.GONE, showing.GONE])
    assert len(sittings(staffed)) == 1
    await staffed.deliver()
    assert sum(text.startswith("会议通知") for text in staffed.texts(staffed.group)) == 1


async def test_nobody_else_can_confirm(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    assert (await staffed.press(staffed.li, card, "确认")).text == showing.NOT_THEIRS
    assert sittings(staffed) == ()


async def test_a_card_that_lay_too_long_is_not_confirmed(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    staffed.clock.pass_by(days=3)
    assert (await staffed.press(staffed.wang, card, "确认")).text == confirming.PASSED
    assert sittings(staffed) == ()


async def test_a_mere_member_of_the_group_hears_how_to_register(office: Office) -> None:
    card = await office.ask(office.wang, office.group, f"/meeting {SENTENCE}")
    assert card.text == rights.NOT_REGISTERED
    assert (await office.ask(office.wang, office.wang, SENTENCE)).text == rights.NOT_REGISTERED
    assert sittings(office) == ()


async def test_a_stranger_makes_no_meeting(office: Office) -> None:
    assert "还没有登记" in (await office.ask(office.stranger, office.stranger, SENTENCE)).text
    assert sittings(office) == ()


async def test_an_anonymous_administrator_makes_no_meeting(staffed: Office) -> None:
    staffed.server.promote(staffed.wang, staffed.forum, by=staffed.wang)
    refused = await staffed.ask(staffed.wang, staffed.forum, f"/meeting {SENTENCE}", anonymous=True)
    assert refused.text == rights.ANONYMOUS


async def test_who_lost_the_name_meanwhile_cannot_confirm(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    with staffed.canmou.engine.begin() as connection:
        found = people.by_name(connection, "张三")
        assert found
        people.bind(connection, found.id, staffed.wang.id)
        people.bind(connection, found.id, staffed.stranger.id)
    assert (await staffed.press(staffed.wang, card, "确认")).text == rights.NOT_REGISTERED
    assert sittings(staffed) == ()


async def test_a_user_of_the_settings_may_without_a_name(opened: Opening) -> None:
    async with opened(access={"users": (1002,)}) as office:
        assert office.wang.id == 1002
        await made(office, office.wang)
        assert len(sittings(office)) == 1


async def test_the_buttons_work_after_a_restart(opened: Opening) -> None:
    async with opened() as office:
        await staff(office)
        card = await proposed(office, office.wang, office.group)
        await office.chat.updater.stop()
        await office.chat.stop()
        async with running(office.canmou):
            assert (await office.press(office.wang, card, "确认")).text == "已确认。"
        await office.chat.start()
        await office.chat.updater.start_polling()
        assert len(sittings(office)) == 1


async def test_a_clash_of_room_and_people_stands_in_the_card(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    card = await proposed(staffed, staffed.li, staffed.group, "明天下午三点半在301会议室开碰头会，李四参加")
    (line,) = [line for line in card.text.splitlines() if "冲突" in line]
    assert line == "⚠️ 时间冲突：3月3日（周二）15:00“党委会”同用301，李四两个会都要参加（未写结束时间的按1小时计）"
    calm = await proposed(staffed, staffed.li, staffed.group, "明天下午五点在301会议室开碰头会，李四参加")
    assert "冲突" not in calm.text


async def test_a_question_about_meetings_is_still_answered_from_the_documents(staffed: Office) -> None:
    answer = await staffed.ask(staffed.wang, staffed.wang, "会议通知应当提前几天发出？")
    assert "提前2天" in answer.text
