"""The shape of the settings: one frozen model a section, with each key's type, range and default.

What a key means is said in config.toml; where its value is looked for is the business of ``loading``.
"""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

BUNDLED_MODEL = "multilingual-e5-small"
PREFIX = "CANMOU_"
# Whose own address takes nobody without a key.
KEYED = frozenset({"openai"})
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# As Telegram takes them; without encryption only on this machine, as a local Bot API server allows.
WEBHOOK = re.compile(r"(https://[^/\s?#]+|http://127\.0\.0\.1(:\d+)?)/(?!healthz$|metrics$)[A-Za-z0-9_/-]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
LISTEN = re.compile(r"(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}")
LISTENS = "127.0.0.1:8080"
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
    webhook_url: str = ""
    webhook_secret: SecretStr = Field(default=SecretStr(""), validate_default=True)

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

    @field_validator("webhook_url")
    @classmethod
    def _check_webhook_url(cls, url: str) -> str:
        if url and not WEBHOOK.fullmatch(url):
            raise ValueError("should be an https address with a path of its own, as https://bot.example.cn/telegram")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, secret: SecretStr, found: ValidationInfo) -> SecretStr:
        value = secret.get_secret_value().strip()
        if found.data.get("webhook_url") and not value:
            raise ValueError("missing; set CANMOU_TELEGRAM__WEBHOOK_SECRET")
        if value and not SECRET.fullmatch(value):
            raise ValueError("should be 16 to 256 letters, digits, _ and -")
        return SecretStr(value)

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


class Model(Section):
    """The language model, which is optional: "" as its name stands for none."""

    name: str = ""
    provider: str = Field(default="openai", min_length=1)
    base_url: str = ""
    api_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    timeout_seconds: int = Field(default=20, ge=1, le=300)
    retries: int = Field(default=2, ge=0, le=5)
    structured: Literal["json_schema", "json_object", "off"] = "json_object"
    person_tokens: int = Field(default=100_000, ge=0)
    daily_tokens: int = Field(default=2_000_000, ge=0)

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, base_url: str) -> str:
        address = base_url.strip().rstrip("/")
        if address and not re.fullmatch(r"https?://[^/\s]\S*", address):
            raise ValueError("should be an address, as http://127.0.0.1:11434/v1")
        return address

    @field_validator("api_key")
    @classmethod
    def _check_key(cls, api_key: SecretStr, found: ValidationInfo) -> SecretStr:
        value = api_key.get_secret_value().strip()
        is_keyed = found.data.get("provider") in KEYED and found.data.get("base_url") == ""
        if found.data.get("name") and is_keyed and not value:
            raise ValueError("missing; set CANMOU_MODEL__API_KEY, or model.base_url to a server of your own")
        return SecretStr(value)


class Writing(Section):
    """How papers look and how long drafts are kept."""

    red_head: bool = False
    issuer: str = Field(default="", max_length=60)
    code: str = Field(default="", max_length=20)
    keep_days: int = Field(default=30, ge=1, le=3650)


class Limits(Section):
    """What one document may cost while it is read."""

    file_mb: int = Field(default=50, ge=1, le=2000)
    parse_seconds: int = Field(default=60, ge=1, le=3600)
    parse_memory_mb: int = Field(default=1024, ge=128, le=65536)


class Server(Section):
    """Where the bot's own web server listens; "" as the address stands for nowhere."""

    listen: str = ""

    @field_validator("listen")
    @classmethod
    def _check_listen(cls, listen: str) -> str:
        if listen and not LISTEN.fullmatch(listen):
            raise ValueError("should be an address and a port, as 127.0.0.1:8080")
        return listen


class Log(Section):
    """How much is logged, and in which form."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"


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
    model: Model = Model()
    writing: Writing = Writing()
    limits: Limits = Limits()
    server: Server = Server()
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
    def listen(self) -> tuple[str, int] | None:
        """Return where the web server listens; a webhook needs one in any case."""
        address = self.server.listen or (LISTENS if self.telegram.webhook_url else "")
        host, _, port = address.rpartition(":")
        return (host.strip("[]"), int(port)) if address else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return the values that no log may show."""
        password = PASSWORD.search(self.storage.database_url)
        kept = (self.telegram.token, self.telegram.webhook_secret, self.model.api_key)
        tokens = (secret.get_secret_value() for secret in kept)
        values = (*tokens, password[1] if password else "")
        return tuple(filter(None, values))
