"""Presses about meetings that come too late, from the wrong person, or on what was replaced meanwhile."""

import pytest

from bot.chat.meetings import attending, listing, rights, showing
from bot.sandbox.world import Message
from bot.services.meetings.reading import PASSED
from tests.chats.conftest import Office
from tests.chats.meetings import SENTENCE, heads, labels, made, proposed, sittings, staff


@pytest.fixture
async def staffed(office: Office) -> Office:
    await staff(office)
    return office


def last(office: Office, text: str) -> Message:
    """Return the last message to 王科长 with these words, as it stands now."""
    sent = (office.server.world.find_message(each.chat_id, each.message_id) for each in office.server.sent(office.wang))
    return [each for each in sent if each and text in each.text][-1]


async def test_only_the_organizer_marks_who_was_there(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    await staffed.pass_by(hours=31)
    after = last(staffed, "会议结束")
    with staffed.canmou.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meetings SET organizer_id = 1")
    for label in ("除请假外全部到会", "起草纪要"):
        assert (await staffed.press(staffed.wang, after, label)).text == rights.NOT_YOURS


async def test_of_a_meeting_that_is_not_there_nothing_is_marked(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    await staffed.pass_by(hours=31)
    after = last(staffed, "会议结束")
    with staffed.canmou.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sittings SET id = 99")
    assert (await staffed.press(staffed.wang, after, "起草纪要")).text == attending.GONE


async def test_a_meeting_is_announced_only_in_groups_that_one_is_still_in(staffed: Office) -> None:
    question = await staffed.ask(staffed.wang, staffed.wang, SENTENCE)
    staffed.server.leave(staffed.wang, staffed.forum)
    await staffed.settled()
    assert (await staffed.press(staffed.wang, question, "论坛")).text == showing.GONE
    await staffed.press(staffed.wang, question, "综合科")
    assert "通知：综合科" in (await staffed.server.next_edit(staffed.wang)).text


async def test_an_hour_that_passed_while_the_question_lay_there_is_refused(staffed: Office) -> None:
    await staffed.ask(staffed.wang, staffed.wang, "/meeting")
    day = await staffed.ask(staffed.wang, staffed.wang, "碰头会")
    await staffed.press(staffed.wang, day, "今天 3月2日")
    clock = await staffed.server.next_edit(staffed.wang)
    staffed.clock.pass_by(hours=2)
    refused = await staffed.press(staffed.wang, clock, "10:00")
    assert (refused.text, refused.show_alert) == (PASSED, True)
    await staffed.press(staffed.wang, clock, "14:00")
    assert "地点" in (await staffed.server.next_message(staffed.wang)).text


async def test_a_card_that_was_filled_in_anew_is_dead(staffed: Office) -> None:
    old = await proposed(staffed, staffed.wang, staffed.group)
    new = await proposed(staffed, staffed.wang, staffed.group, "后天上午九点开例会")
    for label in ("确认", "修改", "取消"):
        assert (await staffed.press(staffed.wang, old, label)).text == showing.GONE
    assert (await staffed.press(staffed.wang, new, "确认")).text == "已确认。"
    assert [each.meeting.plan.title for each in sittings(staffed)] == ["例会"]


async def test_the_fields_are_left_again_without_a_change(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group)
    await staffed.press(staffed.wang, card, "修改")
    await staffed.press(staffed.wang, await staffed.server.next_edit(staffed.group), "返回")
    back = await staffed.server.next_edit(staffed.group)
    assert (back.text, labels(back)) == (card.text, labels(card))


async def test_there_is_no_calendar_file_when_all_is_over(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    listed = await staffed.ask(staffed.wang, staffed.group, "/meetings")
    staffed.clock.pass_by(days=3)
    assert (await staffed.press(staffed.wang, listed, "日历文件")).text == listing.NO_FILE


async def test_one_meeting_is_sent_as_a_file_of_its_name(staffed: Office) -> None:
    await made(staffed, staffed.wang, "明天下午三点开党委/党组会")
    listed = await staffed.ask(staffed.wang, staffed.group, "/meetings")
    await staffed.press(staffed.wang, listed, "1")
    await staffed.press(staffed.wang, await staffed.server.next_edit(staffed.group), "日历文件")
    sent = await staffed.server.next_message(staffed.group)
    assert sent.file
    assert sent.file.name == "党委／党组会.ics"


async def test_who_has_leave_hears_no_more_in_private(staffed: Office) -> None:
    question = await staffed.ask(staffed.wang, staffed.wang, SENTENCE)
    await staffed.press(staffed.wang, question, "只通知参会人")
    await staffed.press(staffed.wang, await staffed.server.next_edit(staffed.wang), "确认")
    await staffed.settled()
    await staffed.deliver()
    card = await staffed.server.next_message(staffed.li)
    await staffed.press(staffed.li, card, "请假")
    asked = await staffed.server.next_message(staffed.li)
    await staffed.ask(staffed.li, staffed.li, "出差", reply_to=asked)
    await staffed.settled()
    await staffed.deliver()
    await staffed.press(staffed.wang, last(staffed, "是否同意"), "同意")
    await staffed.settled()
    await staffed.deliver()
    await staffed.pass_by(hours=29, minutes=30)
    assert heads(staffed, staffed.li)[-1] == "李四：“党委会”您的请假已获同意。"
    assert any("会议提醒" in text for text in staffed.texts(staffed.wang))


async def test_an_organizer_who_does_not_take_part_is_asked_for_no_answer(staffed: Office) -> None:
    question = await staffed.ask(staffed.wang, staffed.wang, "明天下午三点开党委会，参加：李四")
    await staffed.press(staffed.wang, question, "只通知参会人")
    await staffed.press(staffed.wang, await staffed.server.next_edit(staffed.wang), "确认")
    await staffed.settled()
    await staffed.deliver()
    own, other = last(staffed, "会议通知"), staffed.server.sent(staffed.li)[-1]
    assert (labels(own), labels(other)) == ([], ["收到", "请假"])
    assert "请点“收到”" not in own.text


async def test_words_that_nobody_answers_to_are_the_organizers_business(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.group, "明天下午三点开党委会，参加：李四、纪检组")
    assert "参加：李四、纪检组（未对应到已登记人员：纪检组）" in card.text
    await staffed.press(staffed.wang, card, "确认")
    await staffed.settled()
    await staffed.deliver()
    assert "参加：李四、纪检组\n" in staffed.texts(staffed.group)[-1]
