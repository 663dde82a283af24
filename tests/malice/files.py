"""Files that are not what they say, far more than they seem, or named to go elsewhere."""

import gzip
from collections.abc import Iterator, Mapping
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from bot.files.tables import Sheet, write_table
from bot.sandbox.world import User
from tests.bot.services.papers import docx
from tests.malice.act import Act
from tests.malice.stage import Stage

NAMES = (
    *("../../etc/passwd.docx", "..\\..\\win\\x.xlsx", "/etc/passwd.txt", "a/b/c.md", "%2e%2e%2fx.md", "....//x.txt"),
    *("a\u202egpj.docx", "\u200b.docx", ".docx", "docx", "", "con.docx", "x.docx.exe", "x.DOCX", "x.txt\u200b", "🙂"),
    *("名\n字.md", "值班表.csv;rm -rf .csv", "<b>诱饵</b>.docx", "$(id).txt", "`id`.csv", "x" * 250 + ".docx", "\0.md"),
    *("a\0b.xlsx", "-rf.ics", "~/.ssh/id.txt", "C:\\x.html", "file:///etc/passwd.md", "字" * 300 + ".md", "\ud800.md"),
    *("x" * 20_000_000 + ".docx", "x.tar.gz", "..md", " .txt ", "领导分工.txt", "值班管理规定.txt"),
)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY p SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
) + b"]>"
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def package(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def contents() -> dict[str, tuple[str, bytes]]:
    """Return files by what is bad about them, each with the last part of its name."""
    paper, table = docx("关于值班的通知\n各科室：\n请落实。"), write_table([Sheet("表", "值班表", ("日期",), [("1",)])])
    word, sheet = "word/document.xml", "xl/worksheets/sheet1.xml"
    text = b"<w:p><w:r><w:t>&p;</w:t></w:r></w:p>"
    bomb = b"\0" * 60_000_000
    return {
        "bomb": ("docx", package({word: bomb})),
        "bombed sheet": ("xlsx", package({sheet: bomb, "[Content_Types].xml": b"<x/>"})),
        "bomb within": ("docx", package({word: package({word: bomb})})),
        "outside entity": ("docx", package({word: ENTITY + WORD % text})),
        "outside entity in a sheet": ("xlsx", package({sheet: ENTITY + SHEET % b"<row>&p;</row>"})),
        "laughs": ("docx", package({word: LAUGHS + WORD % text.replace(b"&p;", b"&j;")})),
        "laughs in a sheet": ("xlsx", package({"xl/workbook.xml": LAUGHS + b"<x>&j;</x>"})),
        "deep": ("docx", package({word: WORD % (b"<w:p>" * 5000 + b"</w:p>" * 5000)})),
        "traversal within": ("docx", package({"../../tmp/x.xml": b"x", word: WORD % b""})),
        "many parts": ("docx", package({f"word/header{number}.xml": b"<x/>" for number in range(3000)})),
        "cut paper": ("docx", paper[: len(paper) // 2]),
        "cut table": ("xlsx", table[: len(table) // 2]),
        "flipped paper": ("docx", paper[:200] + bytes(each ^ 0xFF for each in paper[200:300]) + paper[300:]),
        "table as paper": ("docx", table),
        "paper as table": ("xlsx", paper),
        "paper as calendar": ("ics", paper),
        "old binary": ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        "gzip": ("docx", gzip.compress(bomb)),
        "cut pdf": ("pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"),
        "looping pdf": (
            "pdf",
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
            b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF",
        ),
        "cut calendar": ("ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n"),
        "endless calendar": (
            "ics",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:x\nDTSTART:20260301T000000Z\nRRULE:FREQ=SECONDLY\n"
            b"END:VEVENT\nEND:VCALENDAR\n",
        ),
        "calendar of no time": (
            "ics",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999T999999\nDURATION:P99999999999D\nEND:VEVENT\nEND:VCALENDAR",
        ),
        "deep calendar": ("ics", b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 3000),
        "wide table": ("csv", b"," * 200_000),
        "long table": ("csv", b"1,2\n" * 200_000),
        "unclosed quote": ("csv", b'"' + b"a,\n" * 50_000),
        "formulas": ("csv", "日期,值班员,带班领导\n=cmd|' /C calc'!A0,@SUM(1),+1\n".encode()),
        "roster of tags": ("csv", "日期,值班员,带班领导\n2026-03-09,<b>诱饵</b>,<a>李</a>\n".encode()),
        "bytes": ("txt", bytes(range(256)) * 40),
        "nulls": ("txt", b"\0" * 100_000),
        "one line": ("md", "值班".encode() * 400_000),
        "deep headings": ("md", b"#" * 50_000 + b" x\n" + b"> " * 20_000),
        "deep html": ("html", b"<div>" * 20_000),
        "scripts": ("html", "<script>alert(1)</script><b>诱饵</b><iframe src=file:///etc/passwd>".encode()),
        "years": ("txt", "国务院办公厅关于99999年部分节假日安排的通知\n一、元旦：13月45日放假。".encode()),
        "spaces": ("md", b" " * 500_000),
        "blank": ("docx", b" "),
        "wrong end": ("docx", b"%PDF-1.4"),
        "marks of order": ("txt", "\ufeff\ufffe\u202e\u2066".encode() * 1000),
    }


def files(stage: Stage, dice: Random) -> Iterator[Act]:
    """Yield files by the administrator, with and without the word that they are for the library, and by others."""
    found, office = contents(), stage.office
    for what, (suffix, content) in found.items():
        user = office.chief if suffix != "docx" else dice.choice((office.chief, stage.member))
        yield _act(stage, user, f"x.{suffix}", (what, content))
    for name in NAMES:
        content = dice.choice((b"x", docx("关于值班的通知\n请落实。"), "值班\n第一条 落实。".encode()))
        yield _act(stage, dice.choice((office.chief, *stage.attackers)), name, (f"name {name[:30]!r}", content))
    for what in dice.sample(list(found), 15):
        suffix, content = found[what]
        yield _act(stage, office.chief, f"y.{suffix}", (f"{what} for the library", content), caption="入库")


def _act(stage: Stage, user: User, name: str, content: tuple[str, bytes], *, caption: str = "") -> Act:
    what, data = content
    server = stage.office.server
    return Act(
        f"file {what} by {user.first_name}",
        lambda: server.upload(user, user, name, data, caption=caption) and None,
        # What is shown to an administrator waits as a draft of theirs.
        may_act=user is stage.office.chief,
    )
