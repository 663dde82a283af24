"""What is said of a document that is handed in, and of one in the library."""

from collections.abc import Sequence
from datetime import date

from bot.chat.documents.shelf import name_of
from bot.chat.sending import escaped
from bot.format import shorten
from bot.services.documents import Look
from knowledge.differences import Differences
from knowledge.documents import Document, Kind
from knowledge.library import Entry

TITLE = 60  # characters of a title
SHOWN = 5  # places of each sort of change
KINDS = {Kind.REGULATION: "制度", Kind.SPEECH: "讲话、文稿"}
KNOWN = "资料库里已有同样内容的文件，不需要再收。"
CONFIRM = "现在还没有收入。请选择谁可以查看，再点“确认收入”。"


def preview(look: Look) -> str:
    """Return what a file would bring, as HTML."""
    lines = [*_facts(look.document), *_before(look), "", KNOWN if look.is_known else CONFIRM]
    return "\n".join([f"<b>{titled(look.document.title)}</b>", *map(escaped, lines)])


def card(entry: Entry) -> str:
    """Return what there is to say of a document in the library, as HTML."""
    place = name_of(entry.record.collection)
    lines = [*_facts(entry.document), f"状态：{entry.standing.status.value}", f"开放范围：{place}"]
    return "\n".join([f"<b>{titled(entry.document.title)}</b>", *map(escaped, lines)])


def titled(title: str) -> str:
    """Return a title in its marks, cut to a line, as HTML."""
    return escaped(f"《{shorten(title.strip('《》'), TITLE)}》")


def _facts(document: Document) -> list[str]:
    days = ((document.issued, "印发"), (document.effective, "施行"))
    dates = "，".join(f"{_day(day)}{what}" for day, what in days if day)
    return [
        f"文件：{shorten(document.file, TITLE)}",
        f"种类：{KINDS[document.kind]}，共{len(document.passages)}段",
        f"日期：{dates or '文中没有写明'}",
    ]


def _before(look: Look) -> list[str]:
    """Return what becomes of the document that a file is a new text of, and what differs."""
    if look.before is None:
        return ["资料库里没有同名的文件。"]
    if look.is_replaced:
        place = name_of(look.before.record.collection)
        head = f"将替换：同名文件（{_year(look.before.document)}，现开放范围：{place}）。"
    else:
        head = f"资料库里已有同名制度（{_year(look.before.document)}），两份都保留，以日期在后的为准。"
    return [head, _told(look.differences)]


def _told(differences: Differences) -> str:
    sorts = (("改动", differences.changed), ("新增", differences.added), ("删去", differences.removed))
    told = [f"{what}{len(places)}条（{_listed(places)}）" for what, places in sorts if places]
    return "与现有文本相比：" + ("；".join(told) if told else "正文没有改动") + "。"


def _listed(places: Sequence[str]) -> str:
    more = "等" if len(places) > SHOWN else ""
    return "、".join(shorten(place.rpartition("›")[2], TITLE) for place in places[:SHOWN]) + more


def _year(document: Document) -> str:
    return f"{document.issued.year}年" if document.issued else "未写明日期"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
