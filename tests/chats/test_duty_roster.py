"""The roster in the chat: /duty and its buttons, questions in plain words, files for administrators."""

import pytest

from bot.files.tables import read_table
from bot.permissions import Act, refusal
from bot.services.duty import Rosters
from tests.chats.conftest import Office
from tests.chats.duty import introduce, take_in

MONDAY = "3月2日（周一）08:30—次日08:30\n值班员：张三 13800000001\n带班领导：李四 13900000002"
TUESDAY = "3月3日（周二）08:30—次日08:30\n值班员：王五 13800000005\n带班领导：李四 13900000002"
SATURDAY = "3月7日（周六）08:30—次日08:30\n值班员：张三 13800000001\n带班领导：孙主任 13700000009"


@pytest.fixture
async def rostered(office: Office) -> Office:
    """Return an office with three shifts this week, the first of them on since half an hour; 王 is 张三."""
    await introduce(office, 张三=office.wang)
    take_in(office, "2026-03-02,张三,李四", "2026-03-03,王五,李四", "2026-03-07,张三,孙主任")
    await office.deliver()
    for place in (office.wang, office.group, office.forum):
        assert (await office.server.next_message(place)).text.startswith("⚠️ 值班安排有调整\n🔔 值班开始")
    return office


async def test_duty_shows_today(rostered: Office) -> None:
    message = await rostered.ask(rostered.li, rostered.group, "/duty")
    assert message.text == f"今日值班\n\n{MONDAY}"
    assert [button.text for button in message.buttons] == ["· 今天 ·", "本周", "我的", "统计", "换班"]


async def test_the_buttons_change_the_message(rostered: Office) -> None:
    message = await rostered.ask(rostered.wang, rostered.wang, "/duty")
    await rostered.press(rostered.wang, message, "本周")
    week = await rostered.server.next_edit(rostered.wang)
    assert week.text.splitlines()[2:] == [
        "3月2日 周一：张三，带班 李四",
        "3月3日 周二：王五，带班 李四",
        "3月7日 周六：张三，带班 孙主任",
    ]
    assert week.marked("bold") == ("本周值班", "3月2日 周一：张三，带班 李四")
    await rostered.press(rostered.wang, week, "我的")
    assert (await rostered.server.next_edit(rostered.wang)).text == f"张三以后的班次\n\n{SATURDAY}"


async def test_before_the_morning_the_shift_of_yesterday_is_still_on(rostered: Office) -> None:
    rostered.clock.pass_by(hours=17)
    message = await rostered.ask(rostered.wang, rostered.wang, "今天谁值班")
    assert message.text == f"{MONDAY}\n\n{TUESDAY}"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("今天谁值班？", MONDAY),
        ("明天谁值班", TUESDAY),
        ("现在谁在值班", MONDAY),
        ("周六谁带班", "3月7日（周六）08:30—次日08:30 带班领导：孙主任 13700000009"),
        ("下次我什么时候值班", f"您下一班：\n{SATURDAY}"),
        ("我这个月值几次班", f"您在这段时间有 2 班：\n\n{MONDAY}\n\n{SATURDAY}"),
        ("王五什么时候值班", f"王五下一班：\n{TUESDAY}"),
        ("孙主任周六带班吗", f"孙主任在这段时间有 1 班：\n\n{SATURDAY}"),
        ("王五下周值班吗", "这段时间值班表里没有王五的班次。"),
        ("3月9日谁值班", "3月9日还没有值班安排。"),
        ("我下周值班吗", "这段时间值班表里没有您的班次。"),
        ("五一谁值班", "5月1日至5月5日还没有值班安排。"),
        ("国庆节谁值班", "10月1日至10月7日还没有值班安排。"),
    ],
)
async def test_questions_are_answered_from_the_roster(rostered: Office, question: str, answer: str) -> None:
    assert (await rostered.ask(rostered.wang, rostered.wang, question)).text == answer


async def test_who_is_not_registered_hears_how_to_be(rostered: Office) -> None:
    assert "/iam" in (await rostered.ask(rostered.li, rostered.li, "下次我什么时候值班")).text


async def test_other_questions_go_to_the_documents(rostered: Office) -> None:
    answer = await rostered.ask(rostered.wang, rostered.wang, "值班电话应当在几声之内接听？")
    assert "3声" in answer.text


@pytest.mark.parametrize("question", ["张三迟到了怎么处理", "王五值班时要注意什么", "张三的值班电话几声之内接听"])
async def test_a_colleagues_name_makes_no_question_one_of_the_roster(rostered: Office, question: str) -> None:
    assert "下一班" not in (await rostered.ask(rostered.wang, rostered.wang, question)).text


async def test_days_without_a_roster_are_said_to_have_none(office: Office) -> None:
    message = await office.ask(office.wang, office.wang, "/duty")
    assert message.text == "今天（3月2日）没有值班安排。"
    await office.press(office.wang, message, "本周")
    assert (await office.server.next_edit(office.wang)).text == "本周（3月2日至3月8日）还没有值班安排。"
    await office.press(office.wang, message, "我的")
    assert "/iam" in (await office.server.next_edit(office.wang)).text


async def test_a_day_without_a_roster_names_the_next_watch(office: Office) -> None:
    take_in(office, "2026-03-03,王五,李四", "2026-03-07,张三,孙主任")
    message = await office.ask(office.wang, office.wang, "/duty")
    assert message.text == f"今天（3月2日）没有值班安排。\n\n下一班\n\n{TUESDAY}"


async def test_a_week_of_days_and_nights_shows_the_hours(office: Office) -> None:
    rosters = Rosters(office.state.office)
    table = "日期,班次,值班员,带班领导\n2026-03-03,白班,张三,李四\n2026-03-03,夜班,王五,李四\n"
    rosters.take_in(rosters.read("值班表.csv", table.encode()).entries)
    await office.press(office.wang, await office.ask(office.wang, office.wang, "/duty"), "本周")
    assert (await office.server.next_edit(office.wang)).text.splitlines()[2:] == [
        "3月3日 周二 08:30—17:30：张三，带班 李四",
        "3月3日 周二 17:30—次日08:30：王五，带班 李四",
    ]


async def test_administrators_get_the_month_as_a_table_and_as_a_picture(rostered: Office) -> None:
    message = await rostered.ask(rostered.chief, rostered.chief, "/duty")
    await rostered.press(rostered.chief, message, "导出表格")
    table = await rostered.server.next_message(rostered.chief)
    assert table.file
    assert table.file.name == "本办公室2026年3月值班表.xlsx"
    rows = read_table(table.file.name, table.file.content)
    assert [row.cells[5] for row in rows[2:]] == ["张三", "王五", "张三"]
    await rostered.press(rostered.chief, message, "图片")
    picture = await rostered.server.next_message(rostered.chief)
    assert picture.file
    assert picture.file.is_photo


async def test_others_get_no_files(rostered: Office) -> None:
    rostered.server.join(rostered.chief, rostered.group)
    message = await rostered.ask(rostered.chief, rostered.group, "/duty")
    assert (await rostered.press(rostered.wang, message, "导出表格")).text == refusal(Act.EXPORT_ROSTER)


async def test_shares_come_in_words_and_bars(rostered: Office) -> None:
    message = await rostered.ask(rostered.wang, rostered.wang, "/duty")
    await rostered.press(rostered.wang, message, "统计")
    shares = await rostered.server.next_message(rostered.wang)
    assert shares.file
    assert shares.file.is_photo
    assert shares.text.splitlines() == [
        "值班统计：2026年1月1日至3月2日", "", "值班员", "张三 1班（工作日1、夜班1）",
        "", "带班领导", "李四 1班（工作日1、夜班1）",
    ]  # fmt: skip
    await rostered.press(rostered.wang, shares, "本月")
    assert "张三 2班（工作日1、周末1、夜班2）" in (await rostered.server.next_message(rostered.wang)).text
    assert (await rostered.press(rostered.wang, shares, "上月")).text == "这段时间没有值班记录。"
