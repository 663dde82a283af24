"""Papers sent to be proofread, in private and in groups: what comes back, and what is refused."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import text

from bot.chat import marking
from bot.chat.proofing import LEFT_OUT, report_messages
from bot.format import LIMIT, utf16_length
from bot.office.proofing import Finding, Grade
from bot.sandbox.journal import Kind
from bot.sandbox.world import Message, User
from bot.sandbox.world import Place as Somewhere
from bot.services.proofing import Report
from tests.bot.office.proofs import SOUND
from tests.bot.services.papers import docx
from tests.chats.conftest import Office, Opening

FAULTY = SOUND.replace("工作的通知", "工作的通知。").replace("一、落实", "一.落实")
TITLE = "《青山县人民政府办公室关于做好2026年清明节期间值班工作的通知》"
NOTHING = "未发现问题。已检查标题、文种、主送机关、层次、日期、标点和常见错字，内容仍请您核对。"


async def hand_in(
    office: Office, user: User, place: Somewhere, content: bytes, *, name: str = "通知.docx", caption: str = ""
) -> Message:
    office.server.upload(user, place, name, content, caption=caption)
    return await office.server.next_message(place)


def deleted(office: Office) -> int:
    return sum(event.kind is Kind.DELETE for event in office.server.backend.journal.events)


async def test_faults_are_listed_with_what_must_be_mended_first(office: Office) -> None:
    answer = await hand_in(office, office.wang, office.wang, docx(FAULTY), caption="帮我看看")
    assert answer.text == (
        "《青山县人民政府办公室关于做好2026年清明节期间值班工作的通知。》\n必改2条，建议1条。\n\n必改\n"
        "1. 标题〔班工作的通知。〕：标题末尾不用句号。\n"
        "2. 第2段〔一.落实值班责任〕：汉字序号后应用顿号，如“一、”。（依据：GB/T 9704—2012第7.3.3条）\n\n建议\n"
        "3. 版式：正文字号是11磅，一般用3号（16磅）。（依据：GB/T 9704—2012第5章）"
    )


async def test_a_paper_from_an_administrator_is_proofread_too(office: Office) -> None:
    assert (await hand_in(office, office.chief, office.chief, docx())).text.startswith(TITLE)


async def test_a_stranger_is_turned_away(office: Office) -> None:
    assert "您还没有登记" in (await hand_in(office, office.stranger, office.stranger, docx())).text


async def test_in_a_group_a_paper_is_read_when_its_caption_names_the_bot(office: Office) -> None:
    office.server.upload(office.wang, office.group, "别的.docx", docx())
    answer = await hand_in(office, office.li, office.group, docx(FAULTY), caption="@canmou_bot 请校对")
    assert answer.text.startswith("《青山县")
    assert len(office.texts(office.group)) == 1
    assert answer.reply_to


async def test_a_group_that_is_not_listed_gets_nothing(office: Office) -> None:
    office.server.upload(office.stranger, office.elsewhere, "通知.docx", docx(), caption="@canmou_bot")
    await office.settled()
    assert office.texts(office.elsewhere) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("通知.doc", b"x", "旧版 .doc 文件无法校对，请用Word或WPS另存为 .docx 后再发。"),
        ("通知.wps", b"x", ".wps 文件无法校对，请用WPS另存为 .docx 后再发。"),
        ("通知.PDF", b"x", "PDF 里看不出段落和格式，请发原来的 .docx 文件。"),
        ("通知.docx", b"x", "文件打不开，可能已经损坏，请重新保存为 .docx 后再发。"),
        ("通知.docx", b"x" * 10_000_001, "文件超过10MB，请删去图片等附件后再发。"),
    ],
    ids=range(5),
)
async def test_what_cannot_be_read_is_said(office: Office, name: str, content: bytes, said: str) -> None:
    assert (await hand_in(office, office.wang, office.wang, content, name=name)).text == said


async def test_a_marked_paper_is_deleted_and_not_repeated(office: Office) -> None:
    answer = await hand_in(office, office.wang, office.wang, docx(f"机密★10年\n{FAULTY}"))
    assert (answer.text, deleted(office)) == (marking.DELETED, 1)
    assert not any("清明节" in str(call.parameters) for call in office.server.log)


async def test_a_marked_paper_in_a_group_is_warned_about(office: Office) -> None:
    marked = docx(f"机密★10年\n{SOUND}")
    answer = await hand_in(office, office.wang, office.group, marked, caption="@canmou_bot")
    assert (answer.text, deleted(office)) == (marking.NOT_DELETED, 0)


async def test_a_paper_that_cannot_be_fetched_is_asked_for_again(office: Office) -> None:
    office.server.drop_next("getFile", times=5)
    assert (await hand_in(office, office.wang, office.wang, docx())).text == "文件没有取到，请稍后重新发送。"


async def test_too_many_papers_in_a_minute_are_put_off(opened: Opening) -> None:
    async with opened() as office:
        for _ in range(office.canmou.config.chat.questions_per_minute):
            await hand_in(office, office.wang, office.wang, b"x")
        assert (await hand_in(office, office.wang, office.wang, b"x")).text == "您问得有点快，请过一分钟再问。"


async def test_nothing_of_a_paper_is_stored(office: Office) -> None:
    await hand_in(office, office.wang, office.wang, docx(FAULTY))
    with office.canmou.engine.connect() as connection:
        names = connection.scalars(text("select name from sqlite_master where type = 'table'")).all()
        rows = [row for name in names for row in connection.execute(text(f'select * from "{name}"'))]
    assert "清明节" not in str(rows)


@dataclass
class Findings:
    """So many findings of each grade."""

    musts: int = 0
    shoulds: int = 0
    quote: str = "甲" * 30
    made: list[Finding] = field(default_factory=list)

    def report(self) -> Report:
        for grade, count in ((Grade.MUST, self.musts), (Grade.SHOULD, self.shoulds)):
            self.made += [Finding(grade, f"第{n}段", self.quote, f"第{n}个问题。") for n in range(count)]
        return Report("关于值班的通知", "通知", tuple(self.made), None)


def test_a_paper_without_faults_is_told_so() -> None:
    assert report_messages(Findings().report()) == (f"<b>《关于值班的通知》</b>\n{NOTHING}",)


def test_a_report_fits_into_two_messages_and_says_what_it_leaves_out() -> None:
    texts = report_messages(Findings(200, 200, quote="<&>" * 10).report())
    assert len(texts) == 2
    assert all(utf16_length(each) <= LIMIT for each in texts)
    listed = "".join(texts).count("第") // 2
    assert LEFT_OUT.format(400 - listed) in texts[-1]


def test_one_grade_alone_has_no_heading_of_the_other() -> None:
    assert "<b>必改</b>" not in report_messages(Findings(0, 1).report())[0]
    assert "<b>建议</b>" not in report_messages(Findings(1, 0).report())[0]
