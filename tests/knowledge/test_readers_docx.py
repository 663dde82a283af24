"""Word documents made by the test: body, tables, generated numbers, text outside the body, and broken packages."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge import secrecy
from knowledge.documents import Reading
from knowledge.errors import ClassifiedDocument, UnreadableDocument
from knowledge.readers import Limits, read
from knowledge.readers import docx as reader
from knowledge.readers.numbering import chinese
from knowledge.readers.source import Source

W = nsdecls("w")


def packed(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def extract(document: Document) -> Reading:
    return reader.extract(Source("a.docx", packed(document), Limits()))


def lines(document: Document) -> list[str]:
    return extract(document).text.splitlines()


def fault(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        reader.extract(Source("a.docx", data, limits or Limits()))
    return caught.value.fault


def with_list(document: Document, *levels: str) -> None:
    """Add a list to the document's numbering; a level is its number format and its text."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(level.split(" ", 1) for level in levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{inner}</w:abstractNum>'))
    for number, override in (
        ("90", ""),
        ("91", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ):
        head = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="90"/>'
        numbering.append(parse_xml(f"{head}{override}</w:num>"))


def add_item(document: Document, text: str, *, depth: int = 0, number: int = 90) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))


def add_to_paragraph(document: Document, text: str, xml: str) -> None:
    spaces = f'{W} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/mc"'
    document.add_paragraph(text)._p.append(parse_xml(f"<w:r {spaces}>{xml}</w:r>"))


def box(*paragraphs: str) -> str:
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_paragraphs_and_rows_come_in_the_documents_order() -> None:
    document = docx.Document()
    document.add_heading("值班安排", 0)
    paragraph = document.add_paragraph("由")
    paragraph.add_run("办公室").bold = True
    paragraph.add_run("安排。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["日期", "人员", "周一", "两人"], strict=True):
        cell.text = text
    document.add_paragraph("本表每月公布。")
    assert lines(document) == ["值班安排", "由办公室安排。", "日期\t人员", "周一\t两人", "本表每月公布。"]
    assert extract(document).title == "值班安排"


def test_a_frame_around_text_is_no_row() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "第一段。\n第二段。"
    assert lines(document) == ["第一段。", "第二段。"]


def test_breaks_tabs_deleted_and_inserted_text() -> None:
    document = docx.Document()
    document.add_paragraph("第一行\n第二行\t完")
    changed = document.add_paragraph("应当")._p
    changed.append(parse_xml(f"<w:del {W}><w:r><w:delText>不必</w:delText></w:r></w:del>"))
    changed.append(parse_xml(f"<w:ins {W}><w:r><w:t>及时</w:t></w:r></w:ins>"))
    changed.append(parse_xml(f"<w:moveFrom {W}><w:r><w:t>移走</w:t></w:r></w:moveFrom>"))
    assert lines(document) == ["第一行", "第二行 完", "应当及时"]


def test_text_in_a_content_control_is_body() -> None:
    document = docx.Document()
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的字。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    assert lines(document) == ["控件里的字。"]


def test_generated_numbers_of_articles_and_items_stand_in_the_text() -> None:
    document = docx.Document()
    with_list(document, "chineseCounting 第%1条", "japaneseCounting （%2）", "decimal %3.", "decimalEnclosedCircle %4")
    add_item(document, "总的要求。")
    add_item(document, "具体要求：")
    for depth, text in ((1, "甲；"), (1, "乙："), (2, "细；"), (3, "更细。"), (1, "丙。")):
        add_item(document, text, depth=depth)
    add_item(document, "附带要求。")
    assert lines(document) == [
        "第一条 总的要求。",
        "第二条 具体要求：",
        "（一）甲；",
        "（二）乙：",
        "1.细；",
        "① 更细。",
        "（三）丙。",
        "第三条 附带要求。",
    ]


def test_a_list_that_restarts_counts_from_its_start() -> None:
    document = docx.Document()
    with_list(document, "chineseCountingThousand %1、")
    for text, number in (("甲", 90), ("乙", 90), ("丙", 91), ("丁", 91)):
        add_item(document, text, number=number)
    assert lines(document) == ["一、甲", "二、乙", "一、丙", "二、丁"]


@pytest.mark.parametrize(
    ("level", "label"),
    [("bullet ·", ""), ("lowerLetter %1)", "b)"), ("ideographTraditional %1、", "乙、"), ("upperRoman %1.", "2.")],
)
def test_other_number_formats(level: str, label: str) -> None:
    document = docx.Document()
    with_list(document, level)
    add_item(document, "前项")
    add_item(document, "后项")
    assert lines(document)[1] == f"{label}后项"


def test_a_style_numbers_its_paragraphs() -> None:
    document = docx.Document()
    with_list(document, "chineseCounting 第%1章")
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="90"/></w:numPr>'))
    document.add_heading("总则", 1)
    document.add_paragraph("正文。")
    document.add_heading("值班", 1)
    assert lines(document) == ["第一章 总则", "正文。", "第二章 值班"]


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (106, "一百零六"),
        (110, "一百一十"),
        (315, "三百一十五"),
        (1006, "一千零六"),
        (1060, "一千零六十"),
        (0, "0"),
        (10_000, "10000"),
    ],
)
def test_chinese_numbers(count: int, written: str) -> None:
    assert chinese(count) == written


def test_text_outside_the_body_is_a_banner() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "页眉"
    section.footer.paragraphs[0].text = "页脚"
    document.core_properties.title, document.core_properties.comments = "题名", "备注"
    add_to_paragraph(document, "正文。", box("框内一", "框内二"))
    add_to_paragraph(document, "", '<w:pict><v:shape><v:textpath string="水印"/></v:shape></w:pict>')
    add_to_paragraph(
        document, "", f"<mc:AlternateContent><mc:Fallback>{box('旧版')}</mc:Fallback></mc:AlternateContent>"
    )
    reading = extract(document)
    assert reading.text == "正文。"
    assert sorted(reading.banners) == ["备注", "框内一", "框内二", "水印", "页眉", "页脚", "题名"]


def place_header(document: Document, mark: str) -> None:
    document.sections[0].header.paragraphs[0].text = mark


def place_first_page_header(document: Document, mark: str) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = mark


def place_box(document: Document, mark: str) -> None:
    add_to_paragraph(document, "正文。", box(*mark.split("★")))


def place_table(document: Document, mark: str) -> None:
    document.element.body.insert(0, document.add_table(1, 2)._tbl)
    document.tables[0].cell(0, 0).text = mark


def place_symbol(document: Document, mark: str) -> None:
    level, _, term = mark.partition("★")
    first = document.paragraphs[0].insert_paragraph_before(level)._p
    first.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings" w:char="F0AB"/><w:t>{term}</w:t></w:r>'))


@pytest.mark.parametrize("place", [place_header, place_first_page_header, place_box, place_table, place_symbol])
@pytest.mark.parametrize("mark", ["机密★1年", "秘密★长期", "绝 密★"])
def test_a_mark_anywhere_around_the_body_is_refused(place: Callable[[Document, str], None], mark: str) -> None:
    document = docx.Document()
    document.add_paragraph("关于某事的通知")
    place(document, mark)
    with pytest.raises(ClassifiedDocument):
        secrecy.check(extract(document))


def test_a_marked_document_is_refused_as_a_file(tmp_path: Path) -> None:
    document = docx.Document()
    place_header(document, "机密★1年")
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(ClassifiedDocument):
        read(tmp_path / "a.docx")


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def test_a_package_that_is_no_whole_document_is_damaged() -> None:
    whole = packed(docx.Document())
    assert fault(b"no zip at all") == "is damaged"
    assert fault(whole[: len(whole) // 2]) == "is damaged"
    assert fault(archive({"other.txt": b"x"})) == "is damaged"
    assert fault(archive({"word/document.xml": b"<a><b></a>"})) == "is damaged"
    assert fault(whole.replace(b"word/document.xml", b"ward/document.xml")) == "is damaged"


def test_an_encrypted_or_an_old_document_is_named_as_such() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
    assert fault(old) == "is an old binary Office file under a new name"
    assert fault(old + "EncryptedPackage".encode("utf-16-le")) == "is encrypted"
    locked = bytearray(archive({"word/document.xml": b"<a/>"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert fault(bytes(locked)) == "is encrypted"


BOMB = "unpacks to far more than its size (a zip bomb?)"


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    assert fault(archive({"word/document.xml": bytes(30_000_000)})) == BOMB
    assert fault(archive({"word/media/image1.bmp": bytes(30_000_000)})) == BOMB
    assert fault(archive({"word/document.xml": b"<a/>"}), Limits(unpacked_bytes=3)) == BOMB


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = bytearray(archive({"word/document.xml": bytes(30_000_000)}))
    size = (30_000_000).to_bytes(4, "little")
    for _ in range(2):
        at = bomb.index(size)
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert fault(bytes(bomb)) == "is damaged"
