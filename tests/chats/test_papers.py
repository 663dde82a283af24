"""Papers in the chat: the month's roster, the agenda of a meeting and its minutes come as .docx files."""

from io import BytesIO

import pytest
from docx import Document as open_document

from bot.sandbox.world import Message, User
from tests.chats.conftest import Office
from tests.chats.duty import introduce, take_in
from tests.chats.meetings import made, staff


@pytest.fixture
async def staffed(office: Office) -> Office:
    await staff(office)
    return office


def lines(message: Message) -> list[str]:
    """Return the lines of a paper that was sent, the cells of a row as one."""
    assert message.file
    document = open_document(BytesIO(message.file.content))
    rows = [" ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return [*(each.text for each in document.paragraphs if each.text), *rows]


async def press_for_paper(office: Office, user: User, message: Message, label: str) -> Message:
    """Press a button and return the paper that comes."""
    await office.press(user, message, label)
    found = await office.server.next_message(user)
    while found.file is None:
        found = await office.server.next_message(user)
    return found


async def test_administrators_get_the_month_as_a_paper(office: Office) -> None:
    await introduce(office, 孙主任=office.chief, 张三=office.wang)
    take_in(office, "2026-03-03,张三,李四", "2026-03-04,王五,李四")
    message = await office.ask(office.chief, office.chief, "/duty")
    paper = await press_for_paper(office, office.chief, message, "导出文档")
    assert paper.file
    assert paper.file.name == "本办公室2026年3月值班表.docx"
    assert lines(paper) == [
        "本办公室2026年3月值班表",
        "每班时间：08:30—次日08:30。",
        "日期 星期 带班领导 电话 值班员 电话",
        "3月3日 周二 李四 13900000002 张三 13800000001",
        "3月4日 周三 李四 13900000002 王五 13800000005",
    ]


async def test_a_meeting_has_its_agenda_as_a_paper(staffed: Office) -> None:
    await made(staffed, staffed.wang, "明天下午三点到四点半在301开党委会，参加：王科长、李四，着正装")
    listed = await staffed.ask(staffed.wang, staffed.wang, "/meetings")
    await staffed.press(staffed.wang, listed, "1")
    opened = await staffed.server.next_edit(staffed.wang)
    agenda = await press_for_paper(staffed, staffed.wang, opened, "会议议程")
    assert agenda.file
    assert agenda.file.name == "党委会议程.docx"
    assert lines(agenda) == [
        "党委会议程",
        "时间：2026年3月3日（周二）15:00—16:30",
        "地点：301",
        "主持人：【待补：主持人】",
        "参加人员：王科长、李四",
        *(f"{number}、【待补：议题、汇报人、所需时间】" for number in "一二三"),
        "备注：着正装",
    ]


async def test_a_meeting_that_is_over_has_its_minutes_as_a_paper(staffed: Office) -> None:
    await made(staffed, staffed.wang, "明天下午三点到四点半在301开党委会，参加：王科长、李四")
    staffed.clock.pass_by(hours=31, minutes=30)
    await staffed.deliver()
    after = next(each for each in staffed.server.sent(staffed.wang) if "会议结束" in each.text)
    await staffed.press(staffed.wang, after, "除请假外全部到会")
    await staffed.settled()
    await staffed.press(staffed.wang, after, "起草纪要")
    await staffed.settled()
    draft = next(each for each in staffed.server.sent(staffed.wang) if "文种：纪要" in each.text)
    minutes = await press_for_paper(staffed, staffed.wang, draft, "生成Word")
    assert minutes.file
    assert minutes.file.name == "党委会纪要.docx"
    found = lines(minutes)
    assert found[0] == "【待补：发文机关】党委会纪要"
    # Who had leave and who stayed away is nobody, and not said.
    assert found[-3:] == ["出席：王科长、李四", "列席：【待补：列席人员】", "记录：【待补：记录人】"]
