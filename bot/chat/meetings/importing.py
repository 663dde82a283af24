"""Calendar files that administrators hand in: what they would bring, and taken in."""

from collections import Counter

from bot.chat.meetings.wording import BRIEF, short_time
from bot.chat.offers import Offer, Upload
from bot.format import shorten
from bot.services.meetings.calendars import CalendarService, Fate
from bot.services.meetings.changing import Maker
from bot.services.office import Office

SHOWN = 10
NOTHING = "文件里没有今后的会议（全天的日程不导入）。"
QUIET = "导入后不另发会议通知，只按提醒时间私聊提醒您；要通知群里的，请在 /meetings 里办理。"


def read_meetings(office: Office, upload: Upload) -> Offer:
    """Return what a calendar file offers; raise OfficeError."""
    service = CalendarService(office)
    entries = service.read(upload.name, upload.content)
    lines = [
        " ".join([short_time(each.start, office), shorten(each.title, BRIEF), shorten(each.place, BRIEF)]).strip()
        for each in entries[:SHOWN]
    ]
    more = [f"……共{len(entries)}项"] if len(entries) > SHOWN else []
    preview = "\n".join(["会议：", *lines, *more, QUIET] if lines else [NOTHING])
    return Offer(preview, lambda: _words(service.take_in(entries, Maker(upload.user_id), by=upload.actor)))


def _words(fates: Counter[Fate]) -> str:
    """Return what was taken in."""
    return f"已导入会议：{'，'.join(f'{fate}{fates[fate]}项' for fate in Fate if fates[fate]) or '没有会议'}。"
