"""Whether the kind of writing fits what the paper does: asking, telling, ordering, and its closing formula."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import WRITING, Finding, Line, must, should
from bot.office.proofing.manuscript import NUMBERED, Manuscript

NO_REQUEST_IN_REPORT = f"{WRITING}第十五条（四）"
ONE_SUPERIOR = f"{WRITING}第十五条（一）"
NOT_TO_A_PERSON = f"{WRITING}第十五条（五）"
RIGHT_KIND = f"{WRITING}第八条"
LAST = 6  # paragraphs in which a closing formula is looked for

_DECIDES = "(?:批示|批复|批准|审批|审定|核准|核批|指示|核示|示下|审核批准)"
_REQUEST = re.compile(
    rf"(?:妥否|当否|可否|是否妥当|如无不妥|特此请示)[，,]?\s*(?:请|恳请|敬请)?|请(?:予|予以|贵?[省市县区局厅委]?\S{{0,4}}?)?{_DECIDES}"
)
_STRICT_REQUEST = re.compile(
    rf"(?:妥否|当否|可否|是否妥当)[，,]?\s*(?:请|恳请|敬请)(?:予以?)?{_DECIDES}|请(?:予|予以)?(?:批准|批复|审批|核准)[。！]?$"
)
_ASKING_TITLE = re.compile("关于(?:请求|申请|恳请|要求|请予|请批|解决).*(?:的报告|报告)$")
_SEVERAL = re.compile(
    "(?:一并|同时|另外|另|此外)[，,]?(?:特)?(?:请示|请求|恳请|申请)|(?:以下|下列|如下)[二两三四五六几\\d][个项件](?:事项|问题|请求)"
)
# What is asked for twice: in the title, or in two lines that each ask.
_WANT = (
    "(?:购置|采购|增加|增设|追加|解决|修缮|维修|举办|召开|设立|成立|调整|拨付|建设|新建|聘用|租用|更新|改造|核定|配备|补充)"
)
_TWO_WANTS = re.compile(rf"{_WANT}[^，。《》]*?(?:以及|和|及|与|并|、){_WANT}")
_ASKS = re.compile(
    r"(?:恳请|请求|申请|请予以?|请)(?:贵?[省市县区局厅委]\S{0,4}?)?(?:批准|同意|解决|安排|核增|核定|增加|拨付|拨给)"
)
_SUPERIORS = re.compile("[、，；,;]|(?:委员会|政府|[省市县区]委|局|厅|办公室)(?:和|并|及|与)")
_PERSON = re.compile(r"(?:^|尊敬的)[^、，：]*?(?:书记|县长|市长|省长|区长|局长|厅长|部长|主任|校长|院长|同志)[：:]$")
_OFFICE_OF = re.compile("办公室主任|主任(?:委员)?会")
_ORDER = re.compile("请(?:遵照|认真(?:贯彻|遵照)|严格(?:遵照)?|抓好贯彻)执行|请认真抓好(?:贯彻)?落实|请抓好落实")
_CITED = re.compile("收悉|收到")
_CLOSING = re.compile(r"特此(通知|通报|报告|函[告复达]?|复函|致函|公告|通告|批复|请示)[。！.]?")
# The closing words that belong to each kind.
_BELONG = {"函": "函", "复函": "函", "致函": "函", "函告": "函", "函复": "函", "函达": "函"}


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield where kind and content do not go together."""
    if not paper.is_statutory:
        return
    yield from _closing(paper)
    if paper.kind in _CHECKS:
        yield from _CHECKS[paper.kind](paper)


def _report(paper: Manuscript) -> Iterator[Finding]:
    if _ASKING_TITLE.search(paper.title.text.rstrip("。")):
        yield must(paper.title, "报告不得请求批准。需要上级答复的，请改用请示。", NO_REQUEST_IN_REPORT)
    for line in paper.body[-LAST:]:
        asks = _STRICT_REQUEST.search(line.text)
        if asks:
            sentence = "报告中不得夹带请示事项。需要上级批准的，请另写请示。"
            yield must(line, sentence, NO_REQUEST_IN_REPORT, at=asks.span())
            break
    yield from _upward(paper)


def _request(paper: Manuscript) -> Iterator[Finding]:
    if paper.body and not _REQUEST.search(paper.text):
        yield must(paper.body[-1], "请示没有写明请求，结尾应有“妥否，请批示。”一类用语。", RIGHT_KIND)
    several = next(_several(paper), None)
    if several is not None:
        yield several
    yield from _upward(paper)


def _several(paper: Manuscript) -> Iterator[Finding]:
    """Yield what looks like several matters in one request, the surest first."""
    sentence = "请示应当一文一事，请核对是否请示了几件事。"
    wants = _TWO_WANTS.search(paper.title.text)
    if wants:
        yield should(paper.title, sentence, NO_REQUEST_IN_REPORT, at=wants.span())
    asking = [(line, asks) for line in paper.body if (asks := _ASKS.search(line.text)) and NUMBERED.match(line.text)]
    found = [(line, several) for line in paper.body if (several := _SEVERAL.search(line.text))]
    for line, match in (*asking[1:], *found):
        yield should(line, sentence, NO_REQUEST_IN_REPORT, at=match.span())


def _upward(paper: Manuscript) -> Iterator[Finding]:
    line = paper.addressee
    if line is None:
        return
    if _PERSON.search(line.text.strip()) and not _OFFICE_OF.search(line.text):
        yield must(line, "除领导直接交办的事项外，不得以本机关名义向上级机关负责人报送公文。", NOT_TO_A_PERSON)
    several = _SUPERIORS.search(line.text.strip().rstrip("：:"))
    if several and paper.kind == "请示":
        yield must(line, "请示只能主送一个上级机关，其他机关用抄送。", ONE_SUPERIOR)
    elif several:
        yield should(line, "报告原则上主送一个上级机关，其他机关用抄送。", ONE_SUPERIOR)


def _letter(paper: Manuscript) -> Iterator[Finding]:
    for line in paper.body[-LAST:]:
        order = _ORDER.search(line.text)
        if order:
            yield must(line, "函用于不相隶属机关之间，不能提执行要求。对下级请改用通知。", RIGHT_KIND, at=order.span())
        asks = re.search("(?:妥否|当否)[，,]?请批[示复]", line.text)
        if asks:
            yield should(line, "函请求批准时不用“请批示”。对有隶属关系的上级请改用请示。", RIGHT_KIND, at=asks.span())


def _reply(paper: Manuscript) -> Iterator[Finding]:
    if paper.body and not _CITED.search(paper.body[0].text):
        yield should(paper.body[0], "批复开头应引来文标题和发文字号，如“你局《关于……的请示》收悉”。", RIGHT_KIND)


def _closing(paper: Manuscript) -> Iterator[Finding]:
    for line in paper.body[-LAST:]:
        closing = _CLOSING.fullmatch(line.text.strip())
        if closing and _BELONG.get(closing[1], closing[1]) != paper.kind:
            yield must(line, f"结束语与文种“{paper.kind}”不一致。", at=_whole(line))


def _whole(line: Line) -> tuple[int, int]:
    return 0, len(line.text)


_CHECKS = {"报告": _report, "请示": _request, "函": _letter, "批复": _reply}
