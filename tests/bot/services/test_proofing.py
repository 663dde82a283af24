"""Papers handed in: what is read and what is refused, what they are checked against, and that nothing is kept."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.config import Config
from bot.config.sections import Office as OfficeSettings
from bot.config.sections import Storage
from bot.files.papers.measuring import Measures
from bot.office.proofing import Grade
from bot.services.files import MarkedFile
from bot.services.office import Office
from bot.services.proofing import PaperFault, ProofService
from bot.services.proofing.choosing import choose_earlier, likeness
from bot.services.proofing.layout import check_layout
from bot.services.proofing.reading import read_paper
from bot.storage import people
from bot.storage.database import open_database
from bot.storage.library import LibraryRecords
from knowledge.documents import Document, Kind
from knowledge.ingest import Ingest
from knowledge.readers import Limits, Readers
from prompts import load_kinds
from tests.bot.office.proofs import SOUND
from tests.bot.services.papers import docx
from tests.fakes import Clock, GramEmbedder

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LAST_TITLE = "青山县人民政府办公室关于做好2025年清明节期间值班工作的通知"


class Desk:
    """An office with a library, and its proofreading."""

    def __init__(self, folder: Path, config: Config) -> None:
        self.folder = folder
        self.engine = open_database(f"sqlite:///{folder / 'a.db'}")
        self.office = Office(config, self.engine, Clock().now)
        self.records = LibraryRecords(self.engine)
        self.service = ProofService(self.office, records=self.records, kinds=load_kinds(), limits=Limits())

    def hold(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, "utf-8")
        with Readers() as readers:
            outcomes = list(Ingest(self.records, GramEmbedder(), readers).outcomes([path]))
        assert [outcome.fault for outcome in outcomes] == [""]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    config = Config(storage=Storage(data_dir=tmp_path), office=OfficeSettings(name="青山县人民政府办公室"))
    desk = Desk(tmp_path, config)
    yield desk
    desk.engine.dispose()


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    return out.getvalue()


def test_a_sound_paper_has_nothing_to_mend(desk: Desk) -> None:
    report = desk.service.proofread("通知.docx", docx())
    assert (report.title, report.kind) == ("青山县人民政府办公室关于做好2026年清明节期间值班工作的通知", "通知")
    assert (report.of(Grade.MUST), report.earlier) == ((), None)


def test_faults_are_found_in_the_file(desk: Desk) -> None:
    faulty = SOUND.replace("（一）专人", "（一）、专人").replace("2026年3月20日", "2026年03月20日")
    assert [finding.sentence for finding in desk.service.proofread("通知.docx", docx(faulty)).of(Grade.MUST)] == [
        "带括号的序号后不加标点，如“（一）”。",
        "成文日期的月、日不编虚位，1月不写01月。",
    ]


def test_people_of_the_office_are_known_by_name(desk: Desk) -> None:
    with desk.office.begin() as connection:
        people.put(connection, "张建国")
    text = SOUND.replace("专人在岗", "由主任张健国负责")
    sentences = [finding.sentence for finding in desk.service.proofread("通知.docx", docx(text)).findings]
    assert "“张健国”疑为“张建国”之误，请核对姓名。" in sentences


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("通知.doc", OLE, "旧版 .doc 文件无法校对"),
        ("通知.docx", OLE, "旧版 .doc 文件无法校对"),
        ("通知.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "文件设有密码"),
        ("通知.wps", OLE, ".wps 文件无法校对"),
        ("通知.pdf", b"%PDF", "请发原来的 .docx 文件"),
        ("通知.zip", b"PK", "只能校对 .docx 文件"),
        ("通知", b"", "只能校对 .docx 文件"),
        ("通知.docx", b"PK\x03\x04x", "可能已经损坏"),
        ("通知.docx", b"", "没有可以校对的文字"),
        ("通知.docx", docx(""), "没有可以校对的文字"),
        ("通知.docx", docx("……\n——"), "没有可以校对的文字"),
        ("通知.docx", b"x" * 10_000_001, "文件超过10MB"),
        ("通知.txt", ("一" * 300_001).encode(), "文件太长"),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_refused_in_plain_words(desk: Desk, name: str, content: bytes, said: str) -> None:
    with pytest.raises(PaperFault, match=said):
        desk.service.proofread(name, content)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(PaperFault, match="内容异常"):
        read_paper("通知.docx", bomb(), Limits())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("机密★10年 通知.docx", SOUND),
        ("通知.docx", f"机密★10年\n{SOUND}"),
        ("通知.docx", f"{SOUND}{'正文。' * 600}\n秘密★5年\n附表"),
    ],
)
def test_a_marked_paper_is_refused(desk: Desk, name: str, text: str) -> None:
    with pytest.raises(MarkedFile):
        desk.service.proofread(name, docx(text))


def test_a_paper_that_speaks_of_marks_is_read(desk: Desk) -> None:
    text = SOUND.replace("专人在岗", "涉密文件应当标注“机密★10年”等字样")
    assert desk.service.proofread("通知.docx", docx(text)).of(Grade.MUST) == ()


def test_the_text_is_read_as_it_stands() -> None:
    text = "关于值班的通知\n各单位：\n第一行没有写完的句子\n接着写完，“带 空格”。"
    assert read_paper("通知.docx", docx(text), Limits()).text == text


def test_nothing_of_a_paper_is_kept(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.service.proofread("通知.docx", docx())
    assert desk.records.holdings() == {}
    assert "清明节" not in caplog.text


def test_the_last_one_of_its_kind_is_found_in_the_library(desk: Desk) -> None:
    desk.hold("通知2025.txt", SOUND.replace("2026年", "2025年"))
    desk.hold("通知2024.txt", SOUND.replace("2026年", "2024年"))
    desk.hold("春耕.txt", SOUND.replace("清明节期间值班工作", "春耕备耕物资保障").replace("2026年", "2025年"))
    report = desk.service.proofread("通知.docx", docx())
    assert report.earlier
    assert (report.earlier.title, report.earlier.year) == (LAST_TITLE, 2025)
    assert f"与《{LAST_TITLE}》（2025年）相比" in report.findings[0].sentence


def test_a_file_may_be_named_as_the_last_one(desk: Desk) -> None:
    last = ("去年.docx", docx(SOUND.replace("2026年", "2023年")))
    report = desk.service.proofread("通知.docx", docx(), last)
    assert report.earlier
    assert report.earlier.year == 2023


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于做好2025年清明节放假安排的通知", 2025),
        ("关于2024年清明节放假安排的通知", 2024),
        ("关于做好2026年清明节放假安排的通知", None),
        ("关于开展2025年森林防火督查的通知", None),
    ],
)
def test_an_earlier_paper_is_alike_and_of_an_earlier_year(title: str, expected: int | None) -> None:
    document = Document("a", title, Kind.SPEECH, None, None, "正文。", ())
    found = choose_earlier("关于做好2026年清明节放假安排的通知", date(2026, 3, 2), [document])
    assert (found and found.year) == expected


def test_years_do_not_make_titles_unlike() -> None:
    assert likeness("关于做好2026年值班工作的通知", "关于2025年值班工作的通知") == 1


@pytest.mark.parametrize(
    ("measures", "said"),
    [
        (Measures(), []),
        (Measures(210, 297, 37, 28, 26, 35, "仿宋_GB2312", 16, 28), []),
        (Measures(width=215.9, height=279.4), ["纸张不是A4型（210毫米×297毫米）。"]),
        (Measures(top=25.4, left=28), ["页边距与公文版心不符：上25毫米（应为37毫米）。"]),
        (Measures(font="宋体"), ["正文字体是宋体，一般用仿宋。"]),
        (Measures(size=14), ["正文字号是14磅，一般用3号（16磅）。"]),
        (Measures(pitch=22), ["行距是固定值22磅，一般用28磅至29磅，每面22行。"]),
    ],
)
def test_the_layout_is_held_to_the_standard(measures: Measures, said: list[str]) -> None:
    assert [finding.sentence for finding in check_layout(measures)] == said
