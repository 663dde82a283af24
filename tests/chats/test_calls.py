"""来电来文登记 in whole conversations: two taps and a message, corrections, the log, the file, who may."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.files.tables import read_table
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, User
from bot.storage import calls, handovers
from tests.chats.conftest import Office
from tests.chats.watch import ZONE, Watch, labels, press_for, say, staff

TEXT = "市应急局 张科长 13800000000 报送灾情 已转科室"
FIELDS = ["改单位", "改姓名", "改电话", "改内容", "改办理情况", "改时间"]
CARD = "单位：市应急局\n姓名：张科长\n电话：13800000000\n内容：报送灾情\n办理情况：已转科室"


@pytest.fixture
async def watch(office: Office) -> Watch:
    return await staff(office)


async def carded(office: Office, text: str = TEXT, *, kind: str = "来电", user: User | None = None) -> Message:
    """Log a call as far as its card."""
    person = user or office.wang
    screen = await say(office, person, "/log")
    prompt = await press_for(office, person, screen, kind)
    return await say(office, person, text, reply_to=prompt)


async def logged(office: Office, text: str = TEXT, **how: str) -> Message:
    """Log a call and keep it; return the card as it is then."""
    card = await carded(office, text, **how)
    assert (await office.press(office.wang, card, "保存")).text == "已保存。"
    return await office.server.next_edit(office.wang)


def kept(office: Office) -> tuple[calls.Call, ...]:
    """Return the whole log."""
    with office.canmou.engine.begin() as connection:
        return calls.between(connection, datetime(2026, 1, 1, tzinfo=ZONE), datetime(2027, 1, 1, tzinfo=ZONE))


async def test_two_taps_and_a_message_make_a_card(watch: Watch) -> None:
    office = watch.office
    screen = await say(office, office.wang, "/log")
    assert labels(screen) == ["来电", "来文", "今天的登记"]
    prompt = await press_for(office, office.wang, screen, "来电")
    assert prompt.text == f"请回复本条消息，写明来电单位、姓名、电话、内容和办理情况，例如：\n{TEXT}"
    card = await say(office, office.wang, TEXT, reply_to=prompt)
    assert card.text == f"来电登记（未保存，请核对）\n时间：3月2日09:00\n{CARD}"
    assert labels(card) == ["保存", "放弃", *FIELDS]
    assert kept(office) == ()


async def test_a_call_is_kept_with_the_time_at_which_it_came(watch: Watch) -> None:
    office = watch.office
    screen = await say(office, office.wang, "/log")
    prompt = await press_for(office, office.wang, screen, "来文")
    office.clock.pass_by(minutes=7)
    card = await say(office, office.wang, TEXT, reply_to=prompt)
    await office.press(office.wang, card, "保存")
    (call,) = kept(office)
    assert (call.kind, f"{call.received_at.astimezone(ZONE):%m-%d %H:%M}") == ("来文", "03-02 09:00")
    assert (call.entry.unit, call.entry.phone, call.logged_by) == ("市应急局", "13800000000", office.wang.id)


async def test_a_time_before_the_message_is_the_calls(watch: Watch) -> None:
    card = await carded(watch.office, f"8:35 {TEXT}")
    assert "时间：3月2日08:35\n单位：市应急局" in card.text
    card = await carded(watch.office, f"22点10分 {TEXT}")
    assert "时间：3月1日22:10" in card.text


async def test_a_call_can_be_logged_in_one_message(watch: Watch) -> None:
    card = await say(watch.office, watch.office.wang, f"/log 来电 {TEXT}")
    assert card.text.endswith(CARD)


@pytest.mark.parametrize(
    ("field", "text", "line"),
    [
        ("改单位", "市委办", "单位：市委办"),
        ("改内容", "催报\n材料", "内容：催报 材料"),
        ("改办理情况", "已报主任", "办理情况：已报主任"),
        ("改时间", "8:15", "时间：3月2日08:15"),
    ],
)
async def test_each_field_is_put_right(watch: Watch, field: str, text: str, line: str) -> None:
    office = watch.office
    card = await carded(office)
    prompt = await press_for(office, office.wang, card, field)
    assert prompt.text.startswith("请回复本条消息，写明")
    card = await say(office, office.wang, text, reply_to=prompt)
    assert line in card.text.splitlines()
    assert labels(card)[:2] == ["保存", "放弃"]


async def test_a_time_that_is_not_understood_changes_nothing(watch: Watch) -> None:
    office = watch.office
    prompt = await press_for(office, office.wang, await carded(office), "改时间")
    assert (await say(office, office.wang, "早上", reply_to=prompt)).text == "没有看懂时间，请写成 14:30 这样。"


async def test_what_is_given_up_is_not_kept(watch: Watch) -> None:
    office = watch.office
    card = await carded(office)
    assert (await office.press(office.wang, card, "放弃")).text == "已放弃。"
    assert (await office.press(office.wang, card, "保存")).text == "这条登记已经保存或者放弃。"
    assert kept(office) == ()


async def test_of_two_presses_one_keeps_the_call(watch: Watch) -> None:
    office = watch.office
    card = await carded(office)
    presses = [office.server.press(office.wang, card, "保存") for _ in range(4)]
    toasts = [(await office.server.answer_to(press)).text for press in presses]
    assert toasts.count("已保存。") == 1
    assert len(kept(office)) == 1


async def test_two_calls_can_wait_to_be_kept(watch: Watch) -> None:
    office = watch.office
    first = await carded(office)
    office.clock.pass_by(minutes=1)
    second = await carded(office, "市委办 王芳 来函")
    for card in (first, second):
        await office.press(office.wang, card, "保存")
    assert [call.entry.unit for call in kept(office)] == ["市应急局", "市委办"]


async def test_a_call_becomes_one_open_matter(watch: Watch) -> None:
    office = watch.office
    card = await logged(office)
    assert labels(card) == ["设为未办结"]
    presses = [office.server.press(office.wang, card, "设为未办结") for _ in range(2)]
    toasts = [(await office.server.answer_to(press)).text for press in presses]
    assert sorted(toasts) == ["已列入未办结事项。", "已经列入未办结事项。"]
    with office.canmou.engine.begin() as connection:
        (matter,) = handovers.still_open(connection, office.clock.now())
    assert (matter.kind, matter.text) == ("来电来文", "市应急局 张科长：报送灾情（已转科室）")


async def test_the_log_of_days_is_listed(watch: Watch) -> None:
    office = watch.office
    await logged(office)
    today = await say(office, office.wang, "/log 今天")
    assert today.text == (
        "本办公室来电来文登记（2026年3月2日），共1条\n"
        "1. 3月2日09:00 来电 市应急局 张科长 13800000000：报送灾情（已转科室）"
    )
    assert (await say(office, office.wang, "/log 昨天")).text.endswith("共0条\n没有登记。")
    assert (await say(office, office.wang, "/log 本月")).text.startswith("本办公室来电来文登记（2026年3月），共1条")
    assert (await say(office, office.wang, "/log 随便")).text.startswith("请选择登记类别")


async def test_a_group_sees_no_telephone_numbers(watch: Watch) -> None:
    office = watch.office
    await logged(office)
    today = await say(office, office.wang, "/log 今天", place=office.group)
    assert today.text.endswith("来电 市应急局 张科长：报送灾情（已转科室）")
    assert labels(today) == []


async def test_a_long_log_stands_on_pages(watch: Watch) -> None:
    office = watch.office
    for _ in range(11):
        office.clock.pass_by(minutes=2)
        await logged(office)
    today = await say(office, office.wang, "/log 今天")
    await office.press(office.wang, today, "下一页（2/2）")
    second = await office.server.next_edit(office.wang)
    assert second.text.splitlines()[1].startswith("11. 3月2日09:22")


async def test_administrators_get_the_log_as_a_file(watch: Watch) -> None:
    office = watch.office
    await logged(office)
    today = await say(office, office.chief, "/log 今天")
    sent = await press_for(office, office.chief, today, "导出")
    assert sent.file
    assert sent.file.name == "本办公室来电来文登记（2026年3月2日）.xlsx"
    rows = [row.cells for row in read_table(sent.file.name, sent.file.content)]
    assert rows[1] == ("序号", "时间", "类别", "单位", "姓名", "电话", "内容", "办理情况", "登记人")
    moment = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE).replace(tzinfo=None)
    assert rows[2] == ("1", moment, "来电", "市应急局", "张科长", "13800000000", "报送灾情", "已转科室", "王")


async def test_only_the_officer_on_duty_and_administrators_export(watch: Watch) -> None:
    office = watch.office
    await logged(office)
    assert labels(await say(office, office.wang, "/log 今天")) == []
    await office.pass_by(hours=24)
    mine = await say(office, office.wang, "/log 昨天")
    assert labels(mine) == ["导出"]
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", mine.buttons[0].data),),))
    forged = replace(mine, chat_id=office.li.id, message_id=1, keyboard=keyboard)
    toast = await office.press(office.li, forged, "x")
    assert toast.text == "只有当班值班员和管理员可以导出，请在私聊中导出。"


@pytest.mark.parametrize(
    "data", ["1hk:5", "1hs:99", "1hf:99:1", "1hf:1:9", "1hd:99", "1ht:99", "1hl:5:1:0", "1hl:0:0:0"]
)
async def test_made_up_buttons_lead_nowhere(watch: Watch, data: str) -> None:
    office = watch.office
    screen = await say(office, office.wang, "/log")
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    assert (await office.press(office.wang, replace(screen, keyboard=keyboard), "x")).text
    assert kept(office) == ()


async def test_a_card_is_only_for_whoever_wrote_it(watch: Watch) -> None:
    office = watch.office
    screen = await say(office, office.wang, "/log", place=office.group)
    prompt = await press_for(office, office.wang, screen, "来电", place=office.group)
    card = await say(office, office.wang, TEXT, place=office.group, reply_to=prompt)
    for label in ("保存", "放弃", "改单位"):
        assert (await office.press(office.li, card, label)).text == "请由登记人本人办理。"
    assert (await office.press(office.wang, card, "保存")).text == "已保存。"


async def test_who_is_not_known_by_name_logs_and_lists_nothing(watch: Watch) -> None:
    office = watch.office
    office.server.join(office.stranger, office.group)
    screen = await say(office, office.stranger, "/log", place=office.group)
    for label in ("来电", "今天的登记"):
        assert (await office.press(office.stranger, screen, label)).text.startswith("您还没有登记姓名")
    for words in ("/log 今天", f"/log 来电 {TEXT}"):
        refusal = await say(office, office.stranger, words, place=office.group)
        assert refusal.text.startswith("您还没有登记姓名")


async def test_a_mark_is_found_across_fields(watch: Watch) -> None:
    office = watch.office
    card = await carded(office, "市委办 王芳 来文一份")
    prompt = await press_for(office, office.wang, card, "改内容")
    assert "没有保存" in (await say(office, office.wang, "来文标注 机密★", reply_to=prompt)).text
    assert kept(office) == ()
