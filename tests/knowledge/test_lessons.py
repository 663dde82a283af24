"""Lessons made of articles and questions: which texts stand beside the right one, and what is held out."""

from pathlib import Path
from random import Random

import pytest

from knowledge.errors import KnowledgeError
from knowledge.numerals import ArticleNumber
from knowledge.training.articles import SPEECHES, Article, Asked, read_laws, read_questions, read_speeches
from knowledge.training.lessons import FIRST, FORMS, Teacher, is_held_out

LEARNED = "laws/1.md"
WORDS = ("值班电话", "公章保管", "会议通知", "公务用车", "档案移交", "食堂就餐", "来访登记", "信访答复", "差旅报销")


def article(family: str, number: int, word: str) -> Article:
    """Return an article about ``word`` that has hardly another character in common with the rest."""
    chance = Random(f"{family}{number}")
    first, second = ("".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(20)) for _ in range(2))
    sentences = (f"{word}{first}。", f"{second}。")
    return Article(family, ArticleNumber(number), ("".join(sentences),), sentences)


@pytest.fixture
def articles() -> list[Article]:
    """Return laws of nine articles each, an older version among them, and a few speeches."""
    families = [f"laws/{number}.md" for number in range(40)]
    found = [article(family, number, word) for family in families for number, word in enumerate(WORDS)]
    older = [Article("laws/older.md", one.number, one.wholes, one.sentences) for one in found if one.family == LEARNED]
    return [*found, *older, *(article(SPEECHES, number, word) for number, word in enumerate(WORDS))]


def questions(articles: list[Article]) -> list[Asked]:
    return [Asked(one.family, one.number, "lay", f"{one.text[:8]}怎么弄") for one in articles]


def test_a_lesson_holds_the_right_text_one_that_shares_words_and_one_of_the_same_law(articles: list[Article]) -> None:
    learned = Teacher(articles, 1).course(questions(articles)).learned
    for lesson in learned:
        right, _, near = (articles[key] for key in lesson.keys)
        assert lesson.question[:8] in lesson.texts[0]
        assert near.family == right.family
        assert lesson.keys[0] not in lesson.keys[1:]
    assert {lesson.form for lesson in learned} == set(FORMS)


def test_an_older_version_is_no_wrong_text(articles: list[Article]) -> None:
    lessons = Teacher(articles, 1).course(questions(articles)).learned
    pairs = [(articles[lesson.keys[0]], articles[lesson.keys[1]]) for lesson in lessons]
    assert LEARNED in {right.family for right, _ in pairs}
    assert not [right for right, wrong in pairs if right.family == LEARNED and right.text == wrong.text]


def test_whole_laws_are_held_out_and_examined_in_both_forms(articles: list[Article]) -> None:
    course = Teacher(articles, 1).course(questions(articles))
    laws = [
        {articles[lesson.keys[0]].family for lesson in part} - {SPEECHES} for part in (course.learned, course.examined)
    ]
    assert laws[1]
    assert not laws[0] & laws[1]
    assert len(course.learned) + len(course.examined) / 2 == len(articles)
    assert [lesson.form for lesson in course.examined[:2]] == list(FORMS)
    held = [one for one in articles if one.family == SPEECHES and is_held_out(one)]
    assert len(held) < len(WORDS)


def test_the_same_seed_makes_the_same_lessons(articles: list[Article]) -> None:
    asked = questions(articles)
    one, same, other = (Teacher(articles, seed).course(asked) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_a_question_without_its_article_is_left_out(articles: list[Article]) -> None:
    course = Teacher(articles, 1).course([Asked("laws/0.md", ArticleNumber(99), "lay", "没有这一条")])
    assert (course.learned, course.examined) == ((), ())


def test_a_library_of_few_articles_has_lessons_too(articles: list[Article]) -> None:
    few = [one for one in articles if one.family == LEARNED]
    assert len(few) < FIRST
    assert Teacher(few, 1).course(questions(few)).learned


def test_laws_are_read_by_article_with_their_name_and_sentences(tmp_path: Path) -> None:
    (tmp_path / "类").mkdir()
    (tmp_path / "类" / "用车管理办法.md").write_text(
        "# 用车管理办法\n\n第一条 公务用车由车队统一调派。不得私用。\n\n第二条 驾驶员应当：\n\n（一）系安全带；\n",
        "utf-8",
    )
    (tmp_path / "空.md").write_text("", "utf-8")
    first, second = read_laws(tmp_path)
    assert (first.family, first.number, second.number) == ("类/用车管理办法.md", ArticleNumber(1), ArticleNumber(2))
    assert first.wholes == ("用车管理办法\n第一条 公务用车由车队统一调派。不得私用。",)
    assert first.sentences == ("用车管理办法：第一条 公务用车由车队统一调派。", "用车管理办法：不得私用。")


def test_questions_and_speeches_are_read(tmp_path: Path) -> None:
    table, lines = tmp_path / "questions.tsv", tmp_path / "speeches.jsonl"
    table.write_text('file\tarticle\tstyle\tquestion\n类/法.md\t第十二条\tlay\t"老板"能不能不报\n', "utf-8")
    lines.write_text('{"id": "s1", "text": "不得空岗。下不为例。", "questions": [["lay", "能没人吗"]]}\n', "utf-8")
    assert read_questions(table) == [Asked("类/法.md", ArticleNumber(12), "lay", '"老板"能不能不报')]
    articles, asked = read_speeches(lines)
    assert articles == [Article(SPEECHES, ArticleNumber(0), ("不得空岗。下不为例。",), ("不得空岗。", "下不为例。"))]
    assert asked == [Asked(SPEECHES, ArticleNumber(0), "lay", "能没人吗")]


@pytest.mark.parametrize("text", ["值班", '{"id": 1}', "[1]", '{"text": "a", "questions": [["lay"]]}'])
def test_a_file_of_another_kind_is_refused_by_name(text: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text(f"{text}\n{text}", "utf-8")
    for read in (read_questions, read_speeches):
        with pytest.raises(KnowledgeError, match="file: not "):
            read(file)
