"""交接班 in whole conversations: the note asked for, given, taken over; what stays open goes from shift to shift."""

from dataclasses import replace

import pytest

from bot.office.duty.shifts import Tier
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import CallbackAnswer, Message, User
from bot.storage import events, handovers
from tests.chats.conftest import Office
from tests.chats.watch import Watch, labels, newest, press_for, say, staff

WELL, WRITE, SEE, CONFIRM = "无异常", "填写交班记录", "查看未办结", "确认接班"
# Until a quarter of an hour before the end of the first shift.
FIRST_CHANGE = {"hours": 47, "minutes": 15}
HINT = "以“未办结：”“来电来文：”“异常：”开头的每一行，会列入未办结事项。"
NOTE = "昨夜平稳\n未办结：县水务局来电待回复\n异常：三楼漏水 <已报修>\n来电来文：无"


@pytest.fixture
async def watch(office: Office) -> Watch:
    return await staff(office)


async def changing(watch: Watch) -> Message:
    """Let time go by until 王 is asked for the note; return the question."""
    await watch.office.pass_by(**FIRST_CHANGE)
    return newest(watch.office, watch.office.wang)


async def written(watch: Watch, text: str = NOTE) -> Message:
    """Have 王 write the note; return what the bot says to it."""
    office = watch.office
    prompt = await press_for(office, office.wang, await changing(watch), WRITE)
    reply = await say(office, office.wang, text, reply_to=prompt)
    await office.deliver()
    return reply


def count(office: Office, user: User, words: str) -> int:
    """Return how many messages to someone have words in them."""
    return sum(words in text for text in office.texts(user))


async def press_data(office: Office, user: User, data: str) -> CallbackAnswer:
    """Press a button that someone made up under their newest message."""
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    return await office.press(user, replace(newest(office, user), keyboard=keyboard), "x")


async def test_the_officer_is_asked_a_quarter_of_an_hour_before_the_end(watch: Watch) -> None:
    office = watch.office
    await office.pass_by(hours=47, minutes=14)
    assert count(office, office.wang, "交接班") == 0
    await office.pass_by(minutes=1)
    question = newest(office, office.wang)
    assert question.text == (
        f"交接班\n您的班次（3月3日（周二）08:30—次日08:30）到08:30结束，请交班。目前没有未办结事项。\n{HINT}"
    )
    assert labels(question) == [WELL, WRITE, SEE]
    assert count(office, office.li, "交接班") == 0


async def test_long_before_the_end_nobody_is_pressed_for_the_note(watch: Watch) -> None:
    office = watch.office
    await office.pass_by(hours=24)
    question = await say(office, office.wang, "/handover")
    assert "到3月4日08:30结束，可以提前写好交班记录。" in question.text
    assert labels(question) == [WELL, WRITE, SEE]


async def test_all_well_is_one_press_and_the_next_one_takes_over(watch: Watch) -> None:
    office = watch.office
    question = await changing(watch)
    assert (await office.press(office.wang, question, WELL)).text == "已交班。"
    await office.deliver()
    note = newest(office, office.li)
    assert note.text == (
        "交班记录\n班次：3月3日（周二）08:30—次日08:30\n交班人：王（3月4日08:15）\n无异常\n\n没有未办结事项。"
    )
    assert (await office.press(office.li, note, CONFIRM)).text == "已确认接班。"
    edited = await office.server.next_edit(office.li)
    assert edited.text.endswith("接班人：李（3月4日08:15确认接班）")
    await office.deliver()
    assert newest(office, office.wang).text == "李已确认接班（3月3日（周二）08:30—次日08:30的班次交接完毕）。"
    with office.canmou.engine.begin() as connection:
        kept = handovers.find(connection, watch.shifts[0].id)
        noted = [event.what for event in events.noted(connection, "handover", watch.shifts[0].id)]
    assert kept
    assert (kept.note, kept.given_by, kept.confirmed_by) == ("无异常", office.wang.id, office.li.id)
    assert kept.confirmed_at
    assert kept.given_at < kept.confirmed_at < office.clock.now()
    assert noted == ["交班", "接班"]


async def test_lines_of_the_note_become_open_matters(watch: Watch) -> None:
    office = watch.office
    reply = await written(watch)
    assert reply.text.startswith("已交班，其中2件列入未办结事项。\n交班记录\n")
    note = newest(office, office.li).text
    assert "昨夜平稳\n未办结：县水务局来电待回复" in note
    assert "1. ［未办结］县水务局来电待回复（3月4日08:15起，历经1个班次，登记人王）" in note
    assert "2. ［异常］三楼漏水 <已报修>（" in note


async def test_the_note_is_taken_in_private_without_a_reply_but_a_question_is_not(watch: Watch) -> None:
    office = watch.office
    await press_for(office, office.wang, await changing(watch), WRITE)
    assert "3声" in (await say(office, office.wang, "值班电话要几声之内接听？")).text
    assert (await say(office, office.wang, "一切正常")).text.startswith("已交班。\n交班记录")


async def test_the_note_can_be_added_to_until_it_is_confirmed(watch: Watch) -> None:
    office = watch.office
    reply = await written(watch, "平稳")
    assert labels(reply) == ["补充交班记录", SEE]
    office.clock.pass_by(minutes=1)
    prompt = await press_for(office, office.wang, reply, "补充交班记录")
    await say(office, office.wang, "来电来文：市委办电话通知开会", reply_to=prompt)
    await office.deliver()
    note = newest(office, office.li)
    assert "平稳\n来电来文：市委办电话通知开会" in note.text
    await office.press(office.li, note, CONFIRM)
    assert (await office.press(office.wang, reply, "补充交班记录")).text.startswith("接班人已经确认接班。")


async def test_the_list_goes_from_shift_to_shift_until_it_is_closed(watch: Watch) -> None:
    office = watch.office
    await written(watch)
    await office.press(office.li, newest(office, office.li), CONFIRM)
    await office.pass_by(hours=24)
    second = newest(office, office.li)
    assert "目前有未办结事项2件" in second.text
    await office.press(office.li, second, WELL)
    await office.pass_by(hours=1)
    # 孙 has no account: the groups hear, by name.
    group_note = office.texts(office.group)[-1]
    listed = await say(office, office.wang, "/matters")
    assert "县水务局来电待回复（3月4日08:15起，历经3个班次，登记人王）" in listed.text
    assert labels(listed) == ["办结 1", "办结 2", "新增"]
    assert "孙" in group_note
    toast = await office.press(office.wang, listed, "办结 1")
    assert toast.text == "已办结：县水务局来电待回复"
    edited = await office.server.next_edit(office.wang)
    assert "县水务局" not in edited.text
    assert "1. ［异常］三楼漏水" in edited.text
    assert (await office.press(office.wang, listed, "办结 1")).text == "这件事项已经办结。"


@pytest.mark.parametrize(("who", "may"), [("li", True), ("chief", True), ("wang", False)])
async def test_a_matter_is_closed_by_the_watch_the_administrators_and_who_opened_it(
    watch: Watch, who: str, may: bool
) -> None:
    office = watch.office
    # 李 has the watch; 赵主任 leads it and is an administrator; 王 is neither, and did not open it.
    await office.pass_by(hours=48)
    await say(office, office.chief, "/matters 新增 补报周报")
    user = getattr(office, who)
    listed = await say(office, user, "/matters")
    toast = await office.press(user, listed, "办结 1")
    assert toast.text == ("已办结：补报周报" if may else "请由当班值班员、带班领导、登记人或者管理员办结。")


async def test_a_matter_is_added_by_command_or_by_button(watch: Watch) -> None:
    office = watch.office
    added = await say(office, office.wang, "/matters 新增 异常：电梯停运")
    assert added.text.startswith(
        "已列入未办结事项：［异常］电梯停运\n\n未办结事项：\n1. ［异常］电梯停运（3月2日09:00起，历经0个"
    )
    prompt = await press_for(office, office.wang, added, "新增")
    assert "2. ［未办结］催办公文" in (await say(office, office.wang, "催办公文", reply_to=prompt)).text


async def test_who_is_not_known_by_name_adds_nothing(watch: Watch) -> None:
    office = watch.office
    office.server.join(office.stranger, office.group)
    answer = await say(office, office.stranger, "/matters 新增 一件事", place=office.group)
    assert answer.text.startswith("您还没有登记姓名")
    listed = await say(office, office.stranger, "/matters", place=office.group)
    assert listed.text == "没有未办结事项。"
    assert (await office.press(office.stranger, listed, "新增")).text.startswith("您还没有登记姓名")


async def test_in_a_group_a_matter_is_written_as_a_reply(watch: Watch) -> None:
    office = watch.office
    listed = await say(office, office.wang, "/matters", place=office.group)
    prompt = await press_for(office, office.wang, listed, "新增", place=office.group)
    assert prompt.text.startswith("王：请回复本条消息")
    other = await say(office, office.li, "别人插话", place=office.group, reply_to=prompt)
    assert not other.text.startswith("已列入")
    added = await say(office, office.wang, "@canmou_bot 催办公文", place=office.group, reply_to=prompt)
    assert added.text.startswith("已列入未办结事项：［未办结］催办公文")


async def test_many_matters_stand_on_pages(watch: Watch) -> None:
    office = watch.office
    for number in range(8):
        listed = await say(office, office.wang, f"/matters 新增 事项{number}")
    assert "下一页（2/2）" in labels(listed)
    await office.press(office.wang, listed, "下一页（2/2）")
    second = await office.server.next_edit(office.wang)
    assert [line.partition("（")[0] for line in second.text.splitlines()[1:]] == [
        "7. ［未办结］事项6",
        "8. ［未办结］事项7",
    ]
    assert labels(second) == ["办结 7", "办结 8", "上一页", "新增"]


async def test_without_a_note_the_officer_is_asked_again_and_then_the_leader_hears(watch: Watch) -> None:
    office = watch.office
    await changing(watch)
    await office.pass_by(minutes=30)
    assert count(office, office.wang, "已于08:30结束，还没有交班记录，请交班。") == 1
    assert count(office, office.chief, "还没有交班记录") == 0
    await office.pass_by(minutes=15)
    assert newest(office, office.chief).text == (
        "⚠️ 3月3日（周二）08:30—次日08:30的班次还没有交班记录（值班员王），请督促。"
    )


async def test_without_a_confirmation_the_next_one_is_asked_again_and_then_the_leader_hears(watch: Watch) -> None:
    office = watch.office
    question = await changing(watch)
    await office.press(office.wang, question, WELL)
    await office.deliver()
    await office.pass_by(minutes=30)
    assert count(office, office.li, "交班记录\n") == 2
    await office.pass_by(minutes=15)
    assert newest(office, office.chief).text == (
        "⚠️ 3月3日（周二）08:30—次日08:30的班次还没有人确认接班（接班人李），请督促。"
    )
    assert count(office, office.wang, "还没有交班记录") == 0


async def test_who_answered_in_time_is_not_asked_again(watch: Watch) -> None:
    office = watch.office
    question = await changing(watch)
    await office.press(office.wang, question, WELL)
    await office.deliver()
    await office.press(office.li, newest(office, office.li), CONFIRM)
    await office.pass_by(hours=2)
    assert count(office, office.wang, "请交班") == 1
    assert count(office, office.li, "交班记录\n") == 1
    assert count(office, office.chief, "请督促") == 0


async def test_the_note_of_an_early_officer_comes_at_the_change(watch: Watch) -> None:
    office = watch.office
    await office.pass_by(hours=46)
    card = await say(office, office.wang, "交接班")
    assert labels(card) == [WELL, WRITE, SEE]
    await office.press(office.wang, card, WELL)
    await office.deliver()
    assert count(office, office.li, "交班记录\n") == 0
    # Meanwhile another takes the next shift.
    watch.assign(1, Tier.OFFICER, watch.wang)
    watch.assign(1, Tier.LEADER, watch.li)
    await office.pass_by(hours=1, minutes=15)
    assert count(office, office.li, "交班记录\n") == 0
    assert count(office, office.wang, "确认接班") == 0
    assert count(office, office.wang, "交班人：王（3月4日07:00）") == 1


async def test_an_officer_without_an_account_is_asked_in_the_groups_and_an_administrator_answers(watch: Watch) -> None:
    office = watch.office
    office.server.join(office.chief, office.group)
    watch.assign(0, Tier.OFFICER, watch.sun)
    await office.pass_by(**FIRST_CHANGE)
    question = office.server.sent(office.group)[-1]
    assert question.text.startswith("孙：交接班\n")
    assert (await office.press(office.li, question, WELL)).text == "请由值班员孙填写，管理员可以代填。"
    assert (await office.press(office.chief, question, WELL)).text == "已交班。"
    await office.deliver()
    assert "交班人：赵主任" in newest(office, office.li).text


async def test_handover_shows_what_waits_for_whoever_asks(watch: Watch) -> None:
    office = watch.office
    nothing = await say(office, office.wang, "/handover")
    assert nothing.text == "您当前没有需要交接的班次。"
    question = await changing(watch)
    await office.press(office.wang, question, WELL)
    await office.deliver()
    card = await say(office, office.li, "/handover")
    assert labels(card) == [CONFIRM, SEE]


async def test_the_wrong_persons_press_does_not_count(watch: Watch) -> None:
    office = watch.office
    await changing(watch)
    shift_id = watch.shifts[0].id
    assert (await press_data(office, office.li, f"1hw:{shift_id}")).text == "请由值班员王填写，管理员可以代填。"
    assert (await press_data(office, office.li, f"1hn:{shift_id}")).text == "请由值班员王填写，管理员可以代填。"
    assert (await press_data(office, office.li, f"1hc:{shift_id}")).text == "还没有交班记录，请先由交班人填写。"
    await press_data(office, office.wang, f"1hw:{shift_id}")
    assert (await press_data(office, office.wang, f"1hc:{shift_id}")).text == "请由接班人李确认，管理员可以代为确认。"
    assert (await press_data(office, office.wang, f"1hw:{watch.shifts[3].id}")).text == "这个班次还没有开始。"
    assert (await press_data(office, office.wang, "1hw:99")).text == "这个班次已经不在值班表里了。"


async def test_of_two_confirmations_at_once_one_counts(watch: Watch) -> None:
    office = watch.office
    question = await changing(watch)
    await office.press(office.wang, question, WELL)
    await office.deliver()
    note = newest(office, office.li)
    presses = [office.server.press(office.li, note, CONFIRM) for _ in range(4)]
    toasts = [(await office.server.answer_to(press)).text for press in presses]
    assert sorted(toasts, key=toasts.count) == ["已确认接班。"] + ["已经确认接班，不用重复点击。"] * 3


async def test_a_marked_note_is_not_kept(watch: Watch) -> None:
    office = watch.office
    prompt = await press_for(office, office.wang, await changing(watch), WRITE)
    assert "密级标志" in (await say(office, office.wang, "机密★1年\n昨夜来文", reply_to=prompt)).text
    with office.canmou.engine.begin() as connection:
        assert handovers.find(connection, watch.shifts[0].id) is None


async def test_a_note_that_is_too_long_is_asked_for_again(watch: Watch) -> None:
    reply = await written(watch, "长" * 1501)
    assert reply.text == "交班记录太长，请控制在1500字以内。"
    assert (await say(watch.office, watch.office.wang, "短", reply_to=reply)).text.startswith("已交班。")
