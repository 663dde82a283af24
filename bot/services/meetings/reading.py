"""What people write of a meeting, put into its form: a whole sentence, the words for one field, a correction."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.office.calendar import monday
from bot.office.meetings.sentence import read_meeting
from bot.office.times.outcome import Choice, TimeReading
from bot.office.times.phrases import read_phrases
from bot.office.times.reading import read_time
from bot.office.times.rules import Policy, Rule, Weekly, known_days
from bot.office.times.scanning import plain
from bot.services.gates import check_unmarked
from bot.services.meetings.form import Field, Form
from bot.services.meetings.laying import AHEAD
from bot.services.meetings.words import NotUnderstood, kept, lead_words, parts_of, unless_nothing
from bot.services.office import Office

TIME_UNCLEAR = "没有看懂时间，请写明日期和几点，例如：明天下午三点、3月5日9:30、每周一上午九点。"
RULE_NEEDED = "这是重复召开的会议，请写明以后怎样重复，例如：每周五下午三点。只改一次的，请选“只改这一次”。"
NOT_UNDERSTOOD = "没有看懂要改什么，请写成“改到后天上午九点”“地点改为三楼会议室”，或点“修改”逐项更改。"
PASSED = "这个时间已经过去，请另选时间。"
NONE_LEFT = "近期没有这样的日子，请重新写明时间。"


class Reader:
    """Reads what people write, by the office's clock and calendar."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def read(self, text: str) -> Form:
        """Return the form of a sentence or a notice; raise OfficeError."""
        check_unmarked([text])
        draft = read_meeting(text, self._now(), zone=self._office.zone, calendar=self._office.calendar())
        form = Form(
            title=kept(Field.TITLE, draft.title),
            room=kept(Field.ROOM, draft.room),
            people=kept(Field.PEOPLE, draft.people),
            notes=kept(Field.NOTES, draft.notes),
            lead_words=kept(Field.LEADS, "，".join(text[start:end] for start, end in draft.leads.spans)),
        )
        return self._with_time(form, draft.time, has_day=True) if draft.time else form

    def fill(self, form: Form, field: Field, text: str) -> Form:
        """Return the form with the words for one field; raise OfficeError."""
        check_unmarked([text])
        words = kept(field, text)
        match field:
            case Field.TIME:
                return self._timed(form, words)
            case Field.LEADS:
                return replace(form, lead_words=lead_words(words), leads=None)
            case Field.TITLE:
                return replace(form, title=words)
            case Field.ROOM:
                return replace(form, room=unless_nothing(words))
            case Field.PEOPLE:
                return replace(form, people=unless_nothing(words))
            case Field.NOTES:
                return replace(form, notes=unless_nothing(words))

    def amend(self, form: Form, text: str) -> Form:
        """Return the form with a correction: 改到后天上午九点, 地点改为三楼会议室; raise OfficeError."""
        check_unmarked([text])
        for field, words in parts_of(text):
            form = self.fill(form, field, words) if field else self._amended(form, words)
        return form

    def on_day(self, form: Form, day: date) -> Form:
        """Return the form with a day, of which the hour is asked next."""
        return replace(form, day=day, start=None, end=None)

    def at(self, form: Form, minutes: int) -> Form:
        """Return the form with a time of its day, in minutes; raise NotUnderstood."""
        day = form.day or self._office.today()
        start = datetime.combine(day, time(), self._office.zone) + timedelta(minutes=minutes)
        return form.timed(Choice(self._ahead(start)))

    def choose(self, form: Form, number: int) -> Form:
        """Return the form with one of the times that its doubt names; raise NotUnderstood."""
        choices = form.doubt.choices if form.doubt else ()
        if not 0 <= number < len(choices):
            raise NotUnderstood(TIME_UNCLEAR)
        self._ahead(choices[number].start)
        return self._from_then(form.timed(choices[number]))

    def with_policy(self, form: Form, policy: Policy) -> Form:
        """Return the form with what is done on days off, which may move the first time; raise OfficeError."""
        if form.rule is None or form.day is None:
            return form
        rule = replace(form.rule, policy=policy)
        found, _ = known_days(rule, self._office.today(), form.day + AHEAD, self._office.calendar())
        return self._first(replace(form, rule=rule), _from(form.day, found, policy))

    def _from_then(self, form: Form) -> Form:
        """Return a form that changes all from a sitting on with the first time that its rule has from there."""
        if form.since is None or form.rule is None:
            return form
        # Of a single weekday the week counts: from Monday the 16th, moved to Wednesday or from Friday.
        first = monday(form.since) if _has_one_weekday(form.rule) else form.since
        return self._first(form, known_days(form.rule, first, first + AHEAD, self._office.calendar())[0])

    def _first(self, form: Form, found: tuple[date, ...]) -> Form:
        """Return the form at the first of the days of its rule that is still to come; raise NotUnderstood."""
        spans = (form.rule.on(day, self._office.zone) for day in found if form.rule)
        start, end = next((span for span in spans if span[0] > self._now()), (None, None))
        if start is None:
            raise NotUnderstood(NONE_LEFT)
        return replace(form, start=start, end=end, day=start.date())

    def _now(self) -> datetime:
        return self._office.now().astimezone(self._office.zone)

    def _ahead(self, start: datetime) -> datetime:
        if start <= self._now():
            raise NotUnderstood(PASSED)
        return start

    def _timed(self, form: Form, words: str) -> Form:
        phrase = read_phrases(plain(words)).main
        has_day = phrase is not None and phrase.has_day
        now = self._now()
        if not has_day and form.day is not None:
            # An hour alone is of the day that the form has already.
            now = max(now, datetime.combine(form.day, time(), self._office.zone))
        reading = read_time(words, now, zone=self._office.zone, calendar=self._office.calendar())
        if reading is None:
            raise NotUnderstood(TIME_UNCLEAR)
        return self._with_time(form, reading, has_day=has_day)

    def _with_time(self, form: Form, reading: TimeReading, *, has_day: bool) -> Form:
        form = replace(form, rule=_rule(form.rule, reading, has_day=has_day))
        if reading.doubts:
            return replace(form, doubt=reading.doubts[0])
        if reading.start is not None:
            return self._from_then(form.timed(Choice(reading.start, reading.end)))
        if reading.day is None:
            raise NotUnderstood(TIME_UNCLEAR)
        if form.start is None:
            return replace(form, day=reading.day, doubt=None)
        start = datetime.combine(reading.day, form.start.timetz())
        return self._from_then(form.timed(Choice(self._ahead(start))))

    def _amended(self, form: Form, words: str) -> Form:
        draft = read_meeting(words, self._now(), zone=self._office.zone, calendar=self._office.calendar())
        said = {
            Field.ROOM: draft.room,
            Field.PEOPLE: draft.people,
            Field.LEADS: "，".join(words[start:end] for start, end in draft.leads.spans),
            Field.TIME: words if draft.time else "",
        }
        given = {field: each for field, each in said.items() if each}
        if not given:
            raise NotUnderstood(NOT_UNDERSTOOD)
        for field, each in given.items():
            form = self.fill(form, field, each)
        return form


def _from(day: date, found: tuple[date, ...], policy: Policy) -> tuple[date, ...]:
    """Return the days from a day of the rule on, with the one that it is moved to where that is before it."""
    earlier = [each for each in found if each < day]
    moved = earlier[-1:] if policy is Policy.BEFORE and day not in found else []
    return (*moved, *(each for each in found if each >= day))


def _rule(before: Rule | None, reading: TimeReading, *, has_day: bool) -> Rule | None:
    """Return the rule that a form has after a time was read; what is done on days off need not be said again."""
    if before is None:
        return reading.rule
    if reading.rule is None:
        return _on_another_day(before, reading) if has_day else before
    return reading.rule if reading.rule.policy else replace(reading.rule, policy=before.policy)


def _on_another_day(rule: Rule, reading: TimeReading) -> Rule:
    """Return a weekly rule moved to the weekday that was read; raise NotUnderstood for any other rule."""
    day = reading.start.date() if reading.start else reading.day
    if day is None or not isinstance(rule.cycle, Weekly) or not _has_one_weekday(rule):
        raise NotUnderstood(RULE_NEEDED)
    return replace(rule, cycle=replace(rule.cycle, weekdays=(day.weekday(),)))


def _has_one_weekday(rule: Rule) -> bool:
    return isinstance(rule.cycle, Weekly) and len(rule.cycle.weekdays) == 1
