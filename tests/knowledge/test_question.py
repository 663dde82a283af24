"""What a question asks for beside its words, and when it leans on the turns before it."""

import time

import pytest

from knowledge.numerals import ArticleNumber
from knowledge.question import (
    Name,
    Question,
    depends_on_turns,
    find_articles,
    find_chapter,
    find_parts,
    may_depend_on_turns,
    mention,
    mentioned,
    understand,
    unknown_name,
)

TITLES = {
    "duty.txt": "值班管理办法",
    "duty-old.txt": "值班管理办法（2019年修订）",
    "meeting.txt": "会议管理办法",
    "visits.txt": "群众来访接待办法",
    "secrets.txt": "中华人民共和国保守国家秘密法",
    "crimes.txt": "中华人民共和国刑法",
    "holidays.txt": "全国年节及纪念日放假办法",
    "holidays-rules.txt": "全国年节及纪念日放假办法实施细则",
    "cars.txt": "《公务用车管理办法（试行）》",
    "speech.txt": "在全区办公室工作会议上的讲话",
    "short.txt": "讲话",
}
NAMES = [Name(file, title) for file, title in TITLES.items()]


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ("值班管理办法第三条是什么", {"duty.txt", "duty-old.txt"}),
        ("《值班管理办法》第三条", {"duty.txt", "duty-old.txt"}),
        ("值班办法第三条", {"duty.txt", "duty-old.txt"}),
        ("我们单位的值班办法第三条", {"duty.txt", "duty-old.txt"}),
        ("机关值班管理办法第三条", {"duty.txt", "duty-old.txt"}),
        ("按照会议管理办法，通知什么时候发", {"meeting.txt"}),
        ("根据《中华人民共和国保守国家秘密法》第九条", {"secrets.txt"}),
        ("保密法第九条", {"secrets.txt"}),
        ("国家保密法第九条", {"secrets.txt"}),
        ("保守国家秘密法怎么说", {"secrets.txt"}),
        ("刑法第三条", {"crimes.txt"}),
        ("放假办法第二条", {"holidays.txt"}),
        ("纪念日放假办法", {"holidays.txt"}),
        ("放假办法实施细则第二条", {"holidays-rules.txt"}),
        ("公务用车管理办法", {"cars.txt"}),
        ("公车管理办法第一条", {"cars.txt"}),
        ("接待办法里怎么写", {"visits.txt"}),
        ("在全区办公室工作会议上的讲话里说了什么", {"speech.txt"}),
        ("值班管理办法和值班办法有什么不同", {"duty.txt", "duty-old.txt"}),
        # Only the end of a name, of any rule or of another one.
        ("管理办法第三条", set()),
        ("考勤管理办法第三条", set()),
        ("《考勤管理办法》第三条", set()),
        ("外宾接待办法第三条", set()),
        ("《外宾接待办法》第三条", set()),
        ("会议室管理办法第三条", set()),
        ("办法第三条", set()),
        ("有什么好办法", set()),
        ("没办法", set()),
        ("值班电话几声之内接", set()),
        ("讲话要注意什么", set()),
        ("", set()),
    ],
)
def test_a_rule_is_known_by_its_name_in_full_or_shortened(asked: str, files: set[str]) -> None:
    assert set(mentioned(asked, NAMES)) == files


def test_no_names_are_mentioned_where_there_are_none() -> None:
    assert mentioned("值班管理办法", []) == ()


@pytest.mark.parametrize(
    ("asked", "name", "found"),
    [
        ("值班管理办法", "值班管理办法", (6, 1.0)),
        ("值班办法", "值班管理办法", (4, 4 / 6)),
        ("请问值班办法和别的", "值班管理办法", (4, 4 / 6)),
        ("管理办法", "值班管理办法", (0, 0.0)),
        ("值班", "值班管理办法", (0, 0.0)),
        ("法值班办", "值班管理办法", (0, 0.0)),
        ("讲话", "讲话", (0, 0.0)),
        ("新年讲话", "新年讲话", (4, 1.0)),
    ],
)
def test_a_mention_is_measured(asked: str, name: str, found: tuple[int, float]) -> None:
    assert mention(asked, name) == found


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("第34条", [(34, 0)]),
        ("第三十四条", [(34, 0)]),
        ("第 ３４ 条", [(34, 0)]),
        ("保密法34条", [(34, 0)]),
        ("保密法三十四条讲什么", [(34, 0)]),
        ("《保密法》三十四条", [(34, 0)]),
        ("三十四条", [(34, 0)]),
        ("保密法§34", [(34, 0)]),
        ("保密法§ 34", [(34, 0)]),
        ("第一百零六条", [(106, 0)]),
        ("第六十条之一", [(60, 1)]),
        ("第三条和第五条", [(3, 0), (5, 0)]),
        ("第五条、第三条、第五条", [(5, 0), (3, 0)]),
        ("第三十四条第二款", [(34, 0)]),
        ("第九条规定了什么", [(9, 0)]),
        ("信访条例", []),
        ("第三条例", []),
        ("哪几条", []),
        ("定了哪三条纪律", []),
        ("会议规定十条措施", []),
        ("2024年", []),
        ("第三章", []),
        ("面条", []),
    ],
)
def test_an_article_is_understood_in_any_notation(asked: str, numbers: list[tuple[int, int]]) -> None:
    assert list(find_articles(asked)) == [ArticleNumber(*number) for number in numbers]


@pytest.mark.parametrize(
    ("asked", "chapter"),
    [
        ("第二章讲什么", "章2"),
        ("第 2 章", "章2"),
        ("第十二章 附则", "章12"),
        ("第三节", "节3"),
        ("第一编", "编1"),
        ("文章", ""),
        ("第二条", ""),
        ("章程第几章", ""),
    ],
)
def test_a_chapter_is_understood(asked: str, chapter: str) -> None:
    assert find_chapter(asked) == chapter


@pytest.mark.parametrize(
    "asked",
    [
        "修订前的值班办法怎么说",
        "旧版值班办法",
        "老的办法",
        "原来的值班办法第三条",
        "原《值班办法》第三条",
        "以前的规定是几天",
        "原值班管理办法第二条",
        "旧值班办法第二条",
        "已废止的办法",
        "失效的条例",
    ],
)
def test_an_older_version_is_asked_for(asked: str) -> None:
    assert understand(asked, (), NAMES).old


@pytest.mark.parametrize(
    "asked",
    [
        "值班办法第三条",
        "老同志来访怎么接待",
        "原因要不要写明",
        "原件存几年",
        "文件原来放在哪里",
        "旧报纸怎么处理",
        "原则上谁带班",
    ],
)
def test_a_word_like_old_alone_asks_for_no_older_version(asked: str) -> None:
    assert not understand(asked, (), NAMES).old


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("2019年的值班办法", (2019,)),
        ("2019版", (2019,)),
        ("2019年和2024年有什么不同", (2019, 2024)),
        ("1998 年", (1998,)),
        ("电话12019号", ()),
        ("第2019号", (2019,)),
        ("三年", ()),
    ],
)
def test_years_are_read(asked: str, years: tuple[int, ...]) -> None:
    assert understand(asked, (), NAMES).years == years


@pytest.mark.parametrize(
    "asked",
    ["那迟报了呢", "这要谁批准", "它保存多久", "如果领导不在怎么办", "还要写什么", "再晚一天呢？", " 多久呢 "],
)
def test_a_follow_up_leans_on_the_turns_before(asked: str) -> None:
    assert depends_on_turns(asked)
    assert understand(asked, ("先问一句",), NAMES).text == f"先问一句 {asked}"


@pytest.mark.parametrize("asked", ["最多几个人", "多久", "公章可以带出办公室吗"])
def test_a_short_question_leans_on_the_turns_only_when_told(asked: str) -> None:
    assert may_depend_on_turns(asked)
    assert not depends_on_turns(asked)
    assert understand(asked, ("先问一句",), NAMES).text == asked
    assert understand(asked, ("先问一句",), NAMES, leaning=True).text == f"先问一句 {asked}"


@pytest.mark.parametrize(
    "asked",
    [
        "公章确需带出办公室的要经过哪位领导的批准",
        "请问突发事件发生以后多久之内要书面报告上级",
        "值班人员接到群众来电以后应当登记哪几项内容",
    ],
)
def test_a_question_that_is_whole_leans_on_nothing(asked: str) -> None:
    assert not depends_on_turns(asked)
    assert not may_depend_on_turns(asked)
    assert understand(asked, ("先问一句",), NAMES).text == asked


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (("值班电话几声接", "公章谁管"), "公章谁管 那呢"),
        (("公章谁管", "那空白信呢"), "公章谁管 那空白信呢 那呢"),
        (("公章谁管", "那空白信呢", "再多呢"), "那空白信呢 再多呢 那呢"),
    ],
)
def test_turns_are_taken_in_as_far_back_as_they_lean_themselves(turns: tuple[str, ...], text: str) -> None:
    assert understand("那呢", turns, NAMES).text == text


def test_without_turns_a_question_stands_by_itself() -> None:
    assert understand("那呢", (), NAMES).text == "那呢"


def test_a_follow_up_is_about_the_rule_named_last() -> None:
    turns = ("会议管理办法第二条", "那保密法第九条呢")
    assert understand("第十条呢", turns, NAMES).files == ("secrets.txt",)
    assert understand("会议管理办法第十条呢", turns, NAMES).files == ("meeting.txt",)
    assert understand("接到涉密来电以后应当怎样登记和上报", turns, NAMES).files == ()


def test_an_article_of_a_turn_before_is_not_asked_for_again() -> None:
    assert understand("那第四条呢", ("保密法第九条",), NAMES).articles == (ArticleNumber(4),)
    assert understand("那保存多久", ("保密法第九条",), NAMES).articles == ()


def test_a_chapter_counts_only_without_an_article() -> None:
    assert understand("保密法第二章第九条", (), NAMES) == Question(
        "保密法第二章第九条", "保密法第二章第九条", ("secrets.txt",), (ArticleNumber(9),)
    )


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("考勤管理办法第三条", "考勤管理办法"),
        ("请问考勤管理办法第三条说什么", "考勤管理办法"),
        ("我想查一下考勤管理办法第三条", "考勤管理办法"),
        ("《食堂就餐须知》第二条", "食堂就餐须知"),
        ("考勤管理办法§3", "考勤管理办法"),
        ("考勤管理办法3条", "考勤管理办法"),
        ("《食堂就餐须知》什么时候印发的", ""),
        ("考勤管理办法怎么规定的", ""),
        ("第三条是什么", ""),
        ("这个办法第三条", ""),
        ("", ""),
    ],
)
def test_a_rule_named_with_an_article_is_told(asked: str, name: str) -> None:
    assert unknown_name(asked) == name


@pytest.mark.parametrize(
    "asked", ["法" * 10_000, "值班管理办法第三条" * 1_000, "《" * 10_000, "第一" * 5_000, "办法 " * 3_000]
)
def test_a_question_of_ten_thousand_characters_is_understood_at_once(asked: str) -> None:
    started = time.perf_counter()
    understand(asked, (asked, asked), NAMES)
    unknown_name(asked)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("档案要保存多少年", ["档案", "保存"]),
        ("领取涉密文件派几个人", ["领取涉密文件派"]),
        ("2014年的办法要求企业成立几年？", ["办法要求企业成立"]),
        ("会议有关事项有没有规定", ["会议有关事项", "规定"]),
        ("公章可以带出办公室吗", ["公章", "带出办公室"]),
        ("请问急件怎么办？", ["急件"]),
        ("什么是带班？", ["带班"]),
        ("怎么办", []),
        ("多久", []),
        ("", []),
    ],
)
def test_a_question_has_parts_between_the_words_that_ask(asked: str, parts: list[str]) -> None:
    assert find_parts(asked) == parts
