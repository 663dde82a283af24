"""What a writer must know before writing: whether another kind is the right one, and how a 请示 is to be sent.

Pure. Where it is not clear who stands above whom, nothing is said.
"""

import re
from dataclasses import dataclass

from knowledge.outlines import Request
from prompts.kinds import Kind

RULE = "《党政机关公文处理工作条例》"
_APPROVAL = re.compile(
    "请求|申请|恳请|请予|请批|报批|予以批准|批准(?!情况|后)|拟(?![定稿就])|购置|采购|追加|增加[^，。]*(?:编制|经费|人员|人手|预算|投资)|增设|拨付|拨款"
    "|立项|(?:解决|安排|补助|核拨)[^，。]*(?:经费|资金|编制|用房|用车)"
)
_TELLS = re.compile("(?:情况|进展|结果|总结|成效|汇报|完成|落实)(?:的?汇报)?$")
_ASK = (
    "(?:购置|采购|增加|增设|追加|解决|修缮|维修|举办|召开|申请|设立|成立|调整|拨付|建设|新建|聘用|租用|更新|改造|核定|配备"
    "|补充|安排|出国)"
)
_TWO_ASKS = re.compile(rf"{_ASK}[^，。]*?(?:以及|和|及|与|并|、|，|；){_ASK}")
_SEVERAL = re.compile("[、，,；;和及]|以及")
_PUBLIC = re.compile("社会|公众|市民|居民|村民|群众|全体公民|广大")
_EVERY = re.compile("^(?:各|所属|下属|直属|机关各|全体)")
_LEVELS = ("中央|国务院|全国", "省|自治区", "市|州|盟", "区|县|旗", "镇|乡|街道", "村|社区")
_DEPARTMENT = re.compile("(?:局|委员会|委|厅|办公室|办|中心|部)$")
_GOVERNING = re.compile("(?:党委|[省市区县镇乡]委|政府|党工委|办事处)$")


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence or two for the writer; ``words`` stand in the article that says so."""

    text: str
    article: str
    words: str


def advise(request: Request, kind: Kind) -> Advice | None:
    """Return what the writer must know first, or None."""
    checks = (_asks_approval, _asks_twice, _to_several, _to_an_equal, _to_a_superior, _to_the_public)
    return next((advice for check in checks if (advice := check(request, kind)) is not None), None)


def _asks_approval(request: Request, kind: Kind) -> Advice | None:
    if kind.name not in ("报告", "通知", "意见") or not is_approval_asked(request.topic):
        return None
    article = "第十五条"
    if kind.name == "报告":
        text = f"请求批准的事项应当用请示，不用报告；{RULE}{article}规定，不得在报告等非请示性公文中夹带请示事项。"
        return Advice(text, article, "不得在报告")
    text = f"请求上级批准的事项应当用请示，不用{kind.name}。依据是{RULE}第八条。"
    return Advice(text, "第八条", "请求指示、批准")


def is_approval_asked(topic: str) -> bool:
    """Tell whether a topic asks for approval; one that ends with 情况 only tells."""
    return _APPROVAL.search(topic) is not None and _TELLS.search(topic.strip("。 ")) is None


def _asks_twice(request: Request, kind: Kind) -> Advice | None:
    if kind.name != "请示" or not _TWO_ASKS.search(request.topic):
        return None
    return Advice(f"请示应当一文一事，建议分开写。依据是{RULE}第十五条。", "第十五条", "一文一事")


def _to_several(request: Request, kind: Kind) -> Advice | None:
    if kind.name != "请示" or not _SEVERAL.search(request.addressee):
        return None
    text = f"请示原则上主送一个上级机关，需要时抄送其他机关。依据是{RULE}第十五条。"
    return Advice(text, "第十五条", "原则上主送一个上级机关")


def _to_an_equal(request: Request, kind: Kind) -> Advice | None:
    if kind.name not in ("请示", "报告", "通知") or not _are_equal(request.office, request.addressee):
        return None
    text = f"{request.addressee}与本单位是平级机关，互相没有隶属关系，应当用函，不用{kind.name}。依据是{RULE}第八条。"
    return Advice(text, "第八条", "不相隶属机关之间")


def _to_a_superior(request: Request, kind: Kind) -> Advice | None:
    if kind.name != "通知" or not _is_above(request.addressee, request.office):
        return None
    text = f"{request.addressee}是上级机关，汇报工作应当用报告，请求批准应当用请示，不用通知。依据是{RULE}第八条。"
    return Advice(text, "第八条", "请求指示、批准")


def _to_the_public(request: Request, kind: Kind) -> Advice | None:
    if kind.name != "通知" or not _PUBLIC.search(request.addressee):
        return None
    text = f"向社会公布应当遵守或者周知的事项，应当用通告，不用通知。依据是{RULE}第八条。"
    return Advice(text, "第八条", "应当遵守或者周知的事项")


def _are_equal(office: str, addressee: str) -> bool:
    """Tell whether both are departments of one level: 区财政局 and 区教育局."""
    if office == addressee or _EVERY.match(addressee):
        return False
    return _has_field(office) and _has_field(addressee) and _level(office) == _level(addressee) is not None


def _has_field(name: str) -> bool:
    """Tell whether a name is that of a department with a field of work; 办公室 may be the superior's own."""
    is_office = name.endswith(("办公室", "办"))
    return not is_office and _DEPARTMENT.search(name) is not None and _GOVERNING.search(name) is None


def _is_above(addressee: str, office: str) -> bool:
    """Tell whether the addressee is surely a superior of the office."""
    if not addressee or _EVERY.match(addressee):
        return False
    if addressee.startswith("上级") or office.removeprefix(addressee) not in ("", office):
        return True
    above, own = _level(addressee), _level(office)
    is_higher = above is not None and own is not None and above < own
    return is_higher and _GOVERNING.search(addressee) is not None


def _level(name: str) -> int | None:
    """Return the level of an office by the last of its places: 0 for the centre; None when it names none."""
    found = [place for place, words in enumerate(_LEVELS) if re.search(words, name)]
    return found[-1] if found else None
