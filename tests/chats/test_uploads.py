"""Files that administrators hand in: shown first, taken in on a press, refused cell by cell."""

import pytest

from bot.files.tables import Sheet, write_table
from bot.sandbox.world import Message
from bot.services.duty import Lookup
from tests.chats.conftest import Office
from tests.chats.duty import roster

PEOPLE = "姓名,电话,岗位\n张三,13800000001,值班员\n李四,13900000002,带班领导\n".encode()
YEAR = (
    "日期,类型,名称\n2027-01-01,放假,元旦\n2027-02-06,放假,春节\n2027-04-05,放假,清明节\n2027-05-01,放假,劳动节\n"
    "2027-06-09,放假,端午节\n2027-09-15,放假,中秋节\n2027-10-01,放假,国庆节\n"
).encode()
NOTICE = (
    "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）放假。\n二、春节：2月6日（周六）放假。\n"
    "三、清明节：4月5日（周一）放假。\n四、劳动节：5月1日（周六）放假。\n五、端午节：6月9日（周三）放假。\n"
    "六、中秋节：9月15日（周三）放假。\n七、国庆节：10月1日（周五）放假。\n"
).encode()
GOOD = roster("2026-03-03,张三,李四", "2026-03-04,王五,李四")


async def hand_in(office: Office, content: bytes, name: str = "值班表.csv", caption: str = "") -> Message:
    office.server.upload(office.chief, office.chief, name, content, caption=caption)
    return await office.server.next_message(office.chief)


async def edited(office: Office, message: Message, button: str) -> str:
    await office.press(office.chief, message, button)
    return (await office.server.next_edit(office.chief)).text


def shifts(office: Office) -> list[str]:
    first = office.state.office.today()
    return [shift.officer.name for shift in Lookup(office.state.office).between(first, first.replace(month=12))]


async def test_a_roster_is_shown_and_taken_in_on_a_press(office: Office) -> None:
    message = await hand_in(office, GOOD, caption="三月的表")
    assert message.text == (
        "值班表：2026年3月3日至3月4日，共2天。\n新增2班\n人员名单里原来没有：张三、王五、李四，请核对姓名。\n"
        "以下人员尚未登记账号，收不到私聊提醒：张三、李四、王五。\n请他们私聊我，发送 /iam 加姓名登记。\n\n"
        "现在还没有导入，请确认。"
    )
    assert shifts(office) == []
    assert (await edited(office, message, "导入")).startswith("已导入值班表。\n新增2班")
    assert shifts(office) == ["张三", "王五"]
    assert (await office.press(office.chief, message, "导入")).text == "这份文件已经处理，或者已被后发的文件代替。"


async def test_changes_are_shown_before_they_are_made(office: Office) -> None:
    await edited(office, await hand_in(office, GOOD), "导入")
    message = await hand_in(office, roster("2026-03-03,王五,李四", "2026-03-04,王五,李四"))
    assert "变更1班，不变1班" in message.text
    assert "变更：3月3日（周二）08:30—次日08:30 值班员王五、带班李四（原值班员张三、带班李四）" in message.text
    assert shifts(office) == ["张三", "王五"]


async def test_a_file_that_is_not_wanted_leaves_nothing(office: Office) -> None:
    message = await hand_in(office, GOOD)
    assert await edited(office, message, "取消") == "已取消，没有导入。"
    assert shifts(office) == []
    assert office.state.office.people() == ()


async def test_a_later_file_takes_the_place_of_an_earlier_one(office: Office) -> None:
    before = await hand_in(office, GOOD)
    await hand_in(office, PEOPLE)
    assert (await office.press(office.chief, before, "导入")).text == "这份文件已经处理，或者已被后发的文件代替。"


async def test_faults_are_listed_by_cell(office: Office) -> None:
    text = (await hand_in(office, "日期,带班领导,值班员\n2026-03-03,李四,\n2026-03-04(周一),李四,张三".encode())).text
    assert text.splitlines() == [
        "有2处问题，没有导入：",
        "第2行 C列（C2）：缺少值班员",
        "第3行 A列（A3）：星期与日期不符，3月4日是周三",
    ]


async def test_of_many_faults_the_first_twenty_are_listed(office: Office) -> None:
    body = "\n".join(f"2026-03-{day:02},李四," for day in range(3, 28))
    text = (await hand_in(office, f"日期,带班领导,值班员\n{body}".encode())).text
    assert len(text.splitlines()) == 22
    assert text.endswith("……共25处")


async def test_people_are_taken_in(office: Office) -> None:
    message = await hand_in(office, PEOPLE, "名单.csv")
    assert message.text.startswith("人员名单：共2人。\n新增2人，更新0人。")
    await edited(office, message, "导入")
    assert [person.name for person in office.state.office.people()] == ["张三", "李四"]


@pytest.mark.parametrize(("name", "content"), [("2027.csv", YEAR), ("通知.txt", NOTICE)])
async def test_a_years_days_off_are_taken_in(office: Office, name: str, content: bytes) -> None:
    message = await hand_in(office, content, name)
    assert message.text.startswith("2027年放假安排：放假7天，调休上班0天。")
    assert await edited(office, message, "导入") == "已导入2027年放假安排：放假7天，调休上班0天。"
    assert office.state.office.calendar().knows(2027)


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("照片.heic", b"x", "只能读取 .xlsx、.csv、.txt"),
        ("坏.xlsx", b"PK\x03\x04x", "文件打不开"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 .xls"),
        ("大.csv", b"x" * 10_000_001, "文件超过10MB"),
        ("空.csv", b"\n", "文件里没有内容"),
        ("通知.txt", "放假通知".encode(), "看不出是哪一年的安排"),
    ],
)
async def test_what_cannot_be_read_is_said(office: Office, name: str, content: bytes, answer: str) -> None:
    assert answer in (await hand_in(office, content, name)).text


async def test_a_table_with_a_classification_mark_is_neither_kept_nor_left_standing(office: Office) -> None:
    marked = write_table([Sheet("表", "机密★10年", ("日期", "带班领导", "值班员"), [("2026-03-03", "李四", "张三")])])
    message = await hand_in(office, marked, "表.xlsx")
    assert message.text.startswith("⚠️ 有一条消息带有密级标志，已经删除")
    assert shifts(office) == []


async def test_others_hear_that_only_text_is_understood(office: Office) -> None:
    office.server.upload(office.wang, office.wang, "值班表.csv", GOOD)
    assert (await office.server.next_message(office.wang)).text == "目前只能看懂文字，请把问题打成文字发来。"


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(office: Office) -> None:
    office.server.drop_next("getFile", times=5)
    assert (await hand_in(office, GOOD)).text == "文件没有取到，请稍后重新发送。"
