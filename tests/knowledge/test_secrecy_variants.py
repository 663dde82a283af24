"""Two hundred spellings of the mark, each refused wherever a document or a message can bear it; no false alarms."""

import io
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import docx
import pytest
from docx.document import Document

from bot.config import Config
from bot.files.tables import Sheet, write_table
from bot.services.files import MarkedFile, rows_of
from bot.services.gates import MarkedText, check_unmarked
from bot.services.meetings.calendars import CalendarService
from bot.services.office import Office
from bot.storage.database import open_database
from knowledge import secrecy
from knowledge.documents import Reading
from knowledge.errors import ClassifiedDocument, KnowledgeError
from knowledge.readers import Limits, Readers, html, markdown, pdf, text
from knowledge.readers import docx as word
from knowledge.readers.source import Source
from tests.fakes import Clock
from tests.knowledge.test_readers_docx import add_to_paragraph, box
from tests.knowledge.test_readers_pdf import written
from tests.knowledge.variants import COUNT, variants

MARKS = variants()
TITLE, BODY = "关于做好某项工作的通知", "各科室：\n请认真落实。"
LONG = "\n".join(f"{number}. 第{number}项工作由办公室负责，按期办结。" for number in range(1, 41))
CALENDAR = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTART:20260303T010000Z\nSUMMARY:{}\n"
CALENDAR += "LOCATION:301\nEND:VEVENT\nEND:VCALENDAR\n"


def in_one_line(mark: str) -> str:
    return " ".join(mark.split())


def in_the_text(mark: str) -> Reading:
    return Reading("a.txt", f"{mark}\n{TITLE}\n{BODY}")


def in_the_body(mark: str) -> Reading:
    return Reading("a.txt", f"{TITLE}\n{LONG}\n{mark}\n{LONG}")


def in_an_annex(mark: str) -> Reading:
    return Reading("a.txt", f"{TITLE}\n{LONG}\n\n附件\n\n{mark}\n\n{TITLE}\n{BODY}")


def in_the_last_line(mark: str) -> Reading:
    return Reading("a.txt", f"{TITLE}\n{LONG}\n{mark}")


def in_a_later_heading(mark: str) -> Reading:
    lines = "\n".join(f"## {line}" for line in mark.splitlines())
    return markdown.extract(Source("a.md", f"# {TITLE}\n\n{LONG}\n\n{lines}\n\n{BODY}".encode(), Limits()))


def in_the_name(mark: str) -> Reading:
    return Reading(f"{TITLE} {in_one_line(mark)}.docx", BODY)


def in_banners(mark: str) -> Reading:
    return Reading("a.docx", f"{TITLE}\n{BODY}", banners=("第1页", *mark.splitlines()))


def in_a_page(mark: str) -> Reading:
    lines = "".join(f"<p>{line}</p>" for line in mark.splitlines())
    return html.extract(Source("a.html", f"<body>{lines}<h1>{TITLE}</h1><p>{BODY}</p></body>".encode(), Limits()))


def in_markdown(mark: str) -> Reading:
    return markdown.extract(Source("a.md", f"{mark}\n\n# {TITLE}\n\n{BODY}".encode(), Limits()))


def in_plain_text(mark: str) -> Reading:
    return text.extract(Source("a.txt", f"{mark}\n{TITLE}\n{BODY}".encode("gb18030"), Limits()))


def in_a_pdf(mark: str) -> Reading:
    return pdf.extract(Source("a.pdf", written([[*mark.splitlines(), TITLE, BODY]]), Limits()))


def on_a_later_page(mark: str) -> Reading:
    pages = [[TITLE, *LONG.splitlines()[:20]], [*mark.splitlines(), TITLE, BODY]]
    return pdf.extract(Source("a.pdf", written(pages), Limits()))


READINGS = (
    *(in_the_text, in_the_body, in_an_annex, in_the_last_line, in_a_later_heading),
    *(in_the_name, in_banners, in_a_page, in_markdown, in_plain_text),
)


def header(document: Document, mark: str) -> None:
    document.sections[0].header.paragraphs[0].text = mark


def footer(document: Document, mark: str) -> None:
    document.sections[0].footer.paragraphs[0].text = mark


def text_box(document: Document, mark: str) -> None:
    add_to_paragraph(document, "正文。", box(*mark.splitlines()))


def cell(document: Document, mark: str) -> None:
    document.element.body.insert(0, document.add_table(1, 2)._tbl)
    document.tables[0].cell(0, 0).text = mark


def last_paragraph(document: Document, mark: str) -> None:
    for line in (*LONG.splitlines(), *mark.splitlines()):
        document.add_paragraph(line)


def later_cell(document: Document, mark: str) -> None:
    last_paragraph(document, BODY)
    document.add_table(1, 2).cell(0, 1).text = mark


def comment(document: Document, mark: str) -> None:
    document.add_comment(document.paragraphs[0].runs, text=mark)


def property_title(document: Document, mark: str) -> None:
    document.core_properties.title = in_one_line(mark)


def remark(document: Document, mark: str) -> None:
    document.core_properties.comments = in_one_line(mark)


PLACES = (header, footer, text_box, cell, last_paragraph, later_cell, comment, property_title, remark)


def is_refused(check: Callable[[str], object], mark: str) -> bool:
    try:
        check(mark)
    except (ClassifiedDocument, MarkedFile, MarkedText):
        return True
    return False


def slips(check: Callable[[str], object], *, each: int = 1) -> list[str]:
    """Return the marks, or one in so many of them, that a check lets through."""
    return [mark for mark in MARKS[::each] if not is_refused(check, mark)]


def test_there_are_two_hundred() -> None:
    assert len(set(MARKS)) == COUNT == 200


@pytest.mark.parametrize("make", READINGS, ids=lambda make: make.__name__)
def test_every_spelling_is_refused(make: Callable[[str], Reading]) -> None:
    assert slips(lambda mark: secrecy.check(make(mark))) == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_every_spelling_is_refused_anywhere_in_a_word_file(place: Callable[[Document, str], None]) -> None:
    def read(mark: str) -> None:
        document = docx.Document()
        document.add_paragraph(TITLE)
        place(document, mark)
        stream = io.BytesIO()
        document.save(stream)
        secrecy.check(word.extract(Source("a.docx", stream.getvalue(), Limits())))

    assert slips(read, each=4) == []


@pytest.mark.parametrize("make", [in_a_pdf, on_a_later_page], ids=lambda make: make.__name__)
def test_every_spelling_that_a_pdf_can_show_is_refused(make: Callable[[str], Reading]) -> None:
    assert [mark for mark in slips(lambda mark: secrecy.check(make(mark))) if max(mark) < "\uffff"] == []


@pytest.mark.parametrize("form", ["{}", "{}\n请各科室落实。", "值班通知\n{}\n请落实", "【转发】\n{}"])
def test_every_spelling_in_a_message_is_found(form: str) -> None:
    assert [mark for mark in MARKS if not secrecy.is_marked(form.format(mark))] == []


def test_every_spelling_in_what_is_to_be_kept_is_refused() -> None:
    assert slips(lambda mark: check_unmarked(["党委会", mark])) == []


def test_every_spelling_in_a_table_is_refused() -> None:
    def read(mark: str) -> None:
        rows_of("值班表.xlsx", write_table([Sheet("表", "值班表", ("日期", "备注"), [("2026-03-03", mark)])]))

    assert slips(read, each=4) == []


def test_every_spelling_in_a_calendar_is_refused(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    service = CalendarService(Office(Config(), engine, Clock().now))
    assert slips(lambda mark: service.read("日程.ics", CALENDAR.format(in_one_line(mark)).encode())) == []
    engine.dispose()


def test_the_handbook_gives_no_false_alarm() -> None:
    with as_file(files("knowledge") / "handbook") as folder:
        found = [path.name for path in folder.glob("*.md") if is_alarming(path)]
    assert found == []


def test_no_real_document_gives_a_false_alarm_by_the_readers(shared: Path) -> None:
    paths = [path for path in (*(shared / "corpus").rglob("*.*"), *(shared / "laws").rglob("*.*")) if path.is_file()]
    assert len(paths) > 900
    assert [path.name for path in paths if is_alarming(path)] == []


def is_alarming(path: Path) -> bool:
    """Tell whether a file is taken for a marked one."""
    with Readers() as readers:
        try:
            readers.read(path)
        except ClassifiedDocument:
            return True
        except KnowledgeError:
            return False
    return False
