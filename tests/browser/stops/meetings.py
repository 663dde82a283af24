"""A meeting from a sentence to its minutes."""

from tests.browser.guest import Guest
from tests.browser.stops.asking import GROUP

MEETING = "@canmou_bot 后天下午三点在301开党委会，参加：陈明、何静、周正、赵启明，提前一天和半小时提醒"
ATTENDING = ("陈明", "何静", "周正")


def meet(guest: Guest) -> None:
    """Call a meeting in a sentence; three people press 收到, one asks leave."""
    guest.at("林岚", GROUP)
    guest.say(MEETING)
    guest.sees("新建会议（待确认）")
    guest.closeup("meeting", last=2)
    guest.press("确认", under="党委会")
    guest.sees("会议通知")
    for count, name in enumerate(ATTENDING, 1):
        guest.at(name, GROUP)
        guest.press("收到", under="党委会")
        guest.sees(f"收到（{count}）")
    guest.at("赵启明", GROUP)
    guest.press("请假", under="党委会")
    guest.sees("请回复请假事由")
    guest.say("到市里开会")
    guest.at("林岚")
    guest.press("同意", under="请假，是否同意")
    guest.sees("：已同意")
    guest.open(GROUP)
    guest.notice("received", "请假（1）")


def list_meetings(guest: Guest) -> None:
    """Look at the meetings ahead, open one, and have its agenda made."""
    guest.at("林岚")
    guest.say("/meetings")
    guest.sees("会议安排")
    guest.press("全部", under="会议安排")
    guest.sees("今后的会议")
    guest.closeup("meetings")


def write_minutes(guest: Guest) -> None:
    """After a meeting, note who was there and begin the minutes."""
    guest.let_pass(60)
    guest.let_pass(60)
    guest.at("林岚")
    guest.press("除请假外全部到会", under="会议结束")
    guest.sees("会议结束")
    guest.press("起草纪要", under="会议结束")
    guest.sees("文种：纪要")
    guest.closeup("minutes")
