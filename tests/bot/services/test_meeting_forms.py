"""What people write of a meeting, put into its form: sentences, words for one field, corrections, choices."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config
from bot.office.errors import OfficeError
from bot.office.meetings.meeting import Meeting, Plan, Sitting
from bot.office.times.outcome import Choice, Doubt
from bot.office.times.rules import Policy, Rule, Weekly, describe
from bot.services.gates import MarkedText
from bot.services.meetings.changing import Scope
from bot.services.meetings.checking import Checker
from bot.services.meetings.form import Field, Form, Step, form_of, pack_form, unpack_form
from bot.services.meetings.reading import Reader
from bot.services.meetings.words import NotUnderstood, parts_of
from bot.services.office import Office
from bot.storage.database import open_database
from tests.fakes import Clock

ZONE = ZoneInfo("Asia/Shanghai")
SENTENCE = "明天下午三点到五点在301开党委会，参加：张三，提前一天提醒，着正装"
MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
WEEKLY = Rule(Weekly((0,)), time(9), policy=Policy.NEXT)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(Config(), open_database(f"sqlite:///{tmp_path / 'a.db'}"), Clock().now)


@pytest.fixture
def reader(office: Office) -> Reader:
    return Reader(office)


def spoken(form: Form) -> str:
    """Return the time of a form: 03-03 15:00-17:00."""
    assert form.start
    return f"{form.start:%m-%d %H:%M}" + (f"-{form.end:%H:%M}" if form.end else "")


def series(rule: Rule = WEEKLY) -> Form:
    """Return the form that changes all sittings from Monday the 16th on."""
    meeting = Meeting(1, Plan("例会", MONDAY, None, rule), 7, -1)
    return form_of(Sitting(2, meeting, MONDAY, None), Scope.ALL, ZONE)


def test_a_sentence_fills_the_whole_form(reader: Reader, office: Office) -> None:
    form = reader.read(SENTENCE)
    assert (form.title, form.room, form.people, form.notes) == ("党委会", "301", "张三", "着正装")
    assert spoken(form) == "03-03 15:00-17:00"
    plan = Checker(office).plan(form)
    assert plan
    assert plan.leads == (timedelta(days=1),)


@pytest.mark.parametrize(
    ("form", "step"),
    [
        (Form(), Step.TITLE),
        (Form("会"), Step.DAY),
        (Form("会", doubt=Doubt("哪天？")), Step.DOUBT),
        (Form(doubt=Doubt("哪天？")), Step.DOUBT),
        (Form("会", day=date(2026, 3, 3)), Step.CLOCK),
        (Form("会", MONDAY), Step.ROOM),
        (Form("会", MONDAY, room=""), Step.PEOPLE),
        (Form("会", MONDAY, room="", people="", rule=Rule(Weekly((0,)), time(9))), Step.POLICY),
        (Form("会", MONDAY, room="", people=""), Step.GROUP),
        (Form("会", MONDAY, room="", people="", chat_id=0), Step.CARD),
    ],
)
def test_what_is_lacking_is_asked_in_order(form: Form, step: Step) -> None:
    assert form.step is step


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("改到后天上午九点", "03-04 09:00-11:00"),
        ("改到下午四点", "03-03 16:00-18:00"),
        ("推迟到后天", "03-04 15:00-17:00"),
        ("时间改为3月5日9:30到10点", "03-05 09:30-10:00"),
    ],
)
def test_a_meeting_lasts_as_long_as_before_unless_it_is_said(reader: Reader, words: str, time: str) -> None:
    assert spoken(reader.amend(reader.read(SENTENCE), words)) == time


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("改到后天", [(None, "改到后天")]),
        ("地点改为302，时间改到后天", [(Field.ROOM, "302"), (Field.TIME, "后天")]),
        ("改到后天，参加人员改为张三、李四", [(None, "改到后天"), (Field.PEOPLE, "张三、李四")]),
        ("备注：带笔记本；提醒改为提前一小时", [(Field.NOTES, "带笔记本"), (Field.LEADS, "提前一小时")]),
        ("把会议名称改成党组会", [(Field.TITLE, "党组会")]),
        ("请张三参加", [(None, "请张三参加")]),
    ],
)
def test_a_correction_is_taken_apart(words: str, parts: list[tuple[Field | None, str]]) -> None:
    assert list(parts_of(words)) == parts


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("提前一天和半小时", [1440, 30]),
        ("两小时", [120]),
        ("前一天下午五点提醒", [1320]),
        ("无", []),
        ("不用提醒", []),
    ],
)
def test_reminders_are_understood_in_many_words(reader: Reader, office: Office, words: str, leads: list[int]) -> None:
    plan = Checker(office).plan(reader.fill(reader.read(SENTENCE), Field.LEADS, words))
    assert plan
    assert [lead // timedelta(minutes=1) for lead in plan.leads] == leads


@pytest.mark.parametrize(("field", "words"), [(Field.LEADS, "随便"), (Field.TIME, "大概吧")])
def test_words_that_cannot_be_read_are_refused(reader: Reader, field: Field, words: str) -> None:
    with pytest.raises(NotUnderstood):
        reader.fill(Form("会"), field, words)


def test_a_day_that_has_passed_is_asked_back(reader: Reader) -> None:
    form = reader.fill(Form("会"), Field.TIME, "昨天")
    assert form.step is Step.DOUBT
    assert form.doubt == Doubt("2026年3月1日（周日）已经过去，请写明日期。")


def test_nothing_with_a_classification_mark_is_kept(reader: Reader) -> None:
    for fill in (reader.read, lambda words: reader.fill(Form(), Field.NOTES, words)):
        with pytest.raises(MarkedText):
            fill("机密★10年 明天下午三点开专题会")


def test_a_time_that_has_passed_is_not_taken(reader: Reader) -> None:
    with pytest.raises(NotUnderstood):
        reader.at(reader.on_day(Form("会"), date(2026, 3, 2)), 8 * 60)
    assert spoken(reader.at(reader.on_day(Form("会"), date(2026, 3, 2)), 10 * 60)) == "03-02 10:00"


@pytest.mark.parametrize("number", [-1, 2])
def test_a_choice_that_is_not_there_is_refused(reader: Reader, number: int) -> None:
    form = Form("会", doubt=Doubt("几点？", (Choice(MONDAY), Choice(MONDAY + timedelta(hours=6)))))
    assert spoken(reader.choose(form, 1)) == "03-16 15:00"
    with pytest.raises(NotUnderstood):
        reader.choose(form, number)


@pytest.mark.parametrize(
    ("policy", "first"),
    [
        (Policy.KEEP, "04-06 09:00"),
        (Policy.NEXT, "04-07 09:00"),
        (Policy.BEFORE, "04-03 09:00"),
        (Policy.SKIP, "04-13 09:00"),
    ],
)
def test_what_is_done_on_days_off_moves_the_first_time(reader: Reader, policy: Policy, first: str) -> None:
    start = datetime(2026, 4, 6, 9, 0, tzinfo=ZONE)
    form = Form("会", start, day=start.date(), rule=Rule(Weekly((0,)), time(9)))
    assert spoken(reader.with_policy(form, policy)) == first


@pytest.mark.parametrize(
    ("words", "rule", "first"),
    [
        ("改到上午十点", "每周一 10:00，遇节假日顺延", "03-16 10:00"),
        ("改到周三下午三点", "每周三 15:00，遇节假日顺延", "03-18 15:00"),
        ("改到每周五下午三点", "每周五 15:00，遇节假日顺延", "03-20 15:00"),
        ("改到每周五下午三点，遇节假日取消", "每周五 15:00，遇节假日取消", "03-20 15:00"),
    ],
)
def test_a_series_is_changed_from_its_sitting_on(reader: Reader, words: str, rule: str, first: str) -> None:
    form = reader.amend(series(), words)
    assert form.rule
    assert (describe(form.rule), spoken(form)) == (rule, first)


def test_a_series_of_several_days_asks_for_its_rule(reader: Reader) -> None:
    with pytest.raises(NotUnderstood):
        reader.amend(series(Rule(Weekly((0, 2)), time(9), policy=Policy.NEXT)), "改到周五下午三点")


def test_a_single_sitting_of_a_series_has_no_rule() -> None:
    meeting = Meeting(1, Plan("例会", MONDAY, None, WEEKLY), 7, -1)
    form = form_of(Sitting(2, meeting, MONDAY, None), Scope.ONE, ZONE)
    assert (form.rule, form.scope, form.sitting_id) == (None, Scope.ONE, 2)


def test_a_year_that_is_not_known_is_said(reader: Reader) -> None:
    with pytest.raises(OfficeError, match="2027年"):
        reader.read("2027年1月最后一个工作日上午九点开会")


@pytest.mark.parametrize(
    ("policy", "first"),
    [(Policy.NEXT, "12-30 09:00"), (Policy.BEFORE, "12-30 09:00"), (Policy.SKIP, "12-30 09:00")],
)
def test_at_the_end_of_a_year_what_is_done_on_days_off_can_still_be_chosen(
    office: Office, policy: Policy, first: str
) -> None:
    late = Office(office.config, office.engine, lambda: datetime(2026, 12, 28, 9, 0, tzinfo=ZONE))
    form = Reader(late).read("每周三上午九点开例会")
    chosen = Reader(late).with_policy(form, policy)
    assert spoken(chosen) == first
    plan = Checker(late).plan(chosen)
    assert plan
    assert Checker(late).clashes(plan, chosen) == ()


@pytest.mark.parametrize(
    ("field", "most"), [(Field.TITLE, 100), (Field.ROOM, 100), (Field.PEOPLE, 800), (Field.NOTES, 800)]
)
def test_no_words_of_a_field_are_cut_off(reader: Reader, field: Field, most: int) -> None:
    assert reader.fill(Form(), field, "长" * most) != Form()
    with pytest.raises(NotUnderstood, match=f"{field}太长，最多{most}个字"):
        reader.fill(Form(), field, "长" * (most + 1))


MOMENTS = st.integers(0, 10**6).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
CHOICES = st.builds(Choice, MOMENTS, st.none() | MOMENTS)
FORMS = st.builds(
    Form,
    title=st.text(max_size=9),
    start=st.none() | MOMENTS,
    end=st.none() | MOMENTS,
    day=st.none() | st.dates(),
    rule=st.none() | st.just(WEEKLY),
    doubt=st.none() | st.builds(Doubt, st.text(max_size=9), st.lists(CHOICES, max_size=3).map(tuple)),
    room=st.none() | st.text(max_size=9),
    people=st.none() | st.text(max_size=9),
    leads=st.none() | st.lists(st.integers(0, 9999).map(lambda each: timedelta(minutes=each)), max_size=3).map(tuple),
    chat_id=st.none() | st.integers(-(10**13), 0),
    sitting_id=st.integers(0, 999),
    since=st.none() | st.dates(),
)


@given(FORMS)
def test_a_form_comes_back_from_its_draft_as_it_was(form: Form) -> None:
    assert unpack_form(pack_form(form)) == form
