"""Meetings when things go wrong or grow large: groups that move, organizers out of reach, refusals, crowds."""

import asyncio
from datetime import timedelta

import pytest

from bot.chat.meetings import answering, managing, rights
from bot.chat.meetings.showing import GONE
from bot.office.meetings.meeting import Plan
from bot.reminders.model import State
from bot.sandbox.faults import Moment
from bot.sandbox.refusals import query_too_old, too_many_requests
from bot.sandbox.world import Message
from bot.services.meetings import Maker, MeetingService
from bot.services.meetings.form import Field
from bot.services.meetings.words import HINTS
from bot.storage import people
from bot.storage.groups import change_settings
from bot.storage.reminders import ReminderStore
from tests.chats.conftest import Office, Opening, running
from tests.chats.meetings import heads, made, proposed, sitting, sittings, staff

NAMES = [f"职{number:03}" for number in range(210)]


@pytest.fixture
async def staffed(office: Office) -> Office:
    await staff(office)
    return office


def failed(office: Office) -> list[str]:
    """Return why deliveries failed."""
    listed = ReminderStore(office.canmou.engine).listing(states=[State.FAILED], limit=100)
    return [each.reason for each in listed]


def shown(office: Office, message: Message) -> Message:
    """Return a message as it stands now."""
    found = office.server.world.find_message(message.chat_id, message.message_id)
    assert found
    return found


async def test_a_group_that_moved_hears_the_rest_and_keeps_its_meeting(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    moved = staffed.server.migrate(staffed.group)
    await staffed.settled()
    await staffed.pass_by(hours=29, minutes=30)
    assert any("⏰ 会议提醒：还有30分钟开会" in text for text in staffed.texts(moved))
    assert "党委会" in (await staffed.ask(staffed.li, moved, "/meetings")).text
    reminder = next(each for each in staffed.server.sent(moved) if "会议提醒" in each.text)
    assert (await staffed.press(staffed.li, reminder, "收到")).text == answering.RECEIVED
    await staffed.settled()
    assert "收到（1）：李四" in shown(staffed, reminder).text
    assert sitting(staffed, sittings(staffed)[0].id).meeting.chat_id == moved.id != card.chat_id


async def test_a_card_that_was_begun_before_the_move_makes_the_meeting_there(staffed: Office) -> None:
    card = await proposed(staffed, staffed.wang, staffed.wang, "明天下午三点在301开党委会")
    await staffed.press(staffed.wang, card, "综合科")
    filled = await staffed.server.next_edit(staffed.wang)
    moved = staffed.server.migrate(staffed.group)
    await staffed.settled()
    assert (await staffed.press(staffed.wang, filled, "确认")).text == "已确认。"
    await staffed.settled()
    await staffed.deliver()
    assert "会议通知" in heads(staffed, moved)
    assert sittings(staffed)[0].meeting.chat_id == moved.id


async def test_a_group_that_threw_the_bot_out_costs_nobody_else_a_meeting(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    staffed.server.kick(staffed.server.bot, staffed.group, by=staffed.wang)
    await staffed.settled()
    await staffed.pass_by(hours=29, minutes=30)
    assert any("机器人已被移出该群" in text for text in staffed.texts(staffed.wang))
    staffed.server.join(staffed.server.bot, staffed.group, by=staffed.wang)
    await staffed.settled()
    await staffed.deliver()
    assert any("⏰ 会议提醒：还有30分钟开会" in text for text in staffed.texts(staffed.group))


async def test_a_leave_goes_to_the_administrators_when_the_organizer_cannot_be_reached(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    with staffed.canmou.engine.begin() as connection:
        found = people.by_name(connection, "王科长")
        assert found
        people.bind(connection, found.id, staffed.stranger.id)
    await leave(staffed, card)
    request = await staffed.server.next_message(staffed.chief)
    assert request.text == "李四请假，是否同意？\n党委会　3月3日（周二）15:00\n事由：出差"
    assert (await staffed.press(staffed.chief, request, "同意")).text == "已同意，已告知本人。"


async def test_a_leave_that_the_organizer_leaves_open_comes_to_the_administrators(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    staffed.server.block(staffed.wang)
    await staffed.settled()
    await leave(staffed, card)
    assert not any("是否同意" in text for text in staffed.texts(staffed.chief))
    await staffed.pass_by(hours=2)
    assert any("李四请假，是否同意？" in text for text in staffed.texts(staffed.chief))


async def test_a_leave_that_was_decided_is_not_asked_again(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await leave(staffed, card)
    await staffed.press(staffed.wang, await staffed.server.next_message(staffed.wang), "不同意")
    await staffed.pass_by(hours=2)
    assert not any("是否同意" in text for text in staffed.texts(staffed.chief))


async def leave(office: Office, card: Message, reason: str = "出差") -> None:
    """Have 李四 ask for leave."""
    await office.press(office.li, card, "请假")
    asked = await office.server.next_message(office.group)
    await office.ask(office.li, office.group, reason, reply_to=asked)
    await office.settled()
    await office.deliver()


async def test_who_comes_after_all_leaves_nothing_to_decide(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await leave(staffed, card)
    request = await staffed.server.next_message(staffed.wang)
    await staffed.press(staffed.li, card, "收到")
    assert (await staffed.press(staffed.wang, request, "同意")).text == answering.DECIDED_ALREADY


async def test_words_for_a_leave_are_taken_after_a_restart(opened: Opening) -> None:
    async with opened() as office:
        await staff(office)
        card = await made(office, office.wang)
        await office.press(office.li, card, "请假")
        asked = await office.server.next_message(office.group)
        await office.chat.updater.stop()
        await office.chat.stop()
        async with running(office.canmou):
            assert (await office.ask(office.li, office.group, "出差", reply_to=asked)).text == answering.ASKED
        await office.chat.start()
        await office.chat.updater.start_polling()
        await office.deliver()
        assert "李四请假，是否同意？" in heads(office, office.wang)


async def test_a_crowd_with_long_words_fits_on_every_message(opened: Opening) -> None:
    async with opened() as office:
        await staff(office)
        with office.canmou.engine.begin() as connection:
            for name in NAMES:
                people.put(connection, name)
        everybody, note = "、".join(NAMES[:150]), "材料<&>" * 150
        service, start = MeetingService(office.state.office), office.clock.time + timedelta(days=2)
        with office.canmou.engine.begin() as connection:
            for _ in range(6):
                service.add(connection, Plan("协调会", start, room="301", people=everybody), Maker(office.chief.id))
        card = await made(office, office.wang, f"后天上午九点在301开协调会，参加：{everybody}，备注：{note}")
        assert "共有6个会议时间冲突" in "".join(office.texts(office.group))
        assert card.text.startswith("会议通知\n名称：协调会")
        await office.pass_by(hours=24)
        assert failed(office) == []
        names = next(text for text in office.texts(office.wang) if "参会情况" in text)
        assert "职000、职001" in names
        assert "职149" in names


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (f"参加：{'、'.join(NAMES)}", f"参加太长，最多800个字，请精简后重新填写。{HINTS[Field.PEOPLE]}"),
        (f"备注：{'长' * 801}", "备注太长，最多800个字，请精简后重新填写。"),
    ],
)
async def test_what_is_too_long_is_said_and_never_cut(staffed: Office, part: str, said: str) -> None:
    assert (await proposed(staffed, staffed.wang, staffed.group, f"明天上午九点开协调会，{part}")).text == said


async def test_presses_of_a_crowd_take_few_edits(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    crowd = [staffed.server.add_user(f"同事{number}") for number in range(20)]
    for each in crowd:
        staffed.server.join(each, staffed.group)
    staffed.server.delay_next("editMessageText", 0.3)
    await asyncio.gather(*(staffed.press(each, card, "收到") for each in crowd))
    await staffed.settled()
    assert "收到（20）" in shown(staffed, card).text
    assert len(staffed.server.calls("editMessageText")) <= 5


async def test_an_edit_that_is_refused_loses_no_answer(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    staffed.server.refuse_next("editMessageText", too_many_requests(3600), place=staffed.group)
    assert (await staffed.press(staffed.li, card, "收到")).text == answering.RECEIVED
    await staffed.settled()
    await staffed.press(staffed.wang, card, "收到")
    await staffed.settled()
    assert "收到（2）：李四、王科长" in shown(staffed, card).text


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.AFTER])
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_a_connection_that_breaks_leaves_no_answer_out(
    staffed: Office, caplog: pytest.LogCaptureFixture, method: str, moment: Moment
) -> None:
    card = await made(staffed, staffed.wang)
    await staffed.press(staffed.wang, card, "收到")
    await staffed.settled()
    staffed.server.drop_next(method, when=moment)
    staffed.server.press(staffed.li, card, "收到")
    await staffed.settled()
    assert "收到（2）：王科长、李四" in shown(staffed, card).text
    caplog.clear()


async def test_a_press_that_comes_too_late_to_be_answered_is_shown_all_the_same(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    staffed.server.refuse_next("answerCallbackQuery", query_too_old())
    staffed.server.press(staffed.li, card, "收到")
    await staffed.settled()
    assert "收到（1）：李四" in shown(staffed, card).text


async def test_who_pressed_while_an_edit_failed_is_shown_by_the_next_try(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    crowd = [staffed.server.add_user(f"同事{number}") for number in range(8)]
    for each in crowd:
        staffed.server.join(each, staffed.group)
    staffed.server.refuse_next("editMessageText", too_many_requests(3600), place=staffed.group)
    await asyncio.gather(*(staffed.press(each, card, "收到") for each in crowd))
    await staffed.settled()
    assert "收到（8）" in shown(staffed, card).text


async def test_a_meeting_after_midnight_is_of_its_own_day(staffed: Office) -> None:
    card = await made(staffed, staffed.wang, "明天0点30分到凌晨两点开演练会，参加：李四，提前一小时提醒")
    assert "时间：2026年3月3日（周二）00:30—02:00" in card.text
    await staffed.pass_by(hours=14, minutes=30)
    assert heads(staffed, staffed.group)[-1] == "⏰ 会议提醒：还有1小时开会"


async def test_a_meeting_over_midnight_says_when_it_ends(staffed: Office) -> None:
    card = await made(staffed, staffed.wang, "3月8日晚上10点到次日凌晨2点开保障会")
    assert "时间：2026年3月8日（周日）22:00—3月9日（周一）02:00" in card.text


async def test_signs_and_faces_in_a_meeting_are_shown_as_they_are(staffed: Office) -> None:
    card = await made(staffed, staffed.wang, "明天下午三点在<b>301&开😀“一把手”<i>工程推进会，备注：</b>带好材料&表")
    assert "😀“一把手”<i>工程推进会" in card.text
    assert "</b>带好材料&表" in card.text
    await staffed.press(staffed.li, card, "收到")
    edited = await staffed.server.next_edit(staffed.group)
    assert edited.text == f"{card.text}\n—— 回复情况 ——\n收到（1）：李四"


async def test_what_cannot_be_confirmed_any_more_is_not_changed_either(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    form = await change_form(staffed)
    sure = await view(staffed)
    await cancel(staffed, sure)
    assert (await staffed.press(staffed.wang, form, "确认")).text == GONE


async def test_what_has_begun_is_neither_changed_nor_cancelled(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    opened = await view(staffed)
    staffed.clock.pass_by(hours=30)
    for label in ("修改", "取消会议"):
        assert (await staffed.press(staffed.wang, opened, label)).text == managing.OVER


async def cancel(office: Office, opened: Message) -> None:
    """Cancel the meeting that a message shows."""
    await office.press(office.wang, opened, "取消会议")
    await office.settled()
    await office.press(office.wang, shown(office, opened), "确定取消")
    await office.settled()
    await office.deliver()


async def view(office: Office) -> Message:
    """Open the first meeting of the week in private."""
    office.server.say(office.wang, office.wang, "/meetings")
    await office.settled()
    listed = office.server.sent(office.wang)[-1]
    await office.press(office.wang, listed, "1")
    await office.settled()
    return shown(office, listed)


async def change_form(office: Office) -> Message:
    """Begin to change it."""
    await office.press(office.wang, await view(office), "修改")
    await office.settled()
    return office.server.sent(office.wang)[-1]


async def test_an_organizer_out_of_office_changes_nothing_any_more(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    form = await change_form(staffed)
    with staffed.canmou.engine.begin() as connection:
        found = people.by_name(connection, "王科长")
        assert found
        people.bind(connection, found.id, staffed.stranger.id)
    assert (await staffed.press(staffed.wang, form, "确认")).text == rights.NOT_YOURS
    assert (await staffed.press(staffed.wang, await view(staffed), "取消会议")).text == rights.NOT_YOURS
    assert not sittings(staffed)[0].cancelled


async def test_a_group_that_wants_no_reminders_still_hears_of_changes(staffed: Office) -> None:
    with staffed.canmou.engine.begin() as connection:
        change_settings(connection, staffed.group.id, pushes_meetings=False)
    await made(staffed, staffed.wang)
    await staffed.pass_by(hours=29, minutes=30)
    assert not any("会议提醒" in text for text in staffed.texts(staffed.group))
    assert any("参会情况" in text for text in staffed.texts(staffed.wang))
    await cancel(staffed, await view(staffed))
    assert heads(staffed, staffed.group)[-1] == "会议取消"
