"""An outline to its .docx, and a paper proofread."""

import re
import zipfile

from tests.browser.guest import Guest
from tests.browser.stops.papers import paper

FAULTY = (
    "关于做好国庆节期间值班工作的通知",
    "各乡镇人民政府、县直各单位：",
    "国庆节将至，请各单位切实作好值班工作，现将有关事项通知如下。",
    "一、加强值班。各单位要严格执行24小时值班制度，，值班人员不得脱岗。",
    "二、及时报告。遇有突发事件，要按规定即时上报。",
    "三、联系方式。值班电话以及传真另行通知",
    "青山县人民政府办公室",
    "2026年9月31日",
)


def outline(guest: Guest) -> None:
    """Have a notice outlined, change it in words, and have it made a .docx."""
    guest.at("林岚")
    guest.say("/outline 通知 国庆节期间值班安排")
    guest.sees("国庆节期间值班安排的通知")
    guest.closeup("outline", last=2)
    guest.reply("主送改为各乡镇人民政府、县直各单位", to="国庆节期间值班安排的通知")
    guest.sees("各乡镇人民政府、县直各单位：")
    guest.press("逐项补充")
    guest.sees("没有定的请回复“跳过”")
    guest.closeup("outline-fill")
    guest.say("停止")
    guest.sees("项没有补充")
    with guest.page.expect_download() as downloading:
        guest.press("生成Word")
        guest.sees(".docx").locator("a.file").click()
    with zipfile.ZipFile(downloading.value.path()) as package:
        words = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert "国庆节期间值班安排" in words
    assert "各乡镇人民政府、县直各单位" in words
    guest.closeup("outline-docx")


def proofread(guest: Guest) -> None:
    """Hand a paper in that has faults."""
    guest.at("林岚")
    guest.hand_in("关于做好国庆节期间值班工作的通知.docx", paper(*FAULTY))
    guest.sees("必改")
    guest.closeup("proofread", last=2)
