"""The built-in kinds: each is whole, states no facts of its own and ends as such a paper ends."""

import re
from collections import Counter

import pytest

from prompts import Category, Direction, Kind, Part, load_kinds

KINDS = load_kinds()
TOPICS = ("国庆节期间值班安排", "公文处理工作", "采购办公设备")
FACTS = {"机关": "某办公室", "主送": "某局", "日期": "某日"}
BLANK = re.compile("【待补：([^【】]+)】")
FACT = re.compile(r"\d|[〇零一二三四五六七八九十百千万]+(?:年|月|日|天|时|条|号|人|名|元)|《(?!关于)")
ENDINGS = ("提纲", "总结", "计划", "方案", "议程", "主持词", "简报", "制度")
REGULATION = "《党政机关公文处理工作条例》"

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
each_part = pytest.mark.parametrize(
    ("kind", "part"),
    [pytest.param(kind, part, id=f"{kind.name}-{part.heading}") for kind in KINDS.values() for part in kind.parts],
)


def sentences(kind: Kind) -> tuple[str, ...]:
    """Return every set sentence of a kind."""
    return (kind.title, kind.closing, *(phrase for part in kind.parts for phrase in (*part.phrases, *part.spare)))


def filled(text: str, topic: str) -> str:
    """Return a sentence with its topic and facts."""
    return re.sub("{(.+?)}", lambda match: {**FACTS, "事由": topic, "目的": f"做好{topic}"}[match[1]], text)


@each_kind
def test_a_kind_says_what_it_is_for_and_has_several_parts(kind: Kind) -> None:
    assert kind.use.endswith("。")
    assert 3 <= len(kind.parts) <= 8
    assert any(part.numbered for part in kind.parts)


@each_part
def test_a_part_has_its_guidance_and_something_to_hold(kind: Kind, part: Part) -> None:
    assert part.guidance.endswith("。")
    assert part.query or part.phrases or part.blanks
    assert bool(part.query) == bool(part.count)


@each_part
def test_a_part_never_stands_empty_when_the_documents_say_nothing(kind: Kind, part: Part) -> None:
    assert part.phrases or part.spare or part.blanks


@each_part
def test_a_plain_paragraph_is_made_of_set_sentences_only(kind: Kind, part: Part) -> None:
    assert part.numbered or (part.phrases and not part.blanks and not part.query)


@each_part
def test_a_blank_is_a_short_noun_and_stands_once(kind: Kind, part: Part) -> None:
    assert all(re.fullmatch("[一-龥]{2,10}", blank) for blank in part.blanks)
    assert not {*part.blanks} & {*BLANK.findall("".join(part.phrases))}


@each_kind
def test_no_two_parts_of_a_kind_ask_for_the_same(kind: Kind) -> None:
    asked = Counter(blank for part in kind.parts for blank in part.blanks)
    assert not [blank for blank, times in asked.items() if times > 1]


@each_part
def test_words_for_retrieval_are_several_and_each_stands_once(kind: Kind, part: Part) -> None:
    words = part.query.split(" ") if part.query else []
    assert len(words) == len(set(words)) != 1
    assert all(re.fullmatch("[一-龥]+", word) for word in words)


@each_kind
def test_most_kinds_are_grounded_and_bare_facts_are_not(kind: Kind) -> None:
    assert any(part.query for part in kind.parts)


@each_kind
def test_a_set_sentence_states_no_fact(kind: Kind) -> None:
    for sentence in sentences(kind):
        assert not re.search(
            r"\d|[〇零一二三四五六七八九十百千万]+(?:年|月|日|天|时|条|号|人|名|元)|《(?!关于)", sentence
        )


@each_kind
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_into_every_sentence(kind: Kind, topic: str) -> None:
    for sentence in sentences(kind):
        text = filled(sentence, topic)
        assert not re.search("工作工作|安排安排|的的|关于关于|。。|，，|[{}]", text)


@each_kind
def test_the_topic_stands_in_the_title_and_the_title_ends_with_what_the_paper_is(kind: Kind) -> None:
    assert kind.title.count("{事由}") == 1
    statutory = tuple(name for name, other in KINDS.items() if other.category is Category.STATUTORY)
    assert re.sub("（.+）$", "", kind.title).endswith((*statutory, *ENDINGS))


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.category is Category.STATUTORY])
def test_a_statutory_kind_has_its_article_and_its_name_in_the_title(kind: Kind) -> None:
    assert kind.grounds[0] == f"{REGULATION}第八条"
    assert kind.title.startswith("{机关}关于")
    assert kind.title.endswith(kind.name)


@pytest.mark.parametrize(
    ("name", "ground"),
    [("请示", "第十五条"), ("报告", "第十五条"), ("通知", "第十六条"), ("批复", "第十六条"), ("函", "第十七条")],
)
def test_the_rules_of_direction_are_named(name: str, ground: str) -> None:
    assert f"{REGULATION}{ground}" in KINDS[name].grounds


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("请示", Direction.UP),
        ("报告", Direction.UP),
        ("通知", Direction.DOWN),
        ("批复", Direction.DOWN),
        ("函", Direction.LEVEL),
        ("公告", Direction.PUBLIC),
    ],
)
def test_a_kind_goes_its_way(name: str, direction: Direction) -> None:
    assert KINDS[name].direction is direction


@pytest.mark.parametrize(
    ("name", "closing"),
    [
        ("公告", "特此公告。"),
        ("通告", "特此通告。"),
        ("意见", "以上意见，请结合实际认真贯彻执行。"),
        ("通知", "特此通知。"),
        ("通报", "特此通报。"),
        ("报告", "特此报告。"),
        ("请示", "妥否，请批示。"),
        ("批复", "此复。"),
        ("议案", "现提请审议。"),
        ("函", "特此函达，请予函复。"),
        ("督查通报", "特此通报。"),
        ("突发事件首报", "特此报告，后续情况将及时续报。"),
        ("突发事件终报", "特此报告。"),
        *((name, "") for name in ("决议", "决定", "命令", "公报", "纪要", "会议议程", "主持词", "制度")),
    ],
)
def test_a_paper_ends_as_its_kind_does(name: str, closing: str) -> None:
    assert KINDS[name].closing == closing


@pytest.mark.parametrize("name", ["决议", "命令", "公报", "公告", "通告", "纪要", "会议议程", "讲话提纲"])
def test_what_goes_to_nobody_by_name_has_no_addressee(name: str) -> None:
    assert KINDS[name].addressee == "无"


@pytest.mark.parametrize("name", ["请示", "报告", "通知", "批复", "函", "通报", "突发事件首报"])
def test_what_goes_to_somebody_asks_for_the_addressee_and_is_signed(name: str) -> None:
    assert (KINDS[name].addressee, KINDS[name].signed) == ("", True)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("请示", "请求批准的事项 倾向性意见 必要性"),
        ("批复", "请示文号 批复结论"),
        ("函", "商请事项 函复时限"),
        ("纪要", "会议时间 会议地点 主持人 议定事项 责任部门 完成时限 出席人员"),
        ("会议议程", "会议时间 会议地点 主持人 出席人员 汇报人"),
        ("会议通知", "会议时间 会议地点 参会人员 联系人"),
        (
            "突发事件首报",
            "事发时间 事发地点 信息来源 事件起因 事件性质 基本过程 已造成的后果 影响范围 发展趋势"
            " 已采取的措施 下一步工作 签发人 报告人",
        ),
        ("突发事件续报", "前次报告的时间和文号 事态进展 伤亡情况 处置进展"),
        ("突发事件终报", "事件原因 责任处理 善后情况 整改时限"),
        ("督查通报", "督查时间 督查对象 问题单位 整改时限"),
    ],
)
def test_what_only_the_writer_knows_is_asked_for(name: str, wanted: str) -> None:
    kind = KINDS[name]
    asked = {blank for part in kind.parts for blank in part.blanks}
    assert {*wanted.split()} <= asked | {*BLANK.findall("".join(sentences(kind)))}


def test_a_speech_has_three_to_five_numbered_parts_that_are_all_grounded() -> None:
    numbered = [part for part in KINDS["讲话提纲"].parts if part.numbered]
    assert 3 <= len(numbered) <= 5
    assert all(part.query for part in numbered)


def test_names_and_aliases_are_unique() -> None:
    names = Counter(name for kind in KINDS.values() for name in (kind.name, *kind.aliases))
    assert not [name for name, times in names.items() if times > 1]
