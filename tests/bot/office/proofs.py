"""What the tests of proofreading share: a sound paper, and findings in short."""

from datetime import date
from functools import cache
from typing import Any

from bot.office.proofing import Context, Finding, Grade, proofread
from bot.office.proofing.places import load_gazetteer
from bot.office.proofing.vocabulary import load_vocabulary

TODAY = date(2026, 3, 2)
KINDS = {"会议通知": "会议通知", "讲话": "讲话提纲", "讲话稿": "讲话提纲", "方案": "工作方案", "调研报告": "调研报告"}
SOUND = """\
青山县人民政府办公室文件
青政办发〔2026〕12号
青山县人民政府办公室
关于做好2026年清明节期间值班工作的通知
各乡镇人民政府，县政府各部门：
2026年清明节放假时间为4月4日（星期六）至6日（星期一），共3天。为做好值班工作，现将有关事项通知如下：
一、落实值班责任
（一）专人在岗。各单位要严格执行24小时值班制度。
（二）领导带班。名单于2026年4月1日（星期三）前报县政府值班室。
二、严格信息报送
1.及时报告。发生突发事件的，应当在30分钟内电话报告。
2.认真核实。信息要素包括“时间、地点、伤亡情况”等。
三、加强督促检查
县政府办公室将通过电话抽查等方式督查，并按《值班管理规定》通报。
特此通知。
附件：1.值班安排表
2.联系方式
青山县人民政府办公室
2026年3月20日
（此件公开发布）
"""


@cache
def _tables() -> dict[str, Any]:
    return {"words": load_vocabulary(), "gazetteer": load_gazetteer()}


def context(**how: Any) -> Context:
    """Return a context of the day; settings by name."""
    return Context(**{"today": TODAY, "kinds": KINDS, **_tables(), **how})


def findings(text: str, **how: Any) -> tuple[Finding, ...]:
    """Return what is found in a text."""
    return proofread(text, context(**how))


def musts(text: str, **how: Any) -> list[str]:
    """Return the sentences of what must be mended."""
    return [finding.sentence for finding in findings(text, **how) if finding.grade is Grade.MUST]


def shoulds(text: str, **how: Any) -> list[str]:
    """Return the sentences of what is worth a look."""
    return [finding.sentence for finding in findings(text, **how) if finding.grade is Grade.SHOULD]


def paper(*body: str, title: str = "青山县教育局关于开展安全检查的通知", to: str = "各学校：", end: str = "") -> str:
    """Return a paper with a body of its own; ``end`` is the date at its end."""
    return "\n".join([title, to, *body, "青山县教育局", end or "2026年3月2日"])
