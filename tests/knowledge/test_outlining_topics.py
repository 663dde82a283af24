"""What a paper is about: its own words apart from those of every office, and what a rule is named after."""

from dataclasses import replace

import pytest

from knowledge.lexical import Lexicon
from knowledge.outlining.topics import is_named_after, read_topic, telling
from knowledge.outlining.weighing import Place, Slice

TEXTS = [
    "公文应当准确。公文的审核由办公室负责。",
    "审核公文稿。公文格式规范。审核意见。",
    "值班人员应当在岗。值班电话。",
    "国庆节放假三天。",
    "办公设备的购置。办公用房。购置设备要审批。",
    "会议材料的审核。",
    "信访工作。印章使用。",
]
LEXICON = Lexicon(TEXTS)
RULES = ("国家机关和事业单位印章管理规定", "党政机关公文处理工作条例", "公务员法", "信访工作条例", "印章管理规定")


@pytest.mark.parametrize(
    ("topic", "parts"),
    [
        ("国庆节期间值班安排", (("国庆", "庆节"), ("值班",))),
        ("加强公文审核", (("公文", "审核"),)),
        ("做好信访工作", (("信访",),)),
        ("元宇宙平台", (("元宇", "宇宙", "宙平", "平台"),)),
        ("有关工作", (("有关", "关工", "工作"),)),
    ],
)
def test_a_topic_is_its_own_words_without_the_seams_between_them(topic: str, parts: object) -> None:
    assert read_topic(topic, LEXICON).parts == parts


@pytest.mark.parametrize(
    ("topic", "subject"),
    [
        ("加强公文审核", "公文"),
        ("公务接待", ""),
        ("印章使用", "印章"),
        ("做好信访稳定工作", "信访"),
        ("绿化", ""),
        ("机关车辆停放", ""),
    ],
)
def test_a_topics_subject_is_what_a_rule_is_named_after(topic: str, subject: str) -> None:
    assert read_topic(topic, LEXICON, RULES).subject == subject


def test_a_text_is_about_a_topic_by_how_much_of_it_it_holds() -> None:
    topic = read_topic("购置办公设备", LEXICON)
    whole, half, none = map(topic.coverage, ("购置办公设备要审批", "设备要保管好", "值班人员在岗"))
    assert whole == 1.0 > half > none == 0.0


def test_an_office_is_not_what_is_done_there() -> None:
    assert read_topic("购置办公设备", LEXICON).coverage("办公室负责值班") == 0.0
    assert read_topic("办公室值班", LEXICON).coverage("办公室负责值班") > 0.5


def test_the_subject_alone_is_most_of_a_topic() -> None:
    assert read_topic("公文审核把关", LEXICON, RULES).coverage("公文要准确") >= 0.6


@pytest.mark.parametrize(
    ("topic", "words", "place"), [("值班", "各单位值班", 3), ("值班", "值班", 0), ("值班", "开会", 0)]
)
def test_where_a_topic_comes_in_is_told(topic: str, words: str, place: int) -> None:
    assert read_topic(topic, LEXICON).first(words) == place


@pytest.mark.parametrize(
    ("name", "words", "named"),
    [("公务员法", "公务", False), ("公务员法", "公务员", True), ("印章管理规定", "印章", True), ("值班", "值班", True)],
)
def test_a_rule_is_named_after_whole_words(name: str, words: str, named: bool) -> None:
    assert is_named_after(name, words) is named


def test_words_of_every_office_tell_nothing() -> None:
    assert telling(("加强领导", "落实责任", "值班", "会议纪律", "监督检查")) == ("值班", "会议纪律")


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("申请购置应急指挥车经费", "突发事件的经费应当报告。"),
        ("申请购置应急指挥车经费", "公务接待费应当纳入预算，经费不得超支。"),
        ("值班工作培训", "应急救援人员的值班培训应当经审批。"),
    ],
)
def test_words_of_another_field_have_no_place_whatever_else_they_hold(topic: str, words: str) -> None:
    lexicon = Lexicon([*TEXTS, topic, words])
    piece = Slice(words, "办法", "", read_topic(topic, lexicon, beside=("经费",)), is_of_rule=True)
    assert Place("政策依据", "规定 经费 培训 应当", topic).weigh(piece) is None
    same = replace(piece, words="本单位的经费和值班培训应当经审批。")
    assert Place("政策依据", "规定 经费 培训 应当", topic).weigh(same) is not None
