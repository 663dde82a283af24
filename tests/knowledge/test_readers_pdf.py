"""PDF files written by the test: pages become paragraphs, scans, ciphers and broken files are named."""

import io
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge import secrecy
from knowledge.documents import Reading
from knowledge.errors import ClassifiedDocument, UnreadableDocument
from knowledge.readers import Limits, pdf
from knowledge.readers.source import Source

FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
)


def written(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF file with these lines on its pages, in a font that the reader of the file has to bring."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", *FONT]
    for number, lines in enumerate(pages):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
        content = f"BT /F1 16 Tf 28 TL 72 780 Td {shown} ET" if lines else ""
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return assembled(objects)


def assembled(objects: Sequence[str]) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(f"{len(body):010d} 00000 n \n")
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(offsets)}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return body + (table + trailer).encode()


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def extract(data: bytes) -> Reading:
    return pdf.extract(Source("a.pdf", data, Limits()))


def fault(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        extract(data)
    return caught.value.fault


FIRST = [
    "某县值班工作办法",
    "第一条 为了加强值班工作，保证信息畅通，根据有关规定，结合",
    "实际，制定本办法。",
    "第二条 值班人员应当坚守岗位，发现紧急情况，应当依照本办法",
    "第九条的规定报告，不得迟报、漏报；情况特别紧急的，可以先打",
    "— 1 —",
]
SECOND = ["电话，后补书面材料。", "第三条 本办法自发布之日起施行。", "— 2 —"]
BODY = [
    "某县值班工作办法",
    "第一条 为了加强值班工作，保证信息畅通，根据有关规定，结合实际，制定本办法。",
    "第二条 值班人员应当坚守岗位，发现紧急情况，应当依照本办法第九条的规定报告，不得迟报、漏报；"
    "情况特别紧急的，可以先打电话，后补书面材料。",
    "第三条 本办法自发布之日起施行。",
]


def test_lines_are_joined_into_paragraphs_over_lines_and_pages() -> None:
    assert extract(written([FIRST, SECOND])).text.splitlines() == BODY


def test_running_heads_and_bare_page_numbers_go_and_stay_as_banners() -> None:
    pages = [["某县办公室文件汇编", f"第{number}页的正文在这里结束。", f"{number}"] for number in range(11, 15)]
    reading = extract(written(pages))
    assert reading.text.splitlines() == [f"第{number}页的正文在这里结束。" for number in range(11, 15)]
    assert "某县办公室文件汇编" in reading.banners


def test_a_line_that_stands_on_two_pages_is_text() -> None:
    assert extract(written([["同样的一句话。"], ["同样的一句话。"]])).text.splitlines() == ["同样的一句话。"] * 2


@pytest.mark.parametrize("page", [["机密★1年", "关于某事的通知"], ["关于某事的通知", "正文。", "秘密　★　5年"]])
def test_a_mark_on_a_page_is_refused(page: list[str]) -> None:
    with pytest.raises(ClassifiedDocument):
        secrecy.check(extract(written([page])))


def test_a_scan_is_named_as_such() -> None:
    assert fault(written([[], []])) == "has no text layer (a scan?)"
    assert fault(written([[" "], ["　"]])) == "has no text layer (a scan?)"


def test_an_encrypted_file_is_named_and_one_without_a_password_is_read() -> None:
    assert fault(encrypted(written([FIRST]), "geheim")) == "is encrypted"
    assert extract(encrypted(written([FIRST, SECOND]), "")).text.splitlines() == BODY


def test_a_cipher_that_is_not_installed_counts_as_encrypted() -> None:
    cipher = "/Filter /Standard /V 5 /R 6 /Length 256 /StmF /StdCF /StrF /StdCF /CF << /StdCF << /CFM /AESV3 >> >>"
    keys = f"/O <{'00' * 48}> /U <{'00' * 48}> /OE <{'00' * 32}> /UE <{'00' * 32}> /Perms <{'00' * 16}> /P -4"
    data = written([FIRST]).replace(
        b"trailer <<", f"trailer << /Encrypt << {cipher} {keys} >> /ID [<00> <00>]".encode()
    )
    assert fault(data) == "is encrypted"


@pytest.mark.parametrize("data", [b"no pdf", b"%PDF-1.7\n%%EOF", written([FIRST])[:40]])
def test_a_broken_file_is_damaged(data: bytes) -> None:
    assert fault(data) == "is damaged"
