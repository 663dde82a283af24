"""What the conversations about meetings share: people with names, and a meeting made in the group."""

from bot.office.meetings.meeting import Sitting
from bot.sandbox.world import Message, Place, User
from bot.services.meetings.changing import MeetingService
from bot.services.meetings.lookup import Lookup
from bot.storage import people
from tests.chats.conftest import Office

SENTENCE = "明天下午三点在301开党委会，参加：王科长、李四、张三，提前一天和半小时提醒，着正装"


async def staff(office: Office) -> None:
    """Register the people by name and let the bot know their private chats; 张三 has no account."""
    named = {"赵主任": office.chief, "王科长": office.wang, "李四": office.li}
    with office.canmou.engine.begin() as connection:
        for name, user in named.items():
            people.put(connection, name, user_id=user.id)
        people.put(connection, "张三")
    for user in named.values():
        await office.ask(user, user, "/whoami")


async def proposed(office: Office, user: User, place: Place, sentence: str = SENTENCE) -> Message:
    """Write a sentence as /meeting; return the bot's message to it."""
    return await office.ask(user, place, f"/meeting {sentence}")


async def made(office: Office, user: User, sentence: str = SENTENCE) -> Message:
    """Make a meeting in the group; return its card there."""
    await office.press(user, await proposed(office, user, office.group, sentence), "确认")
    await office.server.next_edit(office.group)
    await office.deliver()
    return await office.server.next_message(office.group)


def sittings(office: Office) -> tuple[Sitting, ...]:
    """Return all sittings that are held in the next two months."""
    today = office.state.office.today()
    return Lookup(office.state.office).between(today, today.replace(month=today.month + 2))


def sitting(office: Office, sitting_id: int) -> Sitting:
    """Return a sitting by its number."""
    found = MeetingService(office.state.office).find(sitting_id)
    assert found
    return found


def heads(office: Office, place: Place) -> list[str]:
    """Return the first lines of what the bot sent to a chat."""
    return [text.partition("\n")[0] for text in office.texts(place)]


def labels(message: Message) -> list[str]:
    """Return what the buttons say."""
    return [each.text for each in message.buttons]
