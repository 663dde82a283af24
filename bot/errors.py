"""The faults of the bot's side, typed by what can be done about them.

CanmouError
├── BackupFault      a backup cannot be made or used: another file or an empty database is named
├── ConfigFault      the settings are wrong: whoever runs Canmou mends them and starts again
├── DatabaseFault    the database cannot be opened or is not for this version
├── SecondPoller     another process fetches the bot's updates: one of the two is stopped for good
└── TokenRefused     Telegram does not know the token: another one is set
"""

from pathlib import Path


class CanmouError(Exception):
    """Any fault that Canmou reports in its own words."""


class BackupFault(CanmouError):
    """A backup cannot be written, or its file cannot be restored here."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path}: {fault}")


class ConfigFault(CanmouError):
    """The settings cannot be used; ``faults`` holds one line each, as ``section.key: what is wrong``."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class DatabaseFault(CanmouError):
    """The database cannot be used; the sentence says why."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"storage.database_url: {fault}")


class SecondPoller(CanmouError):
    """Another process fetches the updates of the same bot."""

    def __init__(self) -> None:
        super().__init__("another process is running with the same telegram.token; stop one of the two")


class TokenRefused(CanmouError):
    """Telegram does not know the token, which the sentence does not show."""

    def __init__(self) -> None:
        super().__init__("telegram.token: Telegram does not accept it; ask BotFather for the current one")
