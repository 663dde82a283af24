"""The shape of the settings: one frozen model a section, with each key's type, range and default.

What a key means is said in config.toml; where its value is looked for is the business of ``loading``.
"""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

BUNDLED_MODEL = "multilingual-e5-small"
PREFIX = "CANMOU_"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
PASSWORD = re.compile(r"://[^/@:]*:([^/@]+)@")

UserId = Annotated[int, Field(gt=0)]
GroupId = Annotated[int, Field(lt=0)]
Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 60)]


class Section(BaseModel):
    """What the sections have in common: no unknown keys, no changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Telegram(Section):
    """Which bot this is and which Bot API server it talks to; "" as an address stands for Telegram's own."""

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org/bot"

    @field_validator("token")
    @classmethod
    def _check_token(cls, token: SecretStr) -> SecretStr:
        value = token.get_secret_value().strip()
        if value and not TOKEN.fullmatch(value):
            raise ValueError("should be as BotFather gives it: digits, a colon, letters and digits")
        return SecretStr(value)

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, base_url: str) -> str:
        address = base_url.rstrip("/") or cls.model_fields["base_url"].default
        if not re.fullmatch(r"https?://[^/\s]\S*/bot", address):
            raise ValueError("should be an address that ends in /bot, as http://127.0.0.1:8081/bot")
        return str(address)

    @property
    def base_file_url(self) -> str:
        """Return the address of files that matches ``base_url``."""
        return self.base_url.removesuffix("/bot") + "/file/bot"


class Storage(Section):
    """Where everything is kept; ``data_dir`` is absolute once loaded."""

    data_dir: Path = Path("data")
    database_url: str = Field(default="", repr=False)

    @property
    def database(self) -> str:
        """Return the database's address, which is a SQLite file in the data dir unless another is set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'canmou.db'}"


class Access(Section):
    """Who may ask."""

    admins: tuple[UserId, ...] = ()
    users: tuple[UserId, ...] = ()
    chats: tuple[GroupId, ...] = ()


class Office(Section):
    """What the office is called and where its clock stands."""

    name: str = Field(default="本办公室", min_length=1, max_length=60)
    timezone: ZoneInfo = ZoneInfo("Asia/Shanghai")


class Knowledge(Section):
    """Which documents are answered from."""

    handbook: Literal["auto", "on", "off"] = "auto"


class Embedding(Section):
    """The model that turns texts into vectors, and how it is run."""

    model: str = Field(default=BUNDLED_MODEL, min_length=1)
    model_dir: Path | None = None
    adapter: Literal["on", "off"] = "on"
    query_prompt: str = ""
    passage_prompt: str = ""
    batch_size: int = Field(default=32, ge=1, le=1024)
    precision: Literal["auto", "float32", "bfloat16"] = "auto"

    @field_validator("model_dir", mode="before")
    @classmethod
    def _read_empty(cls, model_dir: object) -> object:
        return model_dir or None


class Answering(Section):
    """How an answer is put together."""

    history_minutes: int = Field(default=30, ge=0, le=1440)
    max_sources: int = Field(default=3, ge=1, le=10)


class Chat(Section):
    """How the bot behaves in a chat."""

    questions_per_minute: int = Field(default=6, ge=1, le=60)
    slow_after_seconds: int = Field(default=10, ge=1, le=300)
    member_cache_minutes: int = Field(default=10, ge=0, le=1440)


class Delivery(Section):
    """How fast messages go out; the defaults are Telegram's own limits."""

    per_second: int = Field(default=30, ge=1, le=100_000)
    per_chat_second: int = Field(default=1, ge=1, le=100_000)
    per_group_minute: int = Field(default=20, ge=1, le=1_000_000)


class Duty(Section):
    """When shifts begin and end, and when who is reminded of them."""

    start: time = time(8, 30)
    end: time = time(8, 30)
    eve_at: time = time(18, 0)
    ack_minutes: int = Field(default=10, ge=1, le=240)
    director: str = ""
    post_checks: int = Field(default=0, ge=0, le=6)


class Meetings(Section):
    """When people are reminded of a meeting that names no times, and when who has not answered is named."""

    lead_minutes: tuple[Minutes, ...] = (1440, 30)
    chase_minutes: tuple[Minutes, ...] = (1440, 120)


class Limits(Section):
    """What one document may cost while it is read."""

    file_mb: int = Field(default=50, ge=1, le=2000)
    parse_seconds: int = Field(default=60, ge=1, le=3600)
    parse_memory_mb: int = Field(default=1024, ge=128, le=65536)


class Log(Section):
    """How much is logged."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Config(BaseSettings):
    """All the settings, a section each."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, env_prefix=PREFIX, env_nested_delimiter="__"
    )

    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    access: Access = Access()
    office: Office = Office()
    knowledge: Knowledge = Knowledge()
    embedding: Embedding = Embedding()
    answering: Answering = Answering()
    chat: Chat = Chat()
    delivery: Delivery = Delivery()
    duty: Duty = Duty()
    meetings: Meetings = Meetings()
    limits: Limits = Limits()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: object, **__: object
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what ``load`` found, so that nothing is read twice."""
        return (init_settings,)

    @property
    def model_dir(self) -> Path:
        """Return the folder that holds the unpacked models."""
        return self.embedding.model_dir or self.storage.data_dir / "models"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return the values that no log may show."""
        password = PASSWORD.search(self.storage.database_url)
        values = (self.telegram.token.get_secret_value(), password[1] if password else "")
        return tuple(filter(None, values))
