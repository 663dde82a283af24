"""Facts told by their names as secretaries type them: several at once, without 是 or a colon, behind 补上."""

import pytest

from knowledge.outlines import Origin, Outline, OutlinePart, Point, Request, blank
from knowledge.outlining.editing import Several, read_change
from knowledge.outlining.editing.changes import Change, Fill, Insert
from knowledge.outlining.editing.telling import read_facts
from prompts import load_kinds


def draft(name: str) -> Outline:
    """Return a paper of a kind of which nothing is known yet."""
    parts = (
        OutlinePart(
            part.heading,
            (
                *(Point(phrase, Origin.FORM) for phrase in (*part.phrases, *part.spare)),
                *(Point(f"{what}：{blank(what)}", Origin.FORM) for what in part.blanks),
            ),
            part.numbered,
        )
        for part in load_kinds()[name].parts
    )
    return Outline(Request(name, "值班"), f"关于值班的{name}", blank("主送机关"), tuple(parts))


@pytest.mark.parametrize(
    ("kind", "text", "facts"),
    [
        ("通知", "联系人张三，电话0532-86661234", {"联系人": "张三", "联系电话": "0532-86661234"}),
        ("通知", "补上联系人张三电话0532-86661234", {"联系人": "张三", "联系电话": "0532-86661234"}),
        ("通知", "联系人张三 13800000003", {"联系人": "张三", "联系电话": "13800000003"}),
        ("函", "联系人是李四，电话13800001111", {"联系人": "李四", "联系电话": "13800001111"}),
        (
            "督查通报",
            "督查组是县政府督查室，督查时间是10月1日至3日",
            {"督查组": "县政府督查室", "督查时间": "10月1日至3日"},
        ),
        ("督查通报", "整改时限10月15日前", {"整改时限": "10月15日前"}),
        (
            "突发事件首报",
            "签发人赵启明，报告人林岚，电话86660000",
            {"签发人": "赵启明", "报告人": "林岚", "联系电话": "86660000"},
        ),
        ("突发事件首报", "已采取措施：消防到场，伤者送医", {"已采取的措施": "消防到场，伤者送医"}),
        ("请示", "加上现状：现有车辆2台，均已使用12年", {"现状": "现有车辆2台，均已使用12年"}),
        ("请示", "请求批准的事项是购置车辆1台，经费35万元", {"请求批准的事项": "购置车辆1台，经费35万元"}),
        ("简报", "编辑林岚 审核周正", {"编辑人": "林岚", "审核人": "周正"}),
        ("简报", "工作进展 全部按时办结", {"工作进展": "全部按时办结"}),
        ("会议通知", "会期半天", {"会期": "半天"}),
        ("会议通知", "参会人员改成各乡镇长", {"参会人员": "各乡镇长"}),
        ("纪要", "责任部门综合科，完成时限12月5日", {"责任部门": "综合科", "完成时限": "12月5日"}),
        ("纪要", "督办部门 督查科", {"督办部门": "督查科"}),
        ("制度", "施行日期2027年1月1日", {"施行日期": "2027年1月1日"}),
    ],
)
def test_what_is_told_by_its_name_goes_where_it_is_asked_for(kind: str, text: str, facts: dict[str, str]) -> None:
    change = read_change(text, draft(kind))
    fills = change.changes if isinstance(change, Several) else (change,)
    assert {each.what: each.words for each in fills if isinstance(each, Fill)} == facts
    assert len(fills) == len(facts)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("会议通知", "会议时间安排"),
        ("会议通知", "联系电话登记制度"),
        ("会议通知", "联系人电话号码"),
        ("会议通知", "会期几天"),
        ("通知", "完成时限要求"),
        ("通知", "联系是张三"),
        ("通知", "电话0532-86661234怎么转接"),
        ("通知", "加上联系人"),
        ("突发事件首报", "报告制度"),
        ("突发事件首报", "报告人是谁"),
    ],
)
def test_what_only_begins_with_a_name_tells_nothing(kind: str, text: str) -> None:
    assert read_change(text, draft(kind)) is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("第二部分加一条联系人要保持电话畅通", Insert(2, "联系人要保持电话畅通")),
        ("联系人改为李四，要求加强督查", Fill("联系人", "李四，要求加强督查")),
    ],
)
def test_other_changes_that_speak_of_a_fact_stay_what_they_are(text: str, change: Change) -> None:
    assert read_facts(text, draft("通知")) is None
    assert read_change(text, draft("通知")) == change
