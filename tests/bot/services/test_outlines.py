"""Outlines as a service: what is known is filled in, changes make versions, marks and long words are refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.app import Canmou, build
from bot.config import Config
from bot.config.sections import Office as OfficeSection
from bot.config.sections import Storage, Writing
from bot.office.errors import OfficeError
from bot.services.gates import MarkedText
from bot.services.office import Office
from bot.services.outlines import NotUnderstood, OutlineService, TooLong, UnknownKind, Writer, advised_kinds, issuer
from bot.storage.database import open_database
from bot.storage.outlines import KeptOutline
from knowledge.ingest import Ingest
from knowledge.outlines import Length, Request, blank
from knowledge.outlining import OutlineFault
from knowledge.readers import Readers
from tests.bot.services.desk import GROUP, ORGANIZER, Desk, plan
from tests.chats.office import RULES
from tests.fakes import Clock, GramEmbedder

WRITER = Writer(3, GROUP)
REQUEST = Request("通知", "国庆节期间值班安排", "各科室")
ISSUER = "市教育局办公室"


@pytest.fixture(scope="session")
def canmou(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canmou]:
    folder = tmp_path_factory.mktemp("outlines")
    for name, text in RULES.items():
        (folder / name).write_text(text, "utf-8")
    config = Config(storage=Storage(data_dir=folder / "data"), office=OfficeSection(name=ISSUER))
    with build(config, now=Clock().now, embedder=GramEmbedder()) as built, Readers(built.limits) as readers:
        list(Ingest(built.records, built.embedder, readers).outcomes(map(folder.joinpath, RULES)))
        yield built


class Room:
    """The service over the library, with a database and a clock of its own."""

    def __init__(self, canmou: Canmou, folder: Path) -> None:
        engine = open_database(f"sqlite:///{folder / 'rows.db'}")
        self.desk = Desk(engine)
        self.clock = self.desk.clock
        self.office = Office(canmou.config, engine, self.clock.now)
        self.service = OutlineService(self.office, canmou.outliner, canmou.kinds)

    def start(self, request: Request = REQUEST, writer: Writer = WRITER) -> KeptOutline:
        return self.service.start(self.service.draw_up(request, writer), writer)

    def change(self, kept: KeptOutline, words: str) -> KeptOutline:
        changed = self.service.change(kept, words)
        assert changed
        return changed.kept


@pytest.fixture
def room(canmou: Canmou, tmp_path: Path) -> Iterator[Room]:
    room = Room(canmou, tmp_path)
    yield room
    room.office.engine.dispose()


def texts(kept: KeptOutline) -> list[str]:
    return [point.text for part in kept.outline.parts for point in part.points]


def test_an_outline_knows_the_office_and_the_day(room: Room) -> None:
    kept = room.start()
    assert kept.outline.title == f"{ISSUER}关于国庆节期间值班安排的通知"
    assert (kept.outline.signature, kept.outline.date_line) == (ISSUER, "2026年3月2日")
    assert kept.outline.request == replace(REQUEST, office=ISSUER, day=date(2026, 3, 2))
    assert (kept.number, kept.before, kept.after) == (1, None, None)
    assert room.service.find(kept.id) == kept


@pytest.mark.parametrize(
    ("config", "name"),
    [
        (Config(), ""),
        (Config(office=OfficeSection(name="县委办公室")), "县委办公室"),
        (Config(office=OfficeSection(name="县委办公室"), writing=Writing(issuer="县委")), "县委"),
    ],
)
def test_the_issuer_is_the_one_set_else_the_office_that_has_a_name(config: Config, name: str) -> None:
    assert issuer(config) == name


def test_a_kind_is_known_by_its_other_names_and_has_no_addressee_where_none_belongs(room: Room) -> None:
    outline = room.service.draw_up(Request("讲话稿", "值班工作", "局长"))
    assert (outline.request.kind, outline.addressee) == ("讲话提纲", "")


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (Request("诗", "春天"), UnknownKind),
        (Request("通知", "值" * 81), TooLong),
        (Request("通知", "值班", "各" * 101), TooLong),
        (Request("通知", "机密★10年 值班"), MarkedText),
        (Request("通知", "值班", "密级：机密"), MarkedText),
        (Request("通知", "值班，密级：", "机密"), MarkedText),
    ],
)
def test_what_may_not_be_taken_is_refused(room: Room, request_: Request, fault: type[OfficeError]) -> None:
    with pytest.raises(fault):
        room.service.draw_up(request_, WRITER)
    assert room.service.titles(WRITER.user_id) == ()


def test_the_meeting_that_is_named_gives_its_time_and_place(room: Room) -> None:
    room.desk.make(plan("值班工作推进会", room="301", people="各科室负责人"))
    outline = room.service.draw_up(Request("会议通知", "召开值班工作推进会"), WRITER)
    facts = dict(outline.request.facts)
    assert facts == {
        "会议时间": "2026年3月9日（周一）09:00",
        "会议地点": "301",
        "参会人员": "各科室负责人",
        "出席人员": "各科室负责人",
    }
    assert not {"会议时间", "会议地点", "参会人员"} & {*outline.missing}


@pytest.mark.parametrize("writer", [Writer(3, 3), Writer(3, GROUP - 1)])
def test_a_meeting_that_is_not_theirs_to_see_gives_nothing(room: Room, writer: Writer) -> None:
    room.desk.make(plan("值班工作推进会", room="301"))
    assert room.service.draw_up(Request("会议通知", "召开值班工作推进会"), writer).request.facts == ()
    mine = Writer(ORGANIZER, ORGANIZER)
    assert room.service.draw_up(Request("会议通知", "召开值班工作推进会"), mine).request.facts


@pytest.mark.parametrize(
    ("kind", "topic", "left", "time"),
    [
        ("会议通知", "明天上午九点召开安全生产会议", "召开安全生产会议", "2026年3月3日（周二）09:00"),
        ("会议议程", "3月5日下午3点到5点的值班工作会议", "值班工作会议", "2026年3月5日（周四）15:00—17:00"),
        ("会议通知", "明天下午三点", "明天下午三点", ""),
        ("会议通知", "明天三点召开安全生产会议", "明天三点召开安全生产会议", ""),
        ("会议通知", "每周一上午九点的例会", "每周一上午九点的例会", ""),
        ("通知", "明天上午九点停电", "明天上午九点停电", ""),
        ("通知", "2026年国庆节期间值班安排", "2026年国庆节期间值班安排", ""),
    ],
)
def test_a_time_that_the_topic_says_beyond_doubt_is_known(
    room: Room, kind: str, topic: str, left: str, time: str
) -> None:
    request = room.service.draw_up(Request(kind, topic)).request
    assert (request.topic, dict(request.facts).get("会议时间", "")) == (left, time)


def test_two_meetings_of_one_name_give_nothing(room: Room) -> None:
    for days in range(2):
        room.desk.make(plan("值班工作推进会", start=room.desk.clock.time + timedelta(days=days + 1), room="301"))
    assert room.service.draw_up(Request("会议通知", "召开值班工作推进会"), WRITER).request.facts == ()


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("安全生产调度会", f"{ISSUER}关于召开安全生产调度会的通知"),
        ("召开安全生产调度会", f"{ISSUER}关于召开安全生产调度会的通知"),
        ("安全生产", f"{ISSUER}关于安全生产的会议通知"),
    ],
)
def test_a_notice_calls_the_meeting_that_it_names(room: Room, topic: str, title: str) -> None:
    outline = room.service.draw_up(Request("会议通知", topic))
    assert outline.title == title
    assert "会议会议" not in "".join(point.text for part in outline.parts for point in part.points)


def test_an_incident_that_is_told_in_one_line_gives_its_facts(room: Room) -> None:
    line = "今天8时宏达公司仓库起火，造成2人受伤，消防已到场"
    outline = room.service.draw_up(Request("首报", line))
    assert outline.title == f"{ISSUER}关于宏达公司仓库起火的报告（首报）"
    found = dict(outline.request.facts)
    assert (found["事发时间"], found["已造成的后果"]) == ("3月2日8时", "2人受伤")
    assert {"事发时间", "事发地点", "已造成的后果", "已采取的措施"}.isdisjoint(outline.missing)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("明天", "2026年3月3日"),
        ("今天", "2026年3月2日"),
        ("10月1日", "2026年10月1日"),
        ("2027.1.5", "2027年1月5日"),
        ("2026年3月2日", "2026年3月2日"),
        ("2月30日", "2月30日"),
        ("另行通知", "另行通知"),
    ],
)
def test_the_date_under_a_paper_is_written_out(room: Room, words: str, line: str) -> None:
    changed = room.change(room.start(), f"落款日期改为{words}；主送改为各镇")
    assert (changed.outline.date_line, changed.outline.addressee) == (line, "各镇")


def test_changes_make_versions_and_can_be_undone_in_words(room: Room) -> None:
    first = room.start()
    second = room.change(first, "标题改为关于值班的通知")
    third = room.change(second, "删去第一部分")
    assert third.outline.title == "关于值班的通知"
    assert len(third.outline.parts) == len(first.outline.parts) - 1
    back = room.change(third, "上一版")
    assert (back.number, back.outline, back.after) == (2, second.outline, 3)
    again = room.service.turn(back, back.after)
    assert again
    assert again.outline == third.outline


def test_a_change_says_what_it_did(room: Room) -> None:
    changed = room.service.change(room.start(), "删去第二部分")
    assert changed
    assert changed.said == "已删去第二部分“工作安排”。"


@pytest.mark.parametrize("words", ["啦啦啦", "", "谢谢"])
def test_what_changes_nothing_is_told_how_to_write(room: Room, words: str) -> None:
    with pytest.raises(NotUnderstood):
        room.service.change(room.start(), words)


@pytest.mark.parametrize("words", ["删去第九部分", "标题改为" + "长" * 300, "标题改为机密★10年", "上一版"])
def test_what_cannot_be_changed_is_refused_and_nothing_kept(room: Room, words: str) -> None:
    kept = room.start()
    with pytest.raises(Exception, match=r"没有第九部分|太长|密级|第一版"):
        room.service.change(kept, words)
    assert room.service.find(kept.id) == kept


def test_a_change_of_a_version_that_counts_no_more_does_nothing(room: Room) -> None:
    first = room.start()
    second = room.change(first, "删去第一部分")
    assert room.service.change(first, "删去第二部分") is None
    assert room.service.fill(first, "联系人", "张三") is None
    assert room.service.turn(first, second.number) is None
    assert room.service.find(first.id) == second


def test_a_blank_is_filled_and_known_from_then_on(room: Room) -> None:
    filled = room.service.fill(room.start(), "联系人", "张三")
    assert filled
    assert "联系人" not in filled.outline.missing
    assert dict(filled.outline.request.facts) == {"联系人": "张三"}
    with pytest.raises(MarkedText):
        room.service.fill(filled, "联系电话", "机密★10年")
    with pytest.raises(TooLong):
        room.service.fill(filled, "联系电话", "1" * 301)


def test_a_mark_that_is_given_piece_by_piece_is_refused(room: Room) -> None:
    kept = room.change(room.start(), "第一部分增加一条：密级：")
    with pytest.raises(MarkedText):
        room.service.change(kept, "第一部分增加一条：机密")
    assert room.service.find(kept.id) == kept


def test_another_length_keeps_what_was_changed(room: Room) -> None:
    asked = Request("请示", "值班工作", length=Length.LONG)
    kept = room.change(room.start(asked), "标题改为关于编制的请示")
    shorter = room.service.resize(kept, Length.SHORT)
    assert shorter
    assert (shorter.outline.title, shorter.outline.request.length) == ("关于编制的请示", Length.SHORT)
    assert sum(map(len, texts(shorter))) < sum(map(len, texts(kept)))


def test_what_cannot_be_shorter_or_longer_stays_as_it_is(room: Room) -> None:
    kept = room.start(Request("批复", "春天"))
    for length in (Length.SHORT, Length.LONG):
        with pytest.raises(OutlineFault, match=r"已经是最简短的了|没有更多"):
            room.service.resize(kept, length)


def test_the_advice_names_the_kind_to_change_to(room: Room, canmou: Canmou) -> None:
    outline = room.start(Request("报告", "增加值班人员编制")).outline
    assert advised_kinds(outline, canmou.kinds) == ("请示",)
    right = room.service.draw_up(replace(outline.request, kind="请示"))
    assert (right.title, advised_kinds(right, canmou.kinds)) == (f"{ISSUER}关于增加值班人员编制的请示", ())


def test_outlines_are_listed_and_forgotten(room: Room) -> None:
    first, second = room.start(), room.start(replace(REQUEST, kind="函"), Writer(3, 3))
    assert [title.id for title in room.service.titles(3)] == [second.id, first.id]
    assert [title.id for title in room.service.titles(3, GROUP)] == [first.id]
    assert room.service.forget(first.id)
    assert room.service.find(first.id) is None


def test_what_nobody_changes_for_long_is_swept(room: Room) -> None:
    old = room.start()
    room.clock.pass_by(days=29)
    room.change(room.start(), "删去第一部分")
    room.clock.pass_by(days=2)
    assert room.service.sweep() == 1
    assert room.service.find(old.id) is None
    assert len(room.service.titles(3)) == 1


def test_an_outline_makes_a_paper(room: Room) -> None:
    paper = room.service.paper(room.start().outline)
    assert (paper.title, paper.addressee) == (f"{ISSUER}关于国庆节期间值班安排的通知", "各科室")
    assert blank("联系人") in "".join(getattr(each, "text", "") + getattr(each, "rest", "") for each in paper.body)
