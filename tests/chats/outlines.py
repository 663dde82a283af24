"""What the conversations about outlines share: an outline asked for in a line, and how its messages are looked at."""

from bot.sandbox.world import Message, Place, User
from bot.services.outlines import OutlineService, Writer
from bot.storage.outlines import KeptOutline
from tests.chats.conftest import Office

LINE = "/outline 通知 国庆节期间值班安排，主送各科室"
TITLE = "关于国庆节期间值班安排的通知"


async def begun(office: Office, user: User, place: Place, line: str = LINE) -> Message:
    """Ask for an outline; return the message that shows it."""
    return await office.ask(user, place, line)


async def pressed(office: Office, user: User, message: Message, label: str) -> Message:
    """Press a button that changes the message; return it as it is then."""
    await office.press(user, message, label)
    return await office.server.next_edit(message.chat_id)


def service(office: Office) -> OutlineService:
    return OutlineService(office.state.office, office.canmou.outliner, office.canmou.kinds)


def kept(office: Office, user: User, place: Place) -> KeptOutline | None:
    """Return what was last shown to someone in a chat."""
    chat_id = place if isinstance(place, int) else place.id
    showing = service(office).last_shown(Writer(user.id, chat_id))
    return service(office).find(showing.outline_id) if showing else None


def labels(message: Message) -> list[str]:
    """Return what the buttons say."""
    return [each.text for each in message.buttons]


def standing(message: Message) -> tuple[str, str]:
    """Return the title of an outline and the line below it."""
    lines = message.text.splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("文种："))
    return lines[place - 1], lines[place]
