"""Meetings changed, cancelled, repeated, listed and taken to calendar programs, in whole conversations."""

import asyncio

import pytest

from bot.chat.meetings import answering, listing, managing, rights
from bot.reminders.model import Kind, State
from bot.sandbox.world import Message, User
from bot.storage.reminders import ReminderStore
from tests.chats.conftest import Office
from tests.chats.meetings import heads, labels, made, sitting, sittings, staff

WEEKLY = "每周一上午九点在二楼会议室开例会，全体人员参加，遇节假日顺延"


@pytest.fixture
async def staffed(office: Office) -> Office:
    await staff(office)
    return office


async def opened(office: Office, user: User, number: str = "1", *, view: str = "本周") -> Message:
    """Open a meeting of a list in private."""
    listed = await office.ask(user, user, "/meetings")
    if view != "本周":
        await office.press(user, listed, view)
        listed = await fresh(office, user)
    await office.press(user, listed, number)
    return await fresh(office, user)


async def fresh(office: Office, user: User) -> Message:
    """Return the message that the bot edited last in private."""
    await office.settled()
    edits = [
        event.message for event in office.server.backend.journal.events if event.message and event.message.edited_at
    ]
    return [message for message in edits if message.chat_id == user.id][-1]


async def correct(office: Office, user: User, card: Message, words: str) -> None:
    """Correct a card in words and confirm it."""
    office.server.say(user, user, words, reply_to=card)
    await office.press(user, await office.server.next_message(user), "确认")
    await office.settled()
    await office.deliver()


def pending(office: Office, *kinds: Kind) -> set[tuple[int, str]]:
    rows = ReminderStore(office.canmou.engine).listing(states=(State.PENDING,), limit=1000)
    zone = office.state.office.zone
    return {(row.subject, f"{row.due_at.astimezone(zone):%d %H:%M}") for row in rows if row.kind in kinds}


async def test_a_change_tells_everybody_and_voids_the_old_reminders_and_answers(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await staffed.press(staffed.li, card, "收到")
    view = await opened(staffed, staffed.wang)
    assert "收到（1）：李四" in view.text
    assert labels(view) == ["修改", "取消会议", "日历文件", "会议议程", "返回"]
    await staffed.press(staffed.wang, view, "修改")
    form = await staffed.server.next_message(staffed.wang)
    assert form.text.startswith("会议变更（待确认）")
    await correct(staffed, staffed.wang, form, "改到3月5日上午九点，地点改为三楼会议室")
    told = staffed.texts(staffed.group)[-1]
    assert told.startswith("会议变更\n名称：党委会\n时间：2026年3月5日（周四）09:00\n地点：三楼会议室\n")
    assert "原时间：2026年3月3日（周二）15:00\n原地点：301\n" in told
    assert "回复情况" not in told
    (held,) = sittings(staffed)
    assert pending(staffed, Kind.MEETING_LEAD) == {(held.id, "04 09:00"), (held.id, "05 08:30")}
    assert pending(staffed, Kind.MEETING_CHASE) == {(held.id, "04 09:00"), (held.id, "05 07:00")}
    before = len(staffed.texts(staffed.group))
    await staffed.pass_by(hours=30)
    assert heads(staffed, staffed.group)[before:] == []


async def test_another_place_leaves_the_answers(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await staffed.press(staffed.li, card, "收到")
    await staffed.press(staffed.wang, await opened(staffed, staffed.wang), "修改")
    await correct(staffed, staffed.wang, await staffed.server.next_message(staffed.wang), "地点改为302")
    assert staffed.texts(staffed.group)[-1].endswith("收到（1）：李四")


async def test_a_cancelled_meeting_is_told_and_nothing_more_comes(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await staffed.press(staffed.wang, await opened(staffed, staffed.wang), "取消会议")
    sure = await fresh(staffed, staffed.wang)
    assert sure.text.startswith(managing.SURE)
    await asyncio.gather(*(staffed.press(staffed.wang, sure, "确定取消") for _ in range(2)))
    await staffed.deliver()
    assert heads(staffed, staffed.group).count("会议取消") == 1
    assert (await staffed.press(staffed.li, card, "收到")).text == answering.OVER
    count = len(staffed.texts(staffed.group))
    await staffed.pass_by(days=2)
    assert len(staffed.texts(staffed.group)) == count
    assert heads(staffed, staffed.wang)[-1] != "参会情况"


async def test_only_the_organizer_and_administrators_change_and_cancel(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    view = await opened(staffed, staffed.li)
    for label in ("修改", "取消会议"):
        assert (await staffed.press(staffed.li, view, label)).text == rights.NOT_YOURS
    await staffed.press(staffed.chief, await opened(staffed, staffed.chief), "取消会议")
    await staffed.press(staffed.chief, await fresh(staffed, staffed.chief), "确定取消")
    assert sittings(staffed) == ()


async def test_a_repeated_meeting_follows_the_working_days(staffed: Office) -> None:
    card = await made(staffed, staffed.wang, WEEKLY)
    assert "重复：每周一 09:00，遇节假日顺延" in card.text
    zone = staffed.state.office.zone
    days = [each.start.astimezone(zone).strftime("%m-%d %H:%M") for each in sittings(staffed)]
    # 4月6日 is a day off of 清明节.
    assert days[:6] == ["03-09 09:00", "03-16 09:00", "03-23 09:00", "03-30 09:00", "04-07 09:00", "04-13 09:00"]
    await staffed.pass_by(days=7)
    await staffed.pass_by(days=30)
    assert max(each.start for each in sittings(staffed)) > max(each.start for each in sittings(staffed)[:6])


async def test_what_is_done_on_days_off_is_asked_for_when_nobody_said(staffed: Office) -> None:
    question = await staffed.ask(staffed.wang, staffed.group, "/meeting 每周一上午九点开例会")
    assert question.text == "每周一 09:00\n遇到节假日怎么安排？"
    await staffed.press(staffed.wang, question, "当次取消")
    card = await staffed.server.next_edit(staffed.group)
    assert "重复：每周一 09:00，遇节假日取消" in card.text


async def test_one_sitting_of_a_repeated_meeting_is_changed_alone(staffed: Office) -> None:
    await made(staffed, staffed.wang, WEEKLY)
    view = await opened(staffed, staffed.wang, view="下周")
    await staffed.press(staffed.wang, view, "修改")
    scopes = await fresh(staffed, staffed.wang)
    assert labels(scopes) == ["只改这一次", "以后都改", "返回"]
    await staffed.press(staffed.wang, scopes, "只改这一次")
    form = await staffed.server.next_message(staffed.wang)
    assert "重复" not in form.text
    await correct(staffed, staffed.wang, form, "改到3月10日下午三点")
    zone = staffed.state.office.zone
    found = [f"{each.start.astimezone(zone):%m-%d %H:%M}" for each in sittings(staffed)]
    assert found[:3] == ["03-10 15:00", "03-16 09:00", "03-23 09:00"]
    await staffed.deliver()
    assert [f"{each.start.astimezone(zone):%m-%d %H:%M}" for each in sittings(staffed)] == found


async def test_all_later_sittings_are_changed_together(staffed: Office) -> None:
    await made(staffed, staffed.wang, WEEKLY)
    await staffed.press(staffed.wang, await opened(staffed, staffed.wang, "2", view="全部"), "修改")
    await staffed.press(staffed.wang, await fresh(staffed, staffed.wang), "以后都改")
    form = await staffed.server.next_message(staffed.wang)
    staffed.server.say(staffed.wang, staffed.wang, "改到周三下午三点", reply_to=form)
    card = await staffed.server.next_message(staffed.wang)
    assert "重复：每周三 15:00，遇节假日顺延" in card.text
    await correct(staffed, staffed.wang, card, "改到每周三下午三点半")
    zone = staffed.state.office.zone
    found = [f"{each.start.astimezone(zone):%m-%d %H:%M}" for each in sittings(staffed)]
    assert found[:3] == ["03-09 09:00", "03-18 15:30", "03-25 15:30"]
    assert "原重复：每周一 09:00，遇节假日顺延" in staffed.texts(staffed.group)[-1]


@pytest.mark.parametrize(
    ("label", "left"), [("只取消这一次", ["03-16", "03-23"]), ("以后都取消", [])], ids=["one", "all"]
)
async def test_one_sitting_or_all_are_cancelled(staffed: Office, label: str, left: list[str]) -> None:
    await made(staffed, staffed.wang, WEEKLY)
    await staffed.press(staffed.wang, await opened(staffed, staffed.wang, view="下周"), "取消会议")
    await staffed.press(staffed.wang, await fresh(staffed, staffed.wang), label)
    await staffed.deliver()
    zone = staffed.state.office.zone
    assert [f"{each.start.astimezone(zone):%m-%d}" for each in sittings(staffed)][:2] == left
    assert ("以后各次会议一并取消" in staffed.texts(staffed.group)[-1]) is (left == [])


async def test_a_year_that_is_not_known_ends_the_sittings_and_is_said_once(staffed: Office) -> None:
    staffed.clock.pass_by(days=260)
    await made(staffed, staffed.wang, WEEKLY)
    for _ in range(3):
        await staffed.pass_by(minutes=10)
    said = [text for text in staffed.texts(staffed.wang) if "2027年" in text]
    assert said == [
        "“例会”暂时排到2026年底：2027年的放假调休安排还没有导入，请管理员在国务院办公厅通知公布后导入。导入后自动接着安排。"
    ]


async def test_the_list_shows_time_room_and_answers_week_by_week(staffed: Office) -> None:
    card = await made(staffed, staffed.wang)
    await staffed.press(staffed.li, card, "收到")
    listed = await staffed.ask(staffed.li, staffed.li, "/meetings")
    assert listed.text == "会议安排（3月2日—3月8日）\n1. 3月3日（周二）15:00　党委会　301　收到1 未回复1"
    assert labels(listed) == ["1", "上周", "下周", "全部", "日历文件"]
    await staffed.press(staffed.li, listed, "下周")
    following = await fresh(staffed, staffed.li)
    assert following.text == f"会议安排（3月9日—3月15日）\n{listing.NONE}"
    assert labels(following) == ["本周", "上周", "下周", "全部"]


async def test_a_meeting_of_another_group_or_without_one_is_not_shown(staffed: Office) -> None:
    question = await staffed.ask(staffed.chief, staffed.chief, "明天下午三点开党委会，参加：赵主任、李四")
    await staffed.press(staffed.chief, question, "只通知参会人")
    await staffed.press(staffed.chief, await fresh(staffed, staffed.chief), "确认")
    await staffed.settled()
    await staffed.deliver()
    for user, place in ((staffed.wang, staffed.wang), (staffed.wang, staffed.group)):
        assert listing.NONE in (await staffed.ask(user, place, "/meetings")).text
    await staffed.server.next_message(staffed.li)
    assert "党委会" in (await staffed.ask(staffed.li, staffed.li, "/meetings")).text


async def test_calendar_files_are_sent_and_taken_in(staffed: Office) -> None:
    await made(staffed, staffed.wang)
    await staffed.press(staffed.wang, await opened(staffed, staffed.wang), "日历文件")
    await staffed.settled()
    file = staffed.server.sent(staffed.wang)[-1].file
    assert file
    assert file.name == "党委会.ics"
    assert "SUMMARY:党委会" in file.content.decode()
    foreign = file.content.decode().replace("UID:canmou-", "UID:other-").replace("党委会", "外单位协调会").encode()
    staffed.server.upload(staffed.chief, staffed.chief, "日程.ics", foreign)
    offer = await staffed.server.next_message(staffed.chief)
    assert "3月3日（周二）15:00 外单位协调会 301" in offer.text
    await staffed.press(staffed.chief, offer, "导入")
    assert (await fresh(staffed, staffed.chief)).text == "已导入会议：新增1项。"
    assert [each.meeting.plan.title for each in sittings(staffed)] == ["党委会", "外单位协调会"]
    assert sitting(staffed, 2).meeting.organizer_id == staffed.chief.id
