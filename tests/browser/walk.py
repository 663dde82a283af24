"""The walk: its stops in the order of a day."""

from tests.browser.stops import asking, duty, keeping, meetings, writing

STOPS = (
    asking.look_around,
    asking.ask,
    asking.be_refused,
    asking.be_told_what_one_may,
    duty.see_duty,
    duty.swap,
    duty.log_call,
    meetings.meet,
    meetings.list_meetings,
    writing.outline,
    writing.proofread,
    asking.be_a_stranger,
    keeping.invite,
    keeping.close_off,
    keeping.lead_into_private,
    keeping.set_standard,
    asking.be_warned,
    duty.stay_silent,
    duty.receive,
    duty.hand_over,
    duty.be_briefed,
    meetings.write_minutes,
)
