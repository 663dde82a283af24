"""A bot that goes on elsewhere from a backup: it knows everybody, answers, and delivers what was planned."""

from dataclasses import replace
from pathlib import Path

from bot.app import Canmou
from bot.config.sections import Storage
from bot.office.acts import COMMAND_LINE
from bot.services.backup import Maker, Restorer
from bot.services.office import Office as Rooms
from bot.storage.database import open_database
from tests.chats.conftest import Office, running, stop
from tests.chats.watch import labels, newest, say, staff


def moved(office: Office, folder: Path) -> Canmou:
    """Back the office up, and restore it into another folder."""
    path = folder / "office.zip"
    Maker(office.state.office, folder / "config.toml").write(path, by=COMMAND_LINE)
    config = office.canmou.config.model_copy(update={"storage": Storage(data_dir=folder)})
    engine = open_database(f"sqlite:///{folder / 'restored.db'}")
    Restorer(Rooms(config, engine, office.clock.now)).restore(path, by=COMMAND_LINE)
    return replace(office.canmou, config=config, engine=engine)


async def test_a_restored_bot_goes_on_where_the_other_stopped(office: Office, tmp_path: Path) -> None:
    watch = await staff(office)
    await stop(office.chat)
    (tmp_path / "there").mkdir()
    canmou = moved(office, tmp_path / "there")
    async with running(canmou) as chat:
        elsewhere = replace(office, chat=chat, canmou=canmou)
        office.clock.time = watch.shifts[0].start
        await elsewhere.deliver()
        told = newest(elsewhere, office.wang)
        assert "收到" in labels(told)
        assert (await elsewhere.press(office.wang, told, "收到")).text
        answer = await say(elsewhere, office.wang, "值班电话几声之内接听？")
        assert "3声之内" in answer.text
    canmou.engine.dispose()
