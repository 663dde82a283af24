"""The stops of the walk: each does something that an office does every day and checks what the page shows."""

import re
import zipfile

from tests.browser.guest import Guest

QUESTION = "突发事件多久之内要上报？"
MEETING = "@canmou_bot 后天下午三点在301开党委会，参加：陈明、何静、周正"
ATTENDING = ("陈明", "何静", "周正")


def ask(guest: Guest) -> None:
    """Ask, and open the whole article."""
    guest.become("陈明")
    guest.open("参谋")
    guest.say(QUESTION)
    guest.sees("2小时内上报")
    guest.picture("ask")
    guest.press("原文①")
    guest.sees("紧急信息报送制度（范本）》第六条")
    guest.picture("original")


def meet(guest: Guest) -> None:
    """Call a meeting in a sentence; three people press 收到."""
    guest.become("林岚")
    guest.open("办公室工作群")
    guest.say(MEETING)
    guest.sees("新建会议（待确认）")
    guest.picture("meeting")
    guest.press("确认", under="党委会")
    guest.sees("会议通知")
    for name in ATTENDING:
        guest.become(name)
        guest.open("办公室工作群")
        guest.press("收到", under="党委会")
    guest.sees("收到（3）")
    guest.picture("received")


def swap(guest: Guest) -> None:
    """Ask for another to take a turn, who agrees."""
    guest.become("陈明")
    guest.open("参谋")
    guest.say("/swap")
    guest.sees("请选择")
    guest.page.locator("#messages li").last.locator(".buttons button").first.click()
    guest.sees("请选择由谁接班")
    guest.press("何静")
    guest.sees("请选择换班方式")
    guest.press("替班")
    guest.picture("swap")
    guest.become("何静")
    guest.open("参谋")
    guest.sees("请您替班")
    guest.press("同意")
    guest.sees("已同意")
    guest.picture("swap-agreed")


def escalate(guest: Guest) -> None:
    """Let the hours go by without 收到, until the leader is told."""
    guest.become("周正")
    guest.open("办公室工作群")
    for _ in range(3):
        guest.let_pass(720)
    guest.sees("值班提醒")
    guest.picture("duty")
    guest.open("参谋")
    guest.sees("请带班领导")
    guest.picture("escalation")


def outline(guest: Guest) -> None:
    """Have a notice outlined and made a .docx."""
    guest.become("林岚")
    guest.open("参谋")
    guest.say("/outline 通知 国庆节期间值班安排")
    guest.sees("国庆节期间值班安排的通知")
    guest.picture("outline")
    with guest.page.expect_download() as downloading:
        guest.press("生成Word")
        guest.sees(".docx").locator("a.file").click()
    with zipfile.ZipFile(downloading.value.path()) as package:
        words = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert "国庆节期间值班安排" in words
    guest.picture("outline-docx")


def be_a_stranger(guest: Guest) -> None:
    """See nothing, and hear what to do."""
    guest.become("路人")
    assert guest.page.locator("#chats button").count() == 1
    guest.open("参谋")
    guest.say(QUESTION)
    guest.sees("您还没有登记")
    assert "2小时" not in guest.page.inner_text("#messages")
    guest.picture("stranger")


STOPS = (ask, meet, swap, outline, escalate, be_a_stranger)
