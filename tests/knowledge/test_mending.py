"""What typing leaves on a question: taken off, mended where the library knows better, and left alone otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import Lexicon
from knowledge.mending import Mender, tidy

TEXTS = [
    "值班人员应当立即报告。举报由信访机构受理。",
    "接受举报的机关应当保密，审批由局长负责。",
    "举报人可以接受询问，审批应当登记。",
    "审批和举报的期限，接受宴请的处分。",
    "打卡和考勤由人事科负责。",
    "食堂每日开饭三次。",
]
LEXICON = Lexicon(TEXTS)


@pytest.mark.parametrize(
    ("asked", "tidied"),
    [
        ("您好，请问值班电话几声接？谢谢", "值班电话几声接"),
        ("各位领导好！想问一下公章谁管，在线等，急急急", "公章谁管"),
        ("你好在吗 麻烦问一下 档案存几年 多谢啦~~~", "档案存几年"),
        ("怎么办啊啊啊啊？？？", "怎么办啊?"),
        ("第３４条　ＡＢＣ", "第34条 ABC"),
        ("罚10000元还是1000元", "罚10000元还是1000元"),
        ("急件怎么办", "急件怎么办"),
        ("什么算紧急", "什么算紧急"),
        ("好多人一起来怎么接待", "好多人一起来怎么接待"),
        ("求助站归谁管", "求助站归谁管"),
        ("谢谢", "谢谢"),
        ("你好", "你好"),
        ("", ""),
    ],
)
def test_courtesy_width_and_repetition_are_taken_off(asked: str, tidied: str) -> None:
    assert tidy(asked) == tidied


@given(st.text(max_size=40))
def test_a_tidy_question_stays_as_it_is(asked: str) -> None:
    once = tidy(asked)
    assert tidy(once) == once or len(tidy(once)) < len(once)


@pytest.mark.parametrize(
    ("asked", "mended"),
    [
        ("举抱信谁看", "举报信谁看"),
        ("能不能结受宴请", "能不能接受宴请"),
        ("找谁沈批", "找谁审批"),
        ("shenpi要多久", "审批要多久"),
        ("举报人可以接受询问", "举报人可以接受询问"),
        ("小区里的猫归谁", "小区里的猫归谁"),
        ("EMS寄得出去吗", "EMS寄得出去吗"),
        ("wifi坏了", "wifi坏了"),
        ("几时举报", "几时举报"),
        ("", ""),
        ("抱", "抱"),
    ],
)
def test_wrong_characters_and_pinyin_are_mended_by_what_the_library_knows(asked: str, mended: str) -> None:
    assert Mender().mend(asked, LEXICON) == mended


@pytest.mark.parametrize(("asked", "mended"), [("车年检", "车辆检"), ("汽车年检", "汽车年检"), ("年车站", "年车站")])
def test_a_character_that_makes_a_word_with_another_mends_nothing(asked: str, mended: str) -> None:
    lexicon = Lexicon(["汽车和车辆", "车辆登记", "汽车到车站", "车辆、汽车", "汽车、车站", "车站"])
    assert Mender().mend(asked, lexicon) == mended


def test_what_few_passages_hold_mends_nothing() -> None:
    assert Mender().mend("开反了吗 daka", LEXICON) == "开反了吗 daka"


def test_words_that_are_known_otherwise_are_left_alone() -> None:
    assert Mender(["举抱"]).mend("举抱", LEXICON) == "举抱"


def test_an_empty_library_mends_nothing() -> None:
    assert Mender().mend("举抱 shenpi", Lexicon([])) == "举抱 shenpi"


@given(st.text(max_size=60))
def test_anything_can_be_mended(asked: str) -> None:
    assert isinstance(Mender().mend(asked, LEXICON), str)
