"""What secretaries type below a draft: parts named, added, moved and joined, words in the place of others."""

import re
from pathlib import Path

import pytest

from knowledge.outlining.editing import Change, Several, Undo, read_change
from knowledge.outlining.editing.changes import (
    FIRST,
    LAST,
    Add,
    AddPart,
    Append,
    Attach,
    Detach,
    DropPart,
    DropPoint,
    Extend,
    Fill,
    Insert,
    Merge,
    MergePoints,
    Move,
    MovePoint,
    Note,
    Readdress,
    Reclose,
    Redate,
    Rename,
    Replace,
    Resign,
    Resize,
    ResizePart,
    Retitle,
    Reword,
    Rewrite,
    Shift,
    Swap,
    SwapPoints,
)
from tests.knowledge.drafts import DRAFT

WORDS = [
    ("把“认真”改成“切实”", Replace("认真", "切实")),
    ("“认真”改为“切实”", Replace("认真", "切实")),
    ("“国庆”全部替换成“春节”", Replace("国庆", "春节")),
    ("把国庆换成春节", Replace("国庆", "春节")),
    ("所有的国庆都改成春节", Replace("国庆", "春节")),
    ("全文的“切实”统一改为“扎实”", Replace("切实", "扎实")),
    ("把第二部分里的“3声”改成“5声”", Replace("3声", "5声", 2)),
    ("“工作要求”中的3声改成5声", Replace("3声", "5声", "工作要求")),
    ("第一部分第二条中的领导改成组织领导", Replace("领导", "组织领导", 1, 2)),
    ("用“扎实”代替“切实”", Replace("切实", "扎实")),
    ("不是张三，是李四", Replace("张三", "李四")),
    ("张三写错了，应该是李四", Replace("张三", "李四")),
    ("联系人张三改成李四", Replace("张三", "李四")),
    ("把“认真”删掉", Replace("认真", "")),
    ("删去“切实”二字", Replace("切实", "")),
    ("去掉第一部分里的“认真”", Replace("认真", "", 1)),
    ("去掉值班电话这几个字", Replace("值班电话", "")),
    ("通知里所有“国庆”都换成“中秋”", Replace("国庆", "中秋")),
    ("第二部分中“3声”改“5声”", Replace("3声", "5声", 2)),
    ("把里面的张三都换成李四吧", Replace("张三", "李四")),
    ("把张三的名字改成李四", Replace("张三", "李四")),
    ("文中的3声错了，是5声", Replace("3声", "5声")),
    ("国庆节写成国庆中秋假期", Replace("国庆节", "国庆中秋假期")),
    ("正文中“切实”两个字去掉", Replace("切实", "")),
    ("结尾不要特此通知", Replace("特此通知", "")),
    ("把标题中的“安排”去掉", Retitle("关于国庆节期间值班的通知")),
    ("标题去掉“期间”", Retitle("关于国庆节值班安排的通知")),
    ("标题加上“紧急”", Retitle("关于国庆节期间值班安排的紧急通知")),
    ("标题前面加上“县政府”", Retitle("县政府关于国庆节期间值班安排的通知")),
    ("题目改一下，改成：国庆值班通知", Retitle("国庆值班通知")),
    ("标题里的国庆节改成春节", Retitle("关于春节期间值班安排的通知")),
    ("标题改为关于如何做好值班的通知", Retitle("关于如何做好值班的通知")),
]
ADDED = [
    ("增加一部分：工作要求", AddPart("工作要求")),
    ("在第二部分后面加一部分“经费保障”", AddPart("经费保障", 2)),
    ("最后加上应急处置", AddPart("应急处置")),
    ("在最后增加一个部分，讲应急处置", AddPart("应急处置")),
    ("增加“应急处置”部分", AddPart("应急处置")),
    ("加个第四部分：应急处置", AddPart("应急处置")),
    ("再加一个部分，标题是应急处置", AddPart("应急处置")),
    ("在“工作要求”前面插入一部分信息报送", AddPart("信息报送", "工作要求", behind=False)),
    ("开头加一部分总体要求", AddPart("总体要求", FIRST, behind=False)),
    ("新增第四部分“应急处置”", AddPart("应急处置")),
    ("后面再加一个部分，名字叫信息报送", AddPart("信息报送")),
    ("在工作要求后面增加信息报送部分", AddPart("信息报送", "工作要求")),
    ("第三部分后面补充一个部分：信息报送", AddPart("信息报送", 3)),
    ("增加一部分“经费保障”：经费由财政解决", AddPart("经费保障", words="经费由财政解决")),
    ("能不能在第一部分后面加一部分应急处置？", AddPart("应急处置", 1)),
    ("第二部分加一条：值班人员不得饮酒", Insert(2, "值班人员不得饮酒")),
    ("第一部分最后加一条：加强督促检查", Insert(1, "加强督促检查")),
    ("第二部分里再加一条值班人员要登记来电", Insert(2, "值班人员要登记来电")),
    ("第二部分加一条信息报送", Add(2, "信息报送")),
    ("第二部分再补一条，电话要保持畅通", Insert(2, "电话要保持畅通")),
    ("在第二部分第一条后面加一条：值班人员不得饮酒", Insert(2, "值班人员不得饮酒", 1)),
    ("第二部分第一条后面补充“并做好记录”", Append(2, 1, "并做好记录")),
    ("经费保障里写上经费由财政解决", Insert("经费保障", "经费由财政解决")),
    ("第一部分第一条后面加上，不得脱岗", Append(1, 1, "不得脱岗")),
    ("增加“信息报送”", Add(None, "信息报送")),
    ("增加一些督查的内容", Add(None, "督查")),
    ("多写一点督查方面的", Add(None, "督查")),
    ("第二部分把督查的要求写进去", Add(2, "督查")),
    ("请增加一条关于纪律的", Add(None, "纪律")),
    ("第二部分加一条关于纪律的内容", Add(2, "纪律")),
    ("在第二部分里面加点去年的数据", Add(2, "去年的数据")),
    ("出席加上孙七", Extend("出席", "孙七")),
]
BY_HEADING = [
    ("“工作要求”那部分加强督查", Add("工作要求", "督查")),
    ("工作要求部分加强督查", Add("工作要求", "督查")),
    ("删掉“经费保障”", DropPart("经费保障")),
    ("经费保障不要了", DropPart("经费保障")),
    ("经费保障那部分删了吧", DropPart("经费保障")),
    ("不要经费保障了", DropPart("经费保障")),
    ("不需要经费保障这部分", DropPart("经费保障")),
    ("把工作要求提到指导思想之前", Move("工作要求", "指导思想")),
    ("指导思想往后放", Shift("指导思想", later=True)),
    ("要求这部分删掉", DropPart("要求")),
    ("把工作要求移到前面", Move("工作要求", FIRST)),
    ("把工作要求移到最后", Move("工作要求", LAST, behind=True)),
    ("工作要求放到经费保障后面", Move("工作要求", "经费保障", behind=True)),
    ("把经费保障调到第一部分", Move("经费保障", 1)),
    ("把指导思想调到第二部分", Move("指导思想", 2, behind=True)),
    ("把工作要求和第一部分对调", Swap("工作要求", 1)),
    ("指导思想和工作要求的位置互换", Swap("指导思想", "工作要求")),
    ("把指导思想和工作要求合并为一个部分", Merge("工作要求", "指导思想")),
    ("指导思想这一段写短一点", ResizePart("指导思想", longer=False)),
    ("工作要求那块儿太短了，再丰富一点", ResizePart("工作要求", longer=True)),
    ("开头简短一些", ResizePart("开头", longer=False)),
    ("工作要求改为工作重点", Rename("工作要求", "工作重点")),
    ("开头改为：现通知如下", Rewrite("开头", "现通知如下")),
]
PLACES = [
    ("第二部分第一条这条不要", DropPoint(2, 1)),
    ("第二部分删掉第一条", DropPoint(2, 1)),
    ("把工作要求里的第一条放到最后", MovePoint("工作要求", 1, None, LAST)),
    ("工作要求写祥细一点", ResizePart("工作要求", longer=True)),
    ("第二部分加一条 值班人员名单包括司机", Insert(2, "值班人员名单包括司机")),
    ("第三部分提前", Move(3, FIRST)),
    ("第二部分往前移一位", Shift(2, later=False)),
    ("第一部分往后挪一下", Shift(1, later=True)),
    ("第二部分和第三部分合并", Merge(3, 2)),
    ("合并第二部分和第三部分", Merge(3, 2)),
    ("把第三部分并入第二部分", Merge(3, 2)),
    ("第二、三部分合并成一个部分，标题改为工作保障", Merge(3, 2, "工作保障")),
    ("二、三部分合并", Merge(3, 2)),
    ("第一部分和第二部分顺序反了，换一下", Swap(1, 2)),
    ("第二部分第1条和第2条合二为一", MergePoints(2, 2, 1)),
    ("把第二部分第一条移动到第一部分的最后", MovePoint(2, 1, 1)),
    ("第二部分（一）删掉", DropPoint(2, 1)),
    ("第一部分第二条删除，其他不变", DropPoint(1, 2)),
    ("第二条重复了，删掉", DropPoint(None, 2)),
    ("第二部分不够详细", ResizePart(2, longer=True)),
    ("第二部分内容太单薄了，充实一下", ResizePart(2, longer=True)),
    ("正文太长了", Resize(longer=False)),
    ("写得再详细点", Resize(longer=True)),
    ("前两部分合并", Merge(2, 1)),
    ("第二到第三部分删掉", Several((DropPart(3), DropPart(2)))),
    ("删掉第一部分第一、二条", Several((DropPoint(1, 2), DropPoint(1, 1)))),
    ("第二部分第三条放到第一部分", MovePoint(2, 3, 1)),
    ("第二部分第一条移到第二条后面", MovePoint(2, 1, None, 2)),
    ("第二部分第二条放到最前面", MovePoint(2, 2, None, FIRST, behind=False)),
    ("把讲领导的那条移到第二部分", MovePoint(None, "领导", 2)),
    ("把第二部分的第一条和第二条换个位置", SwapPoints(2, 1, None, 2)),
    ("第二部分第一条和第二条合并", MergePoints(2, 2, 1)),
    ("关于值班电话的那一条删掉", DropPoint(None, "值班电话")),
    ("第二部分倒数第二条删掉", DropPoint(2, -2)),
    ("第二部分第一条说得太死了，改为“原则上3声之内接听”", Reword(2, 1, "原则上3声之内接听")),
    ("第一部分第二条改为谁主管谁负责", Reword(1, 2, "谁主管谁负责")),
    ("把第二部分改为：各单位要严格值班，不得脱岗。", Rewrite(2, "各单位要严格值班，不得脱岗")),
    ("第二部分标题叫工作纪律", Rename(2, "工作纪律")),
    ("第二部分太长了，精简一下", ResizePart(2, longer=False)),
    ("精简第二部分", ResizePart(2, longer=False)),
    ("整体上再简短一些", Resize(longer=False)),
    ("太啰嗦了，精简一下", Resize(longer=False)),
]
ENDS = [
    ("联系人改为李四", Fill("联系人", "李四")),
    ("联系人：李四", Fill("联系人", "李四")),
    ("会议时间改为下周四上午9点", Fill("会议时间", "下周四上午9点")),
    ("最后加上特此通知", Reclose("特此通知")),
    ("结语改为请认真贯彻执行。", Reclose("请认真贯彻执行")),
    ("删掉结语", Reclose("")),
    ("标注特急", Note("紧急程度", "特急")),
    ("紧急程度改为加急", Note("紧急程度", "加急")),
    ("抄送县委办", Note("抄送机关", "县委办")),
    ("抄送改为县委办、县人大办", Note("抄送机关", "县委办、县人大办")),
    ("联系人写李四", Fill("联系人", "李四")),
    ("份号000012", Note("份号", "000012")),
    ("附件：值班安排表", Attach("值班安排表")),
    ("加一个附件“值班安排表”", Attach("值班安排表")),
    ("删掉附件", Detach(None)),
    ("删掉附件2", Detach(2)),
    ("附上值班安排表", Attach("值班安排表")),
    ("增加附件：1.值班表；2.名单", Several((Attach("值班表"), Attach("名单")))),
    ("不要附件了", Detach(None)),
    ("落款单位改为县政府", Resign("县政府")),
    ("落款写县政府办公室", Resign("县政府办公室")),
    ("日期写9月2日", Redate("9月2日")),
    ("主送加上各街道办事处", Readdress("各科室，各街道办事处")),
]
ASKED = [
    ("可以把第三部分删掉吗", DropPart(3)),
    ("请把第三部分删掉，好吗？", DropPart(3)),
    ("第三部分删掉可以吗？", DropPart(3)),
    ("回到第2版", Undo(2)),
    ("恢复到最初的版本", Undo(1)),
    ("撤销上一步", Undo()),
    ("刚才的修改不要了", Undo()),
    ("取消这次修改", Undo()),
    ("不改了，回到上一版", Undo()),
]


@pytest.mark.parametrize(("text", "change"), [*WORDS, *ADDED, *BY_HEADING, *PLACES, *ENDS, *ASKED])
def test_a_change_is_read_as_a_secretary_types_it(text: str, change: Change | Several | Undo) -> None:
    assert read_change(text, DRAFT) == change


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            "第二部分加强督查；删去第三部分；标题改为关于值班的通知",
            (Add(2, "督查"), Retitle("关于值班的通知"), DropPart(3)),
        ),
        ("把第二部分删掉，把“认真”改成“切实”", (Replace("认真", "切实"), DropPart(2))),
        ("删去第一部分第一条\n删去第一部分第二条", (DropPoint(1, 2), DropPoint(1, 1))),
        ("最后加一部分“应急处置”，第二部分删掉第一条", (AddPart("应急处置"), DropPoint(2, 1))),
        ("标题改为关于值班的通知，主送改为各镇", (Retitle("关于值班的通知"), Readdress("各镇"))),
        ("第一部分往后移一位。在最后加一部分应急处置", (Shift(1, later=True), AddPart("应急处置"))),
    ],
)
def test_several_changes_are_carried_out_so_that_numbers_mean_what_was_seen(
    text: str, changes: tuple[Change, ...]
) -> None:
    assert read_change(text, DRAFT) == Several(changes)


@pytest.mark.parametrize("text", ["第一部分加一条：要报告；要登记", "第二条改为：先报告；后登记。再总结"])
def test_a_sentence_of_several_clauses_is_one_change(text: str) -> None:
    assert isinstance(read_change(text, DRAFT), Insert | Reword)


@pytest.mark.parametrize(
    "text",
    [
        "第三条删掉了吗",
        "标题改为什么好",
        "第二部分改成几条合适",
        "会议时间是几点",
        "第三部分要不要删掉",
        "国庆改成春节要谁批准",
        "第一部分移到哪里比较好",
        "能不能把值班电话改成手机？",
        "联系人是不是李四",
        "增加一部分什么内容",
        "抄送哪些单位",
        "抄送机关怎么写",
        "抄送机关",
        "抄送范围不宜过宽",
        "第二部分为什么加强督查",
        "把防汛换成抗旱",
        "保密工作由办公室负责改为由机要科负责",
        "国庆值班",
        "电话改为12345",
        "第一部分第一条写短点",
        "标题加上“同志们”",
        "取消",
        "取消会议",
        "会议取消了",
        "明天的会改到下午",
        "3声",
        "加上",
        "部分",
    ],
)
def test_a_question_and_what_means_nothing_here_is_no_change(text: str) -> None:
    assert read_change(text, DRAFT) is None


def manual_sayings() -> list[str]:
    """Return what the manual says may be said, its …… filled in."""
    text = (Path(__file__).parents[2] / "docs/使用手册.md").read_text("utf-8")
    table = text.partition("| 要改什么 | 可以这样说 |")[2].partition("\n\n")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.count("|") == 3 and "---" not in line]
    sayings = (re.sub(r"（[^）]*）", "", saying).strip() for row in rows for saying in row.split("；"))
    return [saying.replace("……", "坚守岗位") for saying in sayings]


@pytest.mark.parametrize("text", manual_sayings())
def test_what_the_manual_says_is_understood(text: str) -> None:
    assert read_change(text, DRAFT) is not None


def test_the_manual_says_enough() -> None:
    assert len(manual_sayings()) > 25
