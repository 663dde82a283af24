"""What a paper's set words become with the facts of a request: 事由 out of a topic, titles, phrases, dates.

Pure. Unknown facts stay as blanks. Words that meet the same words on the other side of a name are said once, so that
no title reads 关于关于 or 的通知的通知.
"""

import re
from collections.abc import Mapping
from datetime import date

from knowledge.outlines import Request, blank
from prompts.kinds import Kind

OFFICE, ADDRESSEE, DAY, MATTER, PURPOSE = "发文机关", "主送机关", "成文日期", "事由", "行文目的"
AGENDA = "会议议题"
# The names that a kind's words may hold, and the blanks that stand for them while they are unknown.
NAMES = {"事由": MATTER, "目的": PURPOSE, "机关": OFFICE, "主送": ADDRESSEE, "日期": DAY}
_NAME = re.compile(r"\{(事由|目的|机关|主送|日期)\}")
_AROUND = re.compile(
    r"^(?:请(?![示求假教柬])|帮我|帮忙|写|拟|起草|一[份个篇])*(?:关于|有关)?|(?:的|[。.！!；;，,\s])+$"
)
# 购置车辆的经费 in 关于…的请示 would make two 的 of one phrase.
_INNER = re.compile("的(?=(?:经费|资金|费用|预算|编制|情况|问题|事项|安排|工作|活动|行动)$)")
# A speech is held at a meeting and is about what that meeting is about.
_HELD_AT = re.compile(r"^在?(?P<meeting>.*(?:会议|会))上(?:的?(?:讲话|发言))?$")
_TWICE = re.compile(r"([一-龥]{2,})的\1")
_AGAIN = re.compile(r"(情况|事项)(?:有关|主要)\1")  # behind a topic that ends so
# What a meeting talks about is not the meeting; one that is called after those who meet does not say.
_STUDIED = re.compile("(?:研究|汇报|讨论)$")
_MEETING = re.compile("^(?:召开|举行|举办)|(?:专题|推进|座谈|动员|部署)?(?:会议|会)$")
_OF_PEOPLE = re.compile(
    "(?:主任|办公|常务|全体|党组|党委|党支部|支部|支委|理事|常委|校务|院务|部务|委务|局长|厅务|局务|例)(?:会议|会)$"
)
# A topic that begins so is a purpose by itself; one that begins with an act has its purpose elsewhere.
_AIM = re.compile(
    "进一步|切实|全面|深入|扎实|持续|做好|加强|强化|规范|严格|严肃|推进|推动|提高|提升|优化|完善|健全|落实|贯彻|防范|防止|确保|保障"
    "|改进|精简|压减|整治|解决|化解|促进|转变|树立|增强|维护|弘扬|巩固|深化|改善"
)
_ACT = re.compile(
    "关于|召开|举行|举办|购置|采购|增加|增设|成立|撤销|设立|废止|表彰|表扬|批评|嘉奖|任免|处分|批准|同意|公布|发布|印发|转发|启用|停用"
    "|开展|组织|征求|商请|请求|申请|报送|建设|新建|修订|调整|借调|刻制"
)
_NO_TASK = re.compile("(?:情况|问题|会议|会|通报|错情|事故|火灾|报告)$")
_TASK = re.compile("工作$|任务$|(?:安排|计划|方案)$")
_CARRIED_OUT = re.compile("(?:活动|行动|检查|排查|整治|演练|培训|评比|竞赛|自查)$")  # 开展, not 做好
_LEAST_OVERLAP = 2


def find_matter(topic: str, kind: Kind) -> str:
    """Return what a topic is about: without the name of its kind, without 关于, "" where nothing is left."""
    matter = _AROUND.sub("", "".join(topic.split()))
    # 召开主任会议通知 is about 召开主任会议, though the kind is called 会议通知.
    names = (name.removeprefix("会议") for name in (kind.name, *kind.aliases))
    name = next((name for name in names if name and matter.endswith(name)), "")
    return _INNER.sub("", _AROUND.sub("", matter.removesuffix(name)))


def meeting_of(matter: str) -> str:
    """Return the meeting at which something is said, of 保密工作会议上; "" where the matter names none."""
    found = _HELD_AT.match(matter)
    return found["meeting"] if found else ""


def known_names(request: Request, matter: str) -> dict[str, str]:
    """Return what the names of a kind's words stand for in this request."""
    return {
        "事由": matter,
        "目的": purpose_of(matter),
        "机关": request.office.strip(),
        "主送": "" if request.addressee == "无" else request.addressee.strip(),
        "日期": date_line(request.day) if request.day else "",
    }


def purpose_of(matter: str) -> str:
    """Return what a paper on a matter is for, as it stands behind 为; "" where the matter does not say."""
    if _AIM.match(matter):
        return matter
    if not matter or _ACT.match(matter) or _NO_TASK.search(matter):
        return ""
    if _CARRIED_OUT.search(matter):
        return f"扎实开展{matter}"
    return f"做好{matter}" if _TASK.search(matter) else f"做好{matter}工作"


def put_in(text: str, names: Mapping[str, str]) -> str:
    """Return set words with their names put in, each unknown one as its blank."""
    written, rest = "", text
    while found := _NAME.search(rest):
        written = _meet(written, rest[: found.start()])
        is_studied = found[1] == "事由" and _STUDIED.search(written) is not None
        known = _studied(names["事由"]) if is_studied else names[found[1]]
        written = _meet(written, known or blank(NAMES[found[1]]))
        rest = rest[found.end() :]
    return _AGAIN.sub(r"\1", _TWICE.sub(r"\1的", _meet(written, rest)))


def date_line(day: date) -> str:
    """Return a date as it stands under a signature: 2026年11月27日."""
    return f"{day.year}年{day.month}月{day.day}日"


def names_meeting(matter: str) -> bool:
    """Tell whether a matter is the name of a meeting: 党委会, 值班工作推进会, not 召开会议."""
    return matter.endswith(("会", "会议")) and not _ACT.match(matter)


def subject_of(matter: str) -> str:
    """Return what a meeting is about, "" where its name does not say; other matters stay as they are."""
    return "" if _OF_PEOPLE.search(matter) else _MEETING.sub("", matter)


def _studied(matter: str) -> str:
    """Return what a meeting talks about, or the blank for it."""
    return (subject_of(matter) or blank(AGENDA)) if matter else ""


def _meet(before: str, behind: str) -> str:
    """Return both, with the words that end the one and begin the other once."""
    for length in range(min(len(before), len(behind)), _LEAST_OVERLAP - 1, -1):
        if before.endswith(behind[:length]):
            return before + behind[length:]
    return before + behind
