"""Titles in lines: no word broken, nothing lost, a trapezium or a lozenge."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.papers.layout import TITLE_CHARACTERS
from bot.files.papers.titles import split_title
from bot.files.papers.words import width

SPLIT = [
    "关于做好2026年国庆节期间值班工作的通知",
    "青山市人民政府办公室2026年10月值班表",
    "青山市人民政府办公室/关于做好2026年国庆节、中秋节/假期值班值守和信息报送工作的通知",
    "青山市人民政府办公室关于印发/《青山市突发事件应急预案管理办法》的通知",
    "关于进一步加强机关公文处理/和印章管理工作的意见",
    "关于2026年上半年政府/信息公开工作情况的报告",
    "关于切实解决部分乡镇/农村饮水安全问题的报告",
    "关于调整青山市防汛抗旱/指挥部组成人员的通知",
    "关于开展机关作风纪律/专项整治活动的实施方案",
    "青山市第五届人民代表大会/常务委员会第三十二次会议/关于批准2025年市级财政决算的决议",
    "青山市人民政府办公室/关于【待补：会议名称】的通知",
]


@pytest.mark.parametrize("title", SPLIT)
def test_a_title_is_split_between_words(title: str) -> None:
    assert split_title(title.replace("/", "")) == tuple(title.split("/"))


@pytest.mark.parametrize("title", SPLIT)
def test_the_lines_of_a_title_make_no_hourglass(title: str) -> None:
    widths = [width(line) for line in split_title(title.replace("/", ""))]
    triples = zip(widths[:-2], widths[1:-1], widths[2:], strict=True)
    assert all(middle >= min(before, after) for before, middle, after in triples)
    assert len(widths) == 1 or len(set(widths)) > 1


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("关于做好的通知2026年、《》（）【】值班工作和ab "), max_size=200))
def test_no_title_loses_a_character_or_reaches_over_the_line(title: str) -> None:
    lines = split_title(title)
    assert "".join(lines) == title
    assert all(width(line) <= TITLE_CHARACTERS for line in lines)


@pytest.mark.parametrize("count", [30, 60, 79, 80, 81, 200])
def test_a_title_without_known_words_is_cut_evenly(count: int) -> None:
    widths = [width(line) for line in split_title("某" * count)]
    assert sum(widths) == count
    assert all(abs(before - after) <= TITLE_CHARACTERS / 2 for before, after in pairwise(widths[:-1]))
