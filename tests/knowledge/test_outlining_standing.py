"""Which words of a document stand alone: no pronoun without its noun, no fragment, no story of another office."""

import pytest

from knowledge.documents import Span
from knowledge.outlining.standing import (
    is_act,
    is_complaint,
    is_meaning,
    is_rule,
    is_statement,
    opens_tasks,
    slices,
    stands_alone,
)


@pytest.mark.parametrize(
    "words",
    [
        "值班电话应当在三声之内接听，并在来电登记簿上写明来电时间。",
        "各单位要坚持24小时值班制度和领导在岗带班制度。",
        "涉密文件实行专人领取、专册登记、专柜存放；收到时应当面清点。",
        "如发现伪造印章，应及时向公安机关举报。",
    ],
)
def test_a_whole_rule_stands_alone(words: str) -> None:
    assert stands_alone(words)


@pytest.mark.parametrize(
    "words",
    [
        "这些工作要抓紧抓好，不得拖延。",
        "因此各单位要切实加强值班工作。",
        "同时要加强信息报送工作的管理。",
        "其他人员不得进入档案库房查阅。",
        "值班人员不得有下列行为：",
        "违反前款规定的，给予通报批评。",
        "依照本条例第三十条的规定处理。",
        "同志们要认真学习，抓好贯彻落实。",
        "为什么要加强值班工作？",
        "去年各单位要求严格，共办理公文。",
        "全年应当办理公文三千余件，差错率下降。",
        "2023年要完成办公楼的全部维修任务。",
        "差错率要降到千分之二即0.2%以下才行。",
        "张书记要求各单位认真做好值班工作。",
        "我市教育工作要办好人民满意的教育。",
        "要严守纪律。",
        "要做到“静有其位，动有其规的要求。",
        "各单位要做好值班，\n不得脱岗离岗。",
        "应当在三十日内书面答复信访人。",
        "总书记指出，要做到反应灵敏、运转迅速。",
        "长" * 121 + "要",
    ],
)
def test_what_leans_tells_or_breaks_off_does_not(words: str) -> None:
    assert not stands_alone(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第九条 公文应当准确规范。", ["公文应当准确规范。"]),
        ("（三）抓好信息报送。", ["抓好信息报送。"]),
        ("一是要抓好信息报送。", ["抓好信息报送。"]),
        ("二、会议记录保存十年。", ["会议记录保存十年。"]),
        ("第九条 （一）公文应当准确。", ["公文应当准确。"]),
        ("3.5万元以上的支出要审批。", ["3.5万元以上的支出要审批。"]),
        ("（二）组织营救受害人员；", ["组织营救受害人员"]),
        ("三人以上应当推选代表。", ["三人以上应当推选代表。"]),
    ],
)
def test_a_number_before_a_point_is_left_out(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in slices(text, Span(0, len(text)))] == expected


def test_a_long_sentence_is_cut_at_its_semicolons() -> None:
    first, second = "值班人员要" + "认真" * 20 + "接听电话", "带班领导要" + "及时" * 35 + "处置险情"
    text = f"第三条 {first}；{second}；不得脱岗。"
    assert [span.of(text) for span in slices(text, Span(0, len(text)))] == [first, second]


def test_a_long_sentence_without_semicolons_gives_nothing() -> None:
    text = "各单位要" + "认真" * 70 + "。"
    assert list(slices(text, Span(0, len(text)))) == []


@pytest.mark.parametrize(
    ("words", "rule", "meaning", "complaint"),
    [
        ("各单位要明确专人负责。", True, False, False),
        ("会议通知不得漏发。", True, False, False),
        ("公文是机关实施领导的重要工具。", False, True, False),
        ("安全生产关系到群众的切身利益。", False, True, False),
        ("有的单位值班电话无人接听。", False, False, True),
        ("信息报送的时效有待提高。", True, False, True),
        ("会议在三楼会议室召开。", False, False, False),
    ],
)
def test_words_say_what_to_do_or_what_a_thing_is_or_what_goes_wrong(
    words: str, rule: bool, meaning: bool, complaint: bool
) -> None:
    assert (is_rule(words), is_meaning(words), is_complaint(words)) == (rule, meaning, complaint)


@pytest.mark.parametrize(
    ("opening", "tasks"),
    [
        ("向上级机关行文，应当遵循以下规则：", True),
        ("收文办理主要程序是：", True),
        ("人民政府应当采取下列应急处置措施：", True),
        ("值班人员不得有下列行为：", False),
        ("有下列情形之一的，应当采取下列措施：", False),
        ("公文种类主要有：", False),
    ],
)
def test_items_are_tasks_by_themselves_where_their_list_says_what_is_to_be_done(opening: str, tasks: bool) -> None:
    assert opens_tasks(opening) is tasks


def test_the_figures_of_a_rule_are_its_own_and_those_of_a_speech_another_offices() -> None:
    words = "每班安排1名带班领导和至少1名值班员。"
    assert stands_alone(words, is_of_rule=True)
    assert not stands_alone(words)


@pytest.mark.parametrize(
    ("words", "act", "statement"),
    [
        ("值班表由办公室按月编排。", True, False),
        ("公文送达和办理的时限要求。", False, False),
        ("奖励分为嘉奖、记功和授予称号。", False, True),
        ("公文被撤销的，视为自始无效。", False, True),
    ],
)
def test_a_rule_says_who_does_something_or_what_a_thing_is(words: str, act: bool, statement: bool) -> None:
    assert (is_act(words), is_statement(words)) == (act, statement)
