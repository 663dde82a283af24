"""The language model as it is lent: its switch, its budgets, its rests, and what never reaches it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.config import Config
from bot.config.sections import Model
from bot.services.model import LATE_IN_A_ROW, NOBODY, REST, ModelService
from bot.services.office import Office
from bot.storage.model import Use
from knowledge.errors import LanguageFault, ModelLate, ModelRefused
from knowledge.model import LanguageModel, Listener, Prompt, Reply, Schema, nobody
from tests.fakes import Clock

WANG, LI, CHIEF = 3, 4, 9
PROMPT = Prompt("写一句话。", "值班电话应当在3声之内接听。")
LENGTH = len(PROMPT.instructions) + len(PROMPT.material)


@dataclass
class Talker:
    """A model that says one thing, fails when told to, and notes its prompts."""

    name: str = "talker"
    tokens: int = 100
    fault: LanguageFault | None = None
    prompts: list[Prompt] = field(default_factory=list)
    meeting: threading.Barrier | None = None

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        self.prompts.append(prompt)
        if self.meeting:
            self.meeting.wait(10)
        if self.fault:
            raise self.fault
        listener("{}")
        return Reply("{}", self.tokens)


@dataclass
class Lender:
    """A service with its model and its clock."""

    clock: Clock
    model: Talker
    service: ModelService

    def ask(self, user_id: int = WANG, prompt: Prompt = PROMPT) -> str:
        """Ask the model as someone; return what it says, or the fault's name, or 无 when it is not lent."""
        lent = self.service.lend(user_id)
        if lent is None:
            return "无"
        try:
            return lent.reply(prompt, {}).text
        except LanguageFault as fault:
            return type(fault).__name__

    @property
    def today(self) -> Use:
        return self.service.standing().today


Make = Callable[..., Lender]


@pytest.fixture
def make(database: Engine) -> Make:
    def lender(model: Talker | None = None, **limits: int) -> Lender:
        clock, talker = Clock(), model or Talker()
        office = Office(Config(model=Model.model_validate(limits)), database, clock.now)
        return Lender(clock, talker, ModelService(office, talker))

    return lender


@pytest.fixture
def lender(make: Make) -> Lender:
    return make()


def test_without_a_model_nothing_is_lent_and_nothing_is_wrong(database: Engine) -> None:
    service = ModelService(Office(Config(), database, Clock().now), None)
    assert service.lend(WANG) is None
    assert service.standing().name == ""


def test_what_is_lent_says_what_the_model_says_and_is_counted(lender: Lender) -> None:
    heard: list[str] = []
    lent = lender.service.lend(WANG)
    assert lent is not None
    assert lent.reply(PROMPT, {}, heard.append) == Reply("{}", 100)
    assert (lent.name, heard, lender.model.prompts) == ("talker", ["{}"], [PROMPT])
    assert lender.today == Use(1, 100)


@pytest.mark.parametrize(
    ("talker", "tokens"),
    [
        (Talker(tokens=0), LENGTH + 2),
        (Talker(fault=ModelLate()), LENGTH),
        (Talker(fault=ModelRefused()), LENGTH),
        (Talker(fault=LanguageFault()), LENGTH),
    ],
    ids=["uncounted", "late", "refused", "unusable"],
)
def test_what_is_not_counted_by_the_model_is_estimated(make: Make, talker: Talker, tokens: int) -> None:
    lender = make(talker)
    lender.ask()
    assert lender.today == Use(1, tokens)


def test_a_persons_budget_is_their_own_and_comes_back_at_the_offices_midnight(make: Make) -> None:
    lender = make(person_tokens=150)
    assert [lender.ask() for _ in range(3)] == ["{}", "{}", "无"]
    assert lender.ask(LI) == "{}"
    lender.clock.pass_by(hours=14, minutes=59)  # 23:59 in Shanghai
    assert lender.ask() == "无"
    lender.clock.pass_by(minutes=1)
    assert (lender.today, lender.ask()) == (Use(0, 0), "{}")


def test_the_days_budget_is_for_all_together_and_for_the_command_line(make: Make) -> None:
    lender = make(person_tokens=100, daily_tokens=350)
    assert [lender.ask(NOBODY) for _ in range(3)] == ["{}"] * 3
    assert [lender.ask(WANG), lender.ask(LI), lender.ask(NOBODY)] == ["{}", "无", "无"]
    assert lender.today == Use(4, 400)


def test_a_budget_of_nothing_lends_nothing(make: Make) -> None:
    assert make(person_tokens=0).service.lend(WANG) is None
    assert make(daily_tokens=0).service.lend(NOBODY) is None


def test_who_holds_the_model_gets_no_reply_beyond_the_budget(make: Make) -> None:
    lender = make(person_tokens=100)
    held = lender.service.lend(WANG)
    assert held is not None
    held.reply(PROMPT, {})
    with pytest.raises(ModelRefused):
        held.reply(PROMPT, {})
    assert len(lender.model.prompts) == 1


def test_of_replies_at_once_each_may_go_over_the_budget_once_and_all_are_counted(make: Make) -> None:
    lender = make(Talker(meeting=threading.Barrier(4)), person_tokens=100)
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(lender.ask())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["{}"] * 4
    assert lender.today == Use(4, 400)
    assert lender.ask() == "无"


def test_the_switch_holds_for_everybody_and_says_who_touched_it(lender: Lender) -> None:
    held = lender.service.lend(WANG)
    assert held is not None
    assert lender.service.standing().is_on
    lender.service.switch(on=False, by=CHIEF)
    assert [lender.ask(person) for person in (WANG, CHIEF, NOBODY)] == ["无"] * 3
    with pytest.raises(ModelRefused):
        held.reply(PROMPT, {})
    standing = lender.service.standing()
    assert standing.switched is not None
    assert (standing.is_on, standing.switched.user_id) == (False, CHIEF)
    assert standing.switched.switched_at.replace(microsecond=0) == Clock().time
    lender.service.switch(on=True, by=CHIEF)
    assert (lender.ask(), lender.service.standing().is_on) == ("{}", True)


def test_a_model_that_is_late_again_and_again_rests_for_everybody(lender: Lender) -> None:
    lender.model.fault = ModelLate()
    assert [lender.ask(WANG + n) for n in range(LATE_IN_A_ROW + 1)] == ["ModelLate"] * LATE_IN_A_ROW + ["无"]
    until = lender.service.standing().rests_until
    assert until is not None
    assert until.replace(microsecond=0) == Clock().time + REST
    lender.clock.pass_by(seconds=REST.total_seconds() - 1)
    assert lender.ask() == "无"
    lender.clock.pass_by(seconds=1)
    assert [lender.ask(), lender.ask()] == ["ModelLate", "无"]  # one try is enough to let it rest again
    lender.clock.pass_by(seconds=REST.total_seconds())
    lender.model.fault = None
    assert [lender.ask(), lender.service.standing().rests_until] == ["{}", None]
    lender.model.fault = ModelLate()
    assert [lender.ask(), lender.ask()] == ["ModelLate"] * 2


@pytest.mark.parametrize("faults", [[ModelLate(), None] * 3, [ModelRefused()] * 5], ids=["replies between", "refusals"])
def test_only_what_is_late_in_a_row_lets_the_model_rest(lender: Lender, faults: list[LanguageFault | None]) -> None:
    for lender.model.fault in faults:
        lender.ask()
    assert lender.service.lend(WANG)


def test_the_last_fault_of_each_kind_is_told_the_newest_first(lender: Lender) -> None:
    for lender.model.fault in (ModelLate(), ModelRefused("密钥"), ModelLate(), None):
        lender.ask()
        lender.clock.pass_by(minutes=1)
    troubles = lender.service.standing().troubles
    minutes = [(each.last_at - Clock().time) // timedelta(minutes=1) for each in troubles]
    assert [(each.kind, each.in_a_row) for each in troubles] == [("ModelLate", 0), ("ModelRefused", 0)]
    assert minutes == [2, 1]


@pytest.mark.parametrize(
    "prompt",
    [
        Prompt("写一句话。", "机密★10年\n关于……的通知"),
        Prompt("写一句话。", "一、依据\n密级：秘密\n第一条"),
        Prompt("回答：绝密★ 的是什么", "第一条"),
        Prompt("写一句话。", "标题\n秘密 5年\n正文"),
    ],
)
def test_what_bears_a_mark_is_never_sent_and_costs_nothing(lender: Lender, prompt: Prompt) -> None:
    assert lender.ask(prompt=prompt) == "ModelRefused"
    assert (lender.model.prompts, lender.today, lender.service.standing().troubles) == ([], Use(0, 0), ())


def test_another_bot_at_the_same_database_knows_it_all(lender: Lender, database: Engine) -> None:
    lender.ask()
    lender.service.switch(on=False, by=CHIEF)
    model: LanguageModel = Talker()
    other = ModelService(Office(Config(), database, lender.clock.now), model)
    assert other.lend(WANG) is None
    assert (other.standing().today, other.standing().is_on) == (Use(1, 100), False)


def test_a_fault_is_logged_by_its_kind_without_its_words(lender: Lender, caplog: pytest.LogCaptureFixture) -> None:
    lender.model.fault = ModelLate("值班电话")
    lender.ask()
    assert [record.getMessage() for record in caplog.records] == ["the language model gave no reply: ModelLate"]
