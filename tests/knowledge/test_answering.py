"""From a question to an answer: what is quoted and from where, what is refused and how, what is read around a quote."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.answers import Answer, Citation, Outcome
from knowledge.documents import Span, Status
from tests.knowledge.desk import Desk, open_desk
from tests.knowledge.samples import DUTY_2019, RULES, VISITS_OLD

DUTY, SPEECH = "值班管理办法2024.txt", "会议讲话.txt"


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def check_verbatim(answer: Answer, desk: Desk) -> None:
    """Assert that every quote is an exact slice of its document, within one passage."""
    units = desk.snapshot().by_file
    for citation in (*answer.citations, *answer.nearest):
        document = units[citation.file][0].document
        assert citation.quote == citation.span.of(document.text) != ""
        spans = [unit.passage.span for unit in units[citation.file]]
        assert any(span.start <= citation.span.start and citation.span.end <= span.end for span in spans)


def test_an_answer_says_where_it_stands(office: Desk) -> None:
    answer = office.answer("值班电话要几声之内接听")
    assert (answer.outcome, answer.refused, answer.remark) == (Outcome.ANSWERED, False, "")
    main = answer.citations[0]
    assert main.quote == "第三条 值班电话应当在三声之内接听，并在来电登记簿上写明来电时间、来电单位和事由。"
    assert (main.file, main.document, main.locator) == (DUTY, "值班管理办法", "第三条")
    assert (main.status, main.issued) == (Status.IN_FORCE, date(2024, 3, 1))
    assert main.source == "《值班管理办法》第三条（2024年）"


def test_a_short_paragraph_is_quoted_whole(office: Desk) -> None:
    assert quotes(office.answer("公章可以带出办公室吗"))[0] == (
        "第二条 公章不得带出办公室。确需带出的，须经分管领导批准，两人同行。"
    )


def test_a_list_is_quoted_whole(office: Desk) -> None:
    (listed, *_) = quotes(office.answer("值班人员不得有哪些行为"))
    assert [line[:3] for line in listed.splitlines()[1:]] == ["（一）", "（二）", "（三）", "（四）"]


def test_a_list_that_was_cut_is_quoted_with_all_its_parts(office: Desk) -> None:
    answer = office.answer("交接班时应当清点哪些物品")
    first, second = answer.citations
    assert (first.locator, second.locator) == ("第七条（一）至（九）", "第七条（十）至（十九）")
    assert first.quote.startswith("第七条 交接班时应当清点下列物品：")
    assert len(f"{first.quote}\n{second.quote}".splitlines()) == 20


def test_an_item_is_quoted_with_the_words_that_open_its_list(office: Desk) -> None:
    lead, item, *_ = quotes(office.answer("交接班时灭火器要不要清点"))
    assert (lead, item[:5]) == ("交接班时应当清点下列物品：", "（十七）灭")


def test_a_list_may_be_given_by_headings(office: Desk) -> None:
    answer = office.answer("今年的五项重点任务哪些")
    assert answer.outcome is Outcome.ANSWERED
    assert [quote[:8] for quote in quotes(answer)] == [
        "（一）抓好调查研",
        "（二）抓好督促检",
        "（三）抓好信息报",
        "（四）抓好后勤保",
        "（五）抓好队伍建",
    ]
    check_verbatim(answer, office)


def test_a_speech_is_quoted_by_its_heading(office: Desk) -> None:
    answer = office.answer("重要批示件几天之内要有回音")
    assert answer.citations[0].locator == "二、今年的五项重点任务›（二）抓好督促检查"
    assert answer.citations[0].quote == "重要批示件五日之内要有回音，逾期的由督查科上门催办。"


@pytest.mark.parametrize("asked", ["食堂一份饭多少元", "公积金每月缴多少元", "怎么办", "？！"])
def test_what_the_documents_do_not_answer_is_refused_with_the_nearest(asked: str, office: Desk) -> None:
    answer = office.answer(asked)
    assert (answer.outcome, answer.refused, answer.citations) == (Outcome.NOT_FOUND, True, ())
    assert len(answer.nearest) == 1
    assert answer.sought == asked
    check_verbatim(answer, office)


def test_an_empty_library_is_said(desk: Desk) -> None:
    assert desk.answer("值班管理办法第三条") == Answer("值班管理办法第三条", Outcome.EMPTY_LIBRARY)
    assert desk.answer("") == Answer("", Outcome.EMPTY_LIBRARY)


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        ("值班管理办法第九十条", "《值班管理办法》没有第九十条，最后一条是第八条。"),
        ("2019年的值班管理办法第五条", "《值班管理办法》没有第五条，最后一条是第四条。"),
        ("会议组织规则第九条", "《会议组织规则》没有第九条，最后一条是第三条。"),
        ("考勤管理办法第三条", "资料库里没有《考勤管理办法》。"),
        ("《外宾接待办法》第三条", "资料库里没有《外宾接待办法》。"),
        (
            "来访登记办法第五条",
            "《来访登记办法》已被《群众来访接待办法》取代。《群众来访接待办法》没有第五条，最后一条是第三条。",
        ),
    ],
)
def test_an_article_that_is_not_there_is_said(asked: str, remark: str, office: Desk) -> None:
    answer = office.answer(asked)
    assert (answer.outcome, answer.remark, answer.citations) == (Outcome.UNKNOWN_ARTICLE, remark, ())
    assert len(answer.nearest) == 1
    check_verbatim(answer, office)


@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        ("值班管理办法第三条", ["第三条"]),
        ("值班管理办法第六条和第三条", ["第六条", "第三条"]),
        ("值班管理办法第七条", ["第七条（一）至（九）", "第七条（十）至（十九）"]),
        ("值班管理办法第二章", ["第三条", "第四条", "第五条"]),
    ],
)
def test_what_is_asked_for_by_number_is_shown_whole(asked: str, articles: list[str], office: Desk) -> None:
    answer = office.answer(asked)
    spans = {unit.passage.locator: unit.passage.span for unit in office.snapshot().by_file[DUTY]}
    assert [citation.locator for citation in answer.citations] == articles
    assert [citation.span for citation in answer.citations] == [spans[article] for article in articles]
    assert answer.remark == ""


def test_an_article_of_a_replaced_rule_is_its_successors(office: Desk) -> None:
    answer = office.answer("来访登记办法第三条")
    assert answer.remark == "《来访登记办法》已被《群众来访接待办法》取代，以下是现行规定。"
    assert quotes(answer) == ["第三条 集体来访应当推选代表，代表不超过五人。"]


@pytest.mark.parametrize(
    ("asked", "remark", "status"),
    [
        ("2019年的值班管理办法第三条", "注意：这是《值班管理办法》的旧版本，已经修订，仅供查考。", Status.AMENDED),
        ("修订前值班电话几声之内接听", "注意：这是《值班管理办法》的旧版本，已经修订，仅供查考。", Status.AMENDED),
        ("原来访登记办法第三条", "注意：《来访登记办法》已被《群众来访接待办法》取代，仅供查考。", Status.REPLACED),
        ("2026年的印章使用办法第一条", "注意：《印章使用办法》的这一版本尚未施行。", Status.PENDING),
    ],
)
def test_what_is_not_in_force_is_marked(asked: str, remark: str, status: Status, office: Desk) -> None:
    answer = office.answer(asked)
    assert (answer.outcome, answer.remark, answer.citations[0].status) == (Outcome.ANSWERED, remark, status)
    assert status.value in answer.citations[0].source


def test_a_rule_of_which_nothing_is_in_force_is_not_used_but_told(desk: Desk) -> None:
    desk.take_in({"来访登记办法.txt": VISITS_OLD, "值班.txt": DUTY_2019})
    for asked in ("来访登记办法第三条", "来访登记办法里登记表保存几年"):
        answer = desk.answer(asked)
        assert answer.outcome is Outcome.UNKNOWN_ARTICLE
        assert answer.remark.startswith(
            "注意：《来访登记办法》已被《群众来访接待办法》取代，仅供查考。资料库里没有现行"
        )
        assert all(citation.file == "值班.txt" for citation in answer.nearest)
    assert quotes(desk.answer("原来访登记办法第三条")) == ["第三条 来访登记表保存三年。"]


def test_a_long_chapter_is_shown_in_part_and_its_length_told(desk: Desk) -> None:
    articles = "\n".join(f"第{number}条 第{number}号柜由{number}号管理员看管。" for number in range(2, 32))
    desk.take_in({"a.txt": f"柜子办法\n\n第一章 总则\n第一条 为了看管柜子，制定本办法。\n{articles}\n"})
    answer = desk.answer("柜子办法第一章")
    assert [citation.locator for citation in answer.citations] == [
        "第一条",
        *(f"第{number}条" for number in range(2, 7)),
    ]
    assert answer.remark == "内容较长，先列前6段，共31段。"


@pytest.fixture(params=[1, 2, 3])
def limited(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Desk]]:
    """Return a limit of sources, and a desk that keeps to it and holds five rules that say nearly the same."""
    rule = "{0}楼钥匙办法\n\n第一条 {0}楼的备用钥匙由门卫保管，借用钥匙当日归还。\n第二条 无。\n第三条 无。\n"
    with open_desk(tmp_path, max_sources=request.param) as desk:
        desk.take_in({f"{place}.txt": rule.format(place) for place in "甲乙丙丁戊"})
        yield request.param, desk


def test_no_more_sources_are_shown_than_allowed(limited: tuple[int, Desk]) -> None:
    most, desk = limited
    answer = desk.answer("备用钥匙由谁保管，借用钥匙什么时候归还")
    assert answer.outcome is Outcome.ANSWERED
    assert len({(citation.file, citation.locator) for citation in answer.citations}) == most
    check_verbatim(answer, desk)


def test_the_same_words_are_shown_once(desk: Desk) -> None:
    line = "第一条 备用钥匙由门卫保管，借用钥匙当日归还。"
    desk.take_in(
        {f"{place}.txt": f"{place}楼钥匙办法\n\n{line}\n第二条 {place}。\n第三条 无。\n" for place in "甲乙丙"}
    )
    assert quotes(desk.answer("备用钥匙由谁保管，借用钥匙什么时候归还")) == [line]


def test_a_follow_up_is_answered_with_the_turn_before(office: Desk) -> None:
    answer = office.answer("那应当在三声还是六声之内接听呢", "值班电话应当在几声之内接听")
    assert answer.citations[0].locator == "第三条"


@pytest.mark.parametrize("asked", ["公章可以带出办公室吗", "值班电话要几声之内接听", "会议记录保存几年"])
def test_turns_on_another_matter_do_not_change_an_answer(asked: str, office: Desk) -> None:
    turns = ("集体来访代表不超过几个人", "值班管理办法第七条")
    assert office.answer(asked, *turns) == office.answer(asked)


def article(desk: Desk, asked: str, offset: int = 0) -> tuple[str, str] | None:
    """Return locator and text of the article around the first citation for ``asked``."""
    found = desk.answerer.article(desk.answer(asked).citations[0], offset)
    return None if found is None else (found.locator, found.text)


def test_the_whole_article_can_be_read_around_a_quote(office: Desk) -> None:
    locator, text = article(office, "急救箱要清点吗，值班室的急救箱和常用药品") or ("", "")
    assert locator == "第七条"
    assert text.startswith("第七条 交接班时应当清点下列物品：\n（一）")
    assert len(text.splitlines()) == 20


def test_the_articles_around_can_be_read(office: Desk) -> None:
    asked = "值班管理办法第六条"
    assert [(article(office, asked, offset) or ("",))[0] for offset in range(-6, 4)] == [
        "",
        *(f"第{number}条" for number in "一二三四五六七八"),
        "",
    ]


def test_the_text_under_a_heading_can_be_read_with_its_neighbours(office: Desk) -> None:
    asked = "重要批示件几天之内要有回音"
    assert article(office, asked) == (
        "二、今年的五项重点任务›（二）抓好督促检查",
        "（二）抓好督促检查。重要批示件五日之内要有回音，逾期的由督查科上门催办。",
    )
    assert (article(office, asked, -1) or ("",))[0].endswith("（一）抓好调查研究")


def test_an_article_out_of_force_is_marked_when_it_is_read(office: Desk) -> None:
    found = office.answerer.article(office.answer("2019年的值班管理办法第三条").citations[0])
    assert found is not None
    assert (found.document, found.status) == ("值班管理办法", Status.AMENDED)
    assert found.remark.startswith("注意：这是《值班管理办法》的旧版本")


def test_an_article_of_a_document_that_is_gone_cannot_be_read(desk: Desk) -> None:
    desk.take_in({"值班.txt": DUTY_2019})
    citation = desk.answer("值班管理办法第三条").citations[0]
    desk.records.remove("值班.txt")
    assert desk.answerer.article(citation) is None


def test_a_citation_names_its_source() -> None:
    def source(document: str, locator: str, status: Status = Status.IN_FORCE, issued: date | None = None) -> str:
        return Citation("a.txt", document, locator, "", status, issued, Span(0, 0)).source

    assert source("值班办法", "第三条") == "《值班办法》第三条"
    assert source("《值班办法》", "第三条", issued=date(2019, 5, 6)) == "《值班办法》第三条（2019年）"
    assert source("值班办法", "第三条", Status.PENDING) == "《值班办法》第三条（尚未施行）"
    assert source("值班办法", "第三条", Status.AMENDED, date(2019, 5, 6)) == "《值班办法》第三条（2019年，已修订）"
    assert source("讲话", "讲话") == "《讲话》"
    assert source("讲话", "一、要求，要严›（一）会风：要改") == "《讲话》一、要求…›（一）会风：要改"


WORDS = (
    "值班",
    "电话",
    "几声",
    "公章",
    "带出",
    "哪些",
    "清点",
    "第三条",
    "第二章",
    "值班管理办法",
    "来访登记办法",
    "原",
    "2019年",
)
MORE_WORDS = ("那", "呢", "？", "多久", "讲话", "重点任务", "《", "》", "保存几年", " ", "\n", "谁", "a", "😀")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(st.sampled_from(WORDS + MORE_WORDS), max_size=8).map("".join),
    turns=st.lists(st.sampled_from(("值班电话几声接", "那呢", "值班管理办法第三条", "")), max_size=3),
)
def test_whatever_is_asked_every_quote_is_word_for_word(asked: str, turns: list[str], office: Desk) -> None:
    answer = office.answer(asked, *turns)
    check_verbatim(answer, office)
    assert answer.refused == (not answer.citations)
    assert len({(citation.file, citation.locator) for citation in answer.citations}) <= 6
    assert all(office.answerer.article(citation) for citation in answer.citations)
    assert answer == office.answer(asked, *turns)


def test_all_samples_were_asked_about(office: Desk) -> None:
    assert office.snapshot().by_file.keys() == RULES.keys()
