"""What minutes know of a sitting: time and place, who was there and who was not, what the notes of the meeting tell."""

import pytest
from sqlalchemy import Engine

from bot.services.meetings.answering import AnswerService, Member, Standing
from bot.services.meetings.facts import sitting_facts
from bot.storage import people
from tests.bot.services.desk import ORGANIZER, Desk, plan


@pytest.fixture
def desk(database: Engine) -> Desk:
    desk = Desk(database)
    with desk.engine.begin() as connection:
        for account, name in ((ORGANIZER, "赵主任"), (11, "张三"), (12, "李四")):
            people.put(connection, name, user_id=account)
    return desk


def standing(desk: Desk, **rest: str) -> Standing:
    found = AnswerService(desk.office).standing(desk.make(plan(**rest)).id)
    assert found
    return found


def test_of_a_sitting_that_nobody_marked_only_time_and_place_are_known(desk: Desk) -> None:
    facts = sitting_facts(desk.office, standing(desk, room="301", people="张三、李四"))
    assert facts == (("会议时间", "2026年3月9日（周一）09:00"), ("会议地点", "301"))


def test_a_sitting_without_a_room_has_none(desk: Desk) -> None:
    assert [what for what, _ in sitting_facts(desk.office, standing(desk))] == ["会议时间"]


def test_who_was_there_had_leave_or_stayed_away_is_known_when_it_was_marked(desk: Desk) -> None:
    sitting, service = standing(desk, people="赵主任、张三、李四").sitting, AnswerService(desk.office)
    service.ask_leave(sitting.id, Member(12, "李四"), "出差")
    service.decide(sitting.id, 12, approves=True, by=ORGANIZER)
    service.mark_present(sitting.id, ORGANIZER)
    found = service.standing(sitting.id)
    assert found
    facts = dict(sitting_facts(desk.office, found))
    assert (facts["出席人员"], facts["请假人员"], facts["缺席人员"]) == ("赵主任", "李四", "张三")


def test_when_all_were_there_nobody_had_leave_or_stayed_away(desk: Desk) -> None:
    sitting, service = standing(desk, people="张三、李四").sitting, AnswerService(desk.office)
    service.mark_all_present(sitting.id)
    found = service.standing(sitting.id)
    assert found
    facts = dict(sitting_facts(desk.office, found))
    assert (facts["出席人员"], facts["请假人员"], facts["缺席人员"]) == ("张三、李四", "无", "无")


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ("议题：三季度经费预算", {"会议议题": "三季度经费预算"}),
        (
            "会议议题是值班安排。主持：赵主任，记录：张三",
            {"会议议题": "值班安排", "主持人": "赵主任", "记录人": "张三"},
        ),
        ("主持人为赵主任；列席：各科室负责人", {"主持人": "赵主任", "列席人员": "各科室负责人"}),
        ("议定：由办公室牵头，月底前办结。", {"议定事项": "由办公室牵头，月底前办结。"}),
        ("着正装，带笔记本", {}),
        ("请各科室准备议题", {}),
        ("", {}),
    ],
)
def test_notes_tell_what_they_name(desk: Desk, notes: str, told: dict[str, str]) -> None:
    facts = dict(sitting_facts(desk.office, standing(desk, notes=notes)))
    assert {what: words for what, words in facts.items() if what != "会议时间"} == told
