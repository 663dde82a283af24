"""Follow-up questions: which questions before are read along, and whose."""

from typing import Any

from bot.config.sections import Answering
from tests.chats.conftest import Office, Opening
from tests.chats.doubles import Recorder


async def converse(office: Office, *lines: tuple[Any, ...]) -> None:
    for user, place, text, *topic in lines:
        await office.ask(user, place, text, thread=topic[0] if topic else None)


async def test_the_last_three_questions_of_a_person_are_read_along(opened: Opening) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}) as office:
        await converse(office, *((office.wang, office.wang, f"问题{number}") for number in range(5)))
    assert recorder.asked[0] == ("问题0",)
    assert recorder.asked[-1] == ("问题1", "问题2", "问题3", "问题4")


async def test_a_history_is_never_shared_between_people_chats_or_topics(opened: Opening) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}) as office:
        duty, meetings = (office.forum.topic(name) for name in ("值班", "会务"))
        await converse(
            office,
            (office.wang, office.group, "/ask 甲"),
            (office.li, office.group, "/ask 乙"),
            (office.wang, office.wang, "丙"),
            (office.wang, office.forum, "/ask 丁", duty),
            (office.wang, office.forum, "/ask 戊", meetings),
            (office.wang, office.group, "/ask 己"),
            (office.wang, office.forum, "/ask 庚", duty),
        )
    assert recorder.asked == [("甲",), ("乙",), ("丙",), ("丁",), ("戊",), ("甲", "己"), ("丁", "庚")]


async def test_a_history_expires(opened: Opening) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}) as office:
        await office.ask(office.wang, office.wang, "甲")
        office.clock.pass_by(minutes=29)
        await office.ask(office.wang, office.wang, "乙")
        office.clock.pass_by(minutes=29)
        await office.ask(office.wang, office.wang, "丙")
        office.clock.pass_by(minutes=30)
        await office.ask(office.wang, office.wang, "丁")
    assert recorder.asked == [("甲",), ("甲", "乙"), ("乙", "丙"), ("丁",)]


async def test_a_history_can_be_turned_off(opened: Opening) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}, answering=Answering(history_minutes=0)) as office:
        await converse(office, (office.wang, office.wang, "甲"), (office.wang, office.wang, "乙"))
    assert recorder.asked == [("甲",), ("乙",)]


async def test_anonymous_administrators_have_no_history(opened: Opening) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}) as office:
        for text in ("/ask 甲", "/ask 乙"):
            await office.ask(office.wang, office.forum, text, anonymous=True)
    assert recorder.asked == [("甲",), ("乙",)]


async def test_a_follow_up_is_read_with_the_question_before(office: Office) -> None:
    await office.ask(office.wang, office.wang, "突发事件应当在几分钟之内电话报告？")
    answer = await office.ask(office.wang, office.wang, "那迟报了呢？")
    assert "迟报的，给予通报批评。" in answer.text
