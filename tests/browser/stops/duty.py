"""The roster, its picture, a swap, the chain when nobody answers, hand-over, calls, the briefing."""

import re

from tests.browser.guest import Guest
from tests.browser.stops.asking import GROUP


def see_duty(guest: Guest) -> None:
    """Look who is on duty, and at the roster as a picture."""
    guest.at("赵启明")
    guest.say("/duty")
    guest.sees("今日值班")
    guest.closeup("duty", last=2)
    guest.press("图片", under="今日值班")
    guest.page.locator("#messages li img").last.wait_for()
    guest.page.wait_for_function(
        "[...document.querySelectorAll('#messages img')].every((each) => each.naturalWidth > 0)"
    )
    guest.closeup("roster", most=620)


def swap(guest: Guest) -> None:
    """Ask for another to take a turn, who agrees; the leader approves, and who asked hears of it."""
    guest.at("陈明")
    guest.say("/swap")
    guest.sees("请选择")
    guest.page.locator("#messages li").last.locator(".buttons button").first.click()
    guest.sees("请选择由谁接班")
    guest.press("何静")
    guest.sees("请选择换班方式")
    guest.closeup("swap")
    guest.press("替班")
    guest.at("何静")
    guest.sees("请您替班")
    guest.press("同意")
    guest.sees("等待批准")
    guest.closeup("swap-agreed")
    guest.at("陈明")
    approver = re.search("已请(.+?)审批", guest.sees("审批").inner_text())
    assert approver
    guest.at(approver[1])
    guest.press("批准", under="请您审批")
    guest.sees("已批准")
    guest.closeup("swap-approved")
    guest.at("陈明")
    assert "由陈明改为何静" in guest.sees("换班已批准").inner_text()


def stay_silent(guest: Guest) -> None:
    """Let a day go by without 收到: the officer is reminded, the leader told, then the director."""
    guest.let_pass(720)
    guest.let_pass(720)
    guest.at("赵启明")
    guest.sees("已报告带班领导")
    guest.closeup("escalation")
    guest.open(GROUP)
    guest.sees("值班开始")


def receive(guest: Guest) -> None:
    """Press 收到, as the officer on duty."""
    guest.at(officer(guest))
    guest.press("收到", under="值班开始")
    guest.sees("点“收到”")
    guest.sees("✅")
    message = guest.sees("值班开始")
    assert "收到" in message.inner_text()


def hand_over(guest: Guest) -> None:
    """Give the note of the shift that has ended; the next officer takes over."""
    taker = officer(guest)
    giver = next(name for name in ("陈明", "林岚", "何静") if name != taker and owes_note(guest, name))
    assert giver
    guest.press("填写交班记录")
    guest.sees("写明交班情况")
    guest.say("值班期间接报1起，已按程序办理。\n未办结：市应急局要求周五前报送隐患排查情况")
    guest.sees("其中1件列入未办结事项")
    guest.closeup("handover", last=3)
    guest.at(taker)
    guest.say("交接班")
    guest.press("确认接班")
    guest.sees("确认接班）")
    guest.say("/matters")
    guest.sees("隐患排查")
    guest.closeup("matters", last=2)


def log_call(guest: Guest) -> None:
    """Write a call down."""
    guest.at("林岚")
    guest.say("/log")
    guest.press("来电", under="登记类别")
    guest.sees("写明来电单位")
    guest.say("市应急局 张科长 13800000000 报送灾情 已转科室")
    guest.sees("未保存，请核对")
    guest.closeup("call")
    guest.press("保存")
    guest.sees("已登记")


def be_briefed(guest: Guest) -> None:
    """Ask for the briefing; look at the group's settings."""
    guest.at("赵启明", GROUP)
    guest.say("/brief")
    guest.sees("【会议】")
    guest.closeup("brief")
    guest.say("/settings")
    guest.sees("本群设置")
    guest.closeup("settings")


def officer(guest: Guest) -> str:
    """Return who is on duty now."""
    guest.at("周正")
    guest.say("/duty")
    found = re.search(r"值班员：(\S+)", guest.sees("今日值班").inner_text())
    assert found
    return found[1]


def owes_note(guest: Guest, name: str) -> bool:
    """Ask, as someone, for the hand-over that waits for them; tell whether it is a note to give."""
    guest.at(name)
    guest.say("/handover")
    guest.page.locator("#messages li.bot").last.wait_for()
    guest.page.wait_for_timeout(800)
    return "还没有交班记录" in guest.page.locator("#messages li").last.inner_text()
