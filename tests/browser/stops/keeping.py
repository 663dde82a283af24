"""What administrators do: people and roles, documents, what only leaders read, standard answers."""

import re

from tests.browser.guest import Guest
from tests.browser.stops.asking import GROUP
from tests.browser.stops.papers import paper

RULE = (
    "领导干部外出请假规定",
    "第一条 为了规范领导干部外出管理，制定本规定。",
    "第二条 领导干部外出，应当提前3天向县委书面请假，经批准后方可外出。",
    "第三条 外出期间应当保持通信畅通，并指定一名负责同志主持日常工作。",
)
ABOUT_LEADERS = "领导干部外出要提前几天请假？"


def invite(guest: Guest) -> None:
    """Make a link; a stranger follows it."""
    guest.at("赵启明")
    guest.say("/members")
    guest.sees("人员和身份")
    guest.closeup("members", last=2)
    guest.say("/invite")
    guest.press("工作人员", under="受邀人的身份")
    code = re.search(r"start=(\S+)", guest.sees("邀请链接").inner_text())
    assert code
    guest.closeup("invite", last=2)
    guest.at("路人")
    guest.say(f"/start {code[1]}")
    guest.sees("欢迎！您的身份：工作人员")


def close_off(guest: Guest) -> None:
    """Add a document that only leaders read: the group hears nothing of it."""
    guest.at("赵启明")
    guest.say("/documents")
    guest.press("资料范围")
    guest.press("新建资料范围")
    guest.sees("请回复资料范围的名称")
    guest.say("领导资料")
    guest.press("领导", under="领导资料")
    guest.sees("可以查看：领导")
    guest.hand_in("领导干部外出请假规定.docx", paper(*RULE), "入库")
    guest.press("领导资料", under="现在还没有收入")
    guest.sees("✓ 领导资料")
    guest.closeup("document", last=2)
    guest.press("确认收入")
    guest.sees("已收入")
    guest.at("周正")
    guest.say(ABOUT_LEADERS)
    guest.sees("提前3天")
    guest.closeup("closed-private", last=2)
    guest.at("周正", GROUP)
    guest.say(f"@canmou_bot {ABOUT_LEADERS}")
    guest.sees("没有找到")
    assert "提前3天" not in guest.page.inner_text("#messages")
    guest.closeup("closed-group", last=2)


def lead_into_private(guest: Guest) -> None:
    """Open a document to the group and close it again: its original opens in private then, for who may see it."""
    guest.at("赵启明")
    guest.say("/documents")
    guest.press("资料范围")
    guest.press("领导资料")
    guest.press(GROUP)
    guest.sees(f"可以查看：领导、{GROUP}")
    guest.at("周正", GROUP)
    guest.say(f"@canmou_bot {ABOUT_LEADERS}")
    guest.sees("提前3天")
    guest.at("赵启明")
    guest.press(f"✓ {GROUP}")
    guest.page.locator("#messages li").filter(has_text=re.compile("可以查看：领导(?!、)")).last.wait_for()
    guest.at("周正", GROUP)
    guest.press("原文", under="提前3天")
    guest.page.click("#start")
    guest.sees("领导干部外出请假规定》第二条")
    guest.closeup("private-original", last=2)
    guest.at("何静", GROUP)
    guest.press("原文", under="提前3天")
    guest.page.locator("#toast:visible").filter(has_text="找不到这段原文").wait_for()


def set_standard(guest: Guest) -> None:
    """Make a standard answer of what was found wanting."""
    guest.at("赵启明")
    guest.say("/feedback")
    guest.press("1 写标准答复")
    guest.sees("请回复标准答复")
    guest.say("职工体检每年安排在9月，具体时间由办公室通知。")
    guest.sees("提交审定")
    guest.closeup("standard")
    guest.press("提交审定")
    guest.sees("已提交审定")
    guest.say("/standards")
    guest.sees("标准答复共")
