"""Questions and their sources, what is not answered, the lists of what one may do, a stranger at the door."""

from tests.browser.guest import Guest

QUESTION = "突发事件多久之内要上报？"
GROUP = "办公室工作群"


def look_around(guest: Guest) -> None:
    """Move the clock to the morning; look at the group."""
    hour = int(guest.page.inner_text("#now").split()[1].split(":")[0])
    half_days, hours = divmod((10 - hour) % 24, 12)
    for minutes in [720] * half_days + [60] * hours:
        guest.let_pass(minutes)
    guest.at("陈明", GROUP)
    guest.sees("值班")
    guest.picture("page")


def ask(guest: Guest) -> None:
    """Ask, and open the whole article."""
    guest.at("陈明")
    guest.say(QUESTION)
    guest.sees("2小时内上报")
    guest.closeup("ask", last=2)
    guest.press("原文①")
    guest.sees("紧急信息报送制度（范本）》第六条")
    guest.closeup("original")


def be_refused(guest: Guest) -> None:
    """Ask what the documents do not say."""
    guest.say("职工体检安排在几月份？")
    guest.sees("没有找到")
    guest.closeup("not-found", last=2)
    guest.press("不准", under="没有找到")


def be_told_what_one_may(guest: Guest) -> None:
    """Ask for help and for one's own rights."""
    guest.at("陈明")
    guest.say("/help")
    guest.sees("/handover")
    guest.closeup("help", last=2)
    guest.say("/whoami")
    guest.sees("您的身份：工作人员")
    guest.closeup("whoami", last=2)


def be_a_stranger(guest: Guest) -> None:
    """See nothing, and hear what to do."""
    guest.become("路人")
    assert guest.page.locator("#chats button").count() == 1
    guest.open("参谋")
    guest.say(QUESTION)
    guest.sees("您还没有登记")
    assert "2小时" not in guest.page.inner_text("#messages")
    guest.closeup("stranger", last=2)


def be_warned(guest: Guest) -> None:
    """Send something with a mark of secrecy, which nobody sees any longer."""
    guest.at("林岚")
    guest.say("机密★5年\n关于某项工作的安排，请问怎么报？")
    guest.sees("带有密级标志")
    assert "某项工作的安排" not in guest.page.inner_text("#messages")
    guest.closeup("secret")
