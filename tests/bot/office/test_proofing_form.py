"""Proofreading of a paper's frame: title, kind, addressee, number, levels."""

import pytest

from tests.bot.office.proofs import SOUND, findings, musts, paper, shoulds

REPORT, REQUEST, LETTER = (
    "青山县教育局关于校车情况的报告",
    "青山县教育局关于拨付校车经费的请示",
    "青山县教育局关于商请支持的函",
)
ASKED = "报告中不得夹带请示事项。需要上级批准的，请另写请示。"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("青山县教育局关于开展安全检查的通知。", "标题末尾不用句号。"),
        ("青山县教育局关于开展安全检查工作", "标题缺少文种，请在末尾写明通知、请示、报告等。"),
        ("青山县教育局关于开展安全检查的通知的通知", "“通知”重复，请简化为一个“通知”。"),
        ("青山县教育局关于关于开展安全检查的通知", "“关于关于”文字重复。"),
        ("青山县教育局关于拨付校车经费的请示报告", "标题里有两个文种，请示与报告、函不得合用，请只留一个。"),
        ("青山县教育局关于申请拨付校车经费的报告", "报告不得请求批准。需要上级答复的，请改用请示。"),
    ],
)
def test_a_title_must_be_mended(title: str, said: str) -> None:
    assert said in musts(paper("现将有关情况报告如下。", title=title, to="县人民政府："))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("关于开展安全检查的通知", "标题没有写发文机关名称，正式印发时请补上。"),
        ("青山县教育局转发关于开展安全检查的通知的通知", "“通知”重复，请简化为一个“通知”。"),
        ("青山县教育局关于申请拨付经费的请示", "“请示”已有请求的意思，事由前不必再写“请求”“申请”。"),
        ("青山县教育局关于印发值班管理办法的通知", "所印发的规章制度名称应加书名号。"),
        ("青山县教育局关于加强领导，开展安全检查的通知", "公文标题中除书名号、引号、顿号外一般不用标点，请核对“，”。"),
        (f"青山县教育局关于{'进一步抓好落实' * 8}的通知", "标题超过50字，请精简事由。"),
        ("青山县教育局安全检查", "标题末尾看不出文种，请核对。"),
    ],
)
def test_a_title_is_worth_a_look(title: str, said: str) -> None:
    assert said in shoulds(paper("请予批准。", title=title))


@pytest.mark.parametrize(
    "title",
    [
        "青山县教育局关于印发《值班管理办法（试行）》的通知",
        "青山县教育局转发《县政府办公室关于值班工作的通知》的通知",
        "青山县教育局关于“十五五”教育规划的意见",
        "青山县教育局会议通知",
    ],
)
def test_a_sound_title_is_left_alone(title: str) -> None:
    assert findings(paper("请遵照执行。", title=title)) == ()


def test_a_text_without_a_title_is_told_so() -> None:
    assert "没有找到标题。公文标题由发文机关名称、事由和文种组成。" in musts("一、正文从这里开始。\n二、没有标题。")


@pytest.mark.parametrize("formula", ["妥否，请批示。", "当否，请批复。", "以上报告，请予批准。", "可否,请审批。"])
def test_a_report_does_not_ask(formula: str) -> None:
    assert ASKED in musts(paper("现将情况报告如下。", formula, title=REPORT, to="县人民政府："))


@pytest.mark.parametrize(
    "formula", ["特此报告。", "以上报告，请审阅。", "经县政府批准，已组织实施。", "已报请县政府批准。"]
)
def test_a_report_that_only_reports_is_left_alone(formula: str) -> None:
    assert musts(paper("现将情况报告如下。", formula, title=REPORT, to="县人民政府：")) == []


@pytest.mark.parametrize(
    ("body", "to", "said"),
    [
        ("拟拨付经费20万元。", "县人民政府：", "请示没有写明请求，结尾应有“妥否，请批示。”一类用语。"),
        ("妥否，请批示。", "县人民政府、县财政局：", "请示只能主送一个上级机关，其他机关用抄送。"),
        ("妥否，请批示。", "县委办公室和县政府办公室：", "请示只能主送一个上级机关，其他机关用抄送。"),
        ("妥否，请批示。", "尊敬的李县长：", "除领导直接交办的事项外，不得以本机关名义向上级机关负责人报送公文。"),
        ("妥否，请批示。\n特此通知。", "县人民政府：", "结束语与文种“请示”不一致。"),
    ],
)
def test_a_request_must_be_mended(body: str, to: str, said: str) -> None:
    assert musts(paper(body, title=REQUEST, to=to)) == [said]


@pytest.mark.parametrize("to", ["县人民政府：", "市人力资源和社会保障局：", "省发展和改革委员会："])
def test_a_request_to_one_superior_is_left_alone(to: str) -> None:
    assert findings(paper("拟拨付经费20万元。", "妥否，请批示。", title=REQUEST, to=to)) == ()


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (REQUEST, ("拟拨付经费20万元。", "另，恳请增加编制2名。")),
        (REQUEST, ("一、恳请批准拨付经费20万元。", "二、恳请批准增加编制2名。")),
        (REQUEST.replace(REQUEST[REQUEST.index("关于") :], "关于购置设备和增加编制的请示"), ("拟购置设备2台。",)),
    ],
)
def test_a_request_with_several_matters_is_worth_a_look(title: str, body: tuple[str, ...]) -> None:
    asked = paper(*body, "妥否，请批示。", title=title, to="县人民政府：")
    assert shoulds(asked) == ["请示应当一文一事，请核对是否请示了几件事。"]


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        (LETTER, "请认真贯彻执行。", "函用于不相隶属机关之间，不能提执行要求。对下级请改用通知。"),
        (LETTER, "妥否，请批示。", "函请求批准时不用“请批示”。对有隶属关系的上级请改用请示。"),
        (
            "青山县教育局关于同意设立分校的批复",
            "同意设立分校。",
            "批复开头应引来文标题和发文字号，如“你局《关于……的请示》收悉”。",
        ),
        (REPORT, "特此报告。", ""),
        (LETTER, "特此函达，请予函复。", ""),
        ("青山县教育局关于同意设立分校的批复", "你校《关于设立分校的请示》收悉。同意设立分校。", ""),
    ],
)
def test_other_kinds_are_held_to_their_use(title: str, body: str, said: str) -> None:
    found = [finding.sentence for finding in findings(paper(body, title=title, to="第一中学："))]
    assert found == ([said] if said else [])


@pytest.mark.parametrize(
    ("title", "to", "said"),
    [
        (REQUEST, "县人民政府:", "主送机关后应用全角冒号“：”。"),
        (REQUEST, "县人民政府", "主送机关后应加全角冒号“：”。"),
        (REQUEST, "县人民政府，", "主送机关后应加全角冒号“：”。"),
        (REQUEST, "因校车老旧，需要更新。", "请示应当有主送机关，请在标题下补上。"),
    ],
)
def test_an_addressee_must_be_there_with_its_colon(title: str, to: str, said: str) -> None:
    assert said in musts(paper("妥否，请批示。", title=title, to=to))


def test_a_notice_to_all_may_have_no_addressee() -> None:
    text = paper("现将有关事项通知如下。", to="为做好安全工作，现作如下安排。")
    assert (musts(text), shoulds(text)) == ([], ["没有主送机关。不是普发性的通知，请在标题下补上。"])


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("青政办发[2026]12号", "发文字号的年份应用六角括号“〔〕”。"),
        ("青政办发（2026）12号", "发文字号的年份应用六角括号“〔〕”。"),
        ("青政办发〔26〕12号", "发文字号的年份应写全四位数字。"),
        ("青政办发〔2026〕第12号", "发文字号的顺序号不加“第”字，不编虚位。"),
        ("青政办发〔2026〕012号", "发文字号的顺序号不加“第”字，不编虚位。"),
    ],
)
def test_a_number_is_held_to_its_form(number: str, said: str) -> None:
    assert said in musts(SOUND.replace("青政办发〔2026〕12号", number))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("一、甲", "三、乙"), "序号不连续：“一、”之后是“三、”。"),
        (("一、甲", "二、乙", "二、丙"), "序号“二、”重复。"),
        (("一、甲", "二、乙", "四、丙", "三、丁"), "序号顺序不对：“四、”之后是“三、”。"),
        (("一、甲", "（一）子", "（三）丑"), "序号不连续：“（一）”之后是“（三）”。"),
        (("一、甲", "1.子", "3.丑"), "序号不连续：“1.”之后是“3.”。"),
        (("九、甲", "十、乙", "十二、丙"), "序号不连续：“十、”之后是“十二、”。"),
        (("一. 甲", "二. 乙"), "汉字序号后应用顿号，如“一、”。"),
        (("1、甲", "2、乙"), "阿拉伯数字序号后应用小圆点，如“1.”。"),
        (("（一）、甲",), "带括号的序号后不加标点，如“（一）”。"),
        (("第一、甲",), "“第一”之后应用逗号。"),
        (("(一)甲",), "序号的括号应用全角，如“（一）”。"),
        (("（一)甲",), "序号的括号应用全角，如“（一）”。"),
    ],
)
def test_levels_must_be_mended(lines: tuple[str, ...], said: str) -> None:
    assert said in musts(paper(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ("一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅"),
        ("一、甲", "1.子", "2.丑", "（1）寅", "（2）卯", "3.辰"),
        ("一、甲", "1.子", "二、乙", "1.丑"),
        ("一、甲。二、乙。", "三、丙"),
        ("（一）甲，二是乙。", "（三）丙"),
        ("第一条 甲：", "（一）子", "（二）丑", "第二条 乙：", "（一）寅"),
        ("一、甲", "二、乙", "附件", "一、子", "二、丑"),
        ("3.5亿元已经到位。", "2026.1.1以前完成。"),
        ("十九、甲", "二十、乙", "二十一、丙"),
        ("第一，甲。", "第二，乙。"),
    ],
)
def test_sound_levels_are_left_alone(lines: tuple[str, ...]) -> None:
    assert musts(paper(*lines)) == []
