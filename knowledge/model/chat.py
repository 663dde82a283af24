"""The language model behind any address that langchain's ``init_chat_model`` reaches, within a time limit in all.

Owns langchain's chat models and what their faults mean. The libraries take seconds to import and are imported at the
first reply. Nothing is traced, and neither a key nor a text is logged.
"""

import asyncio
import logging
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from ipaddress import ip_address
from itertools import count
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from knowledge.errors import LanguageFault, ModelLate, ModelRefused
from knowledge.model import Listener, Prompt, Reply, Schema, nobody

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

Structured = Literal["json_schema", "json_object", "off"]
OPENAI = "openai"
OPENAI_ADDRESS = "https://api.openai.com/v1"
PAUSE = 0.25  # seconds before the second try, twice as long before each further one
LONGEST = 20_000  # characters of a reply, behind which a model talks without end
LIBRARIES = ("langchain.chat_models", "langchain_openai", "openai")
# Libraries that log addresses, headers or whole texts when they are asked to by a variable of the environment.
TALKATIVE = ("openai", "httpx", "httpx2", "httpcore", "httpcore2", "langchain", "langsmith")
# What a reply of another form than OpenAI's makes the library raise.
_GARBLED = (ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Which model, where it is, and how long and how often it is asked; ``seconds`` holds for all tries together."""

    name: str
    provider: str = OPENAI
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    seconds: float = 20
    retries: int = 2
    structured: Structured = "json_object"


class ChatModel:
    """One model at one address; several threads may ask it at once, but no event loop's own."""

    def __init__(self, settings: ChatSettings) -> None:
        self.name = settings.name
        self._settings = settings

    def prepare(self) -> None:
        """Import the libraries now instead of at the first reply."""
        for name in LIBRARIES:
            import_module(name)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        # It quotes what a server said, and comes whenever that is not quite of OpenAI's form.
        warnings.filterwarnings("ignore", "Pydantic serializer warnings")

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        """Return the reply to a prompt; raise LanguageFault when there is none in time.

        A try that breaks off is made anew, and the listener then hears the new reply from its beginning.
        """
        self.prepare()
        return asyncio.run(self._reply(prompt, schema, listener))

    async def _reply(self, prompt: Prompt, schema: Schema, listener: Listener) -> Reply:
        from langsmith.run_helpers import tracing_context

        deadline = asyncio.get_running_loop().time() + self._settings.seconds
        try:
            async with asyncio.timeout_at(deadline), self._open(schema) as model:
                with tracing_context(enabled=False):
                    return await self._try(model, prompt, listener, deadline=deadline)
        except TimeoutError as fault:
            raise ModelLate(f"{self.name} did not answer within {self._settings.seconds:g} seconds") from fault

    async def _try(self, model: "BaseChatModel", prompt: Prompt, listener: Listener, *, deadline: float) -> Reply:
        """Return the reply of the first try that succeeds; give up when another would not help or come too late."""
        from openai import OpenAIError

        for attempt in count():
            try:
                return await _listen(model, prompt, listener)
            except OpenAIError as fault:
                pause = self._pause(fault, attempt)
                if asyncio.get_running_loop().time() + pause >= deadline:
                    raise ModelLate(f"{self.name} asks to be left alone for {pause:g} seconds") from fault
            except _GARBLED as fault:
                raise ModelRefused(f"{self.name} replies in an unknown form: {type(fault).__name__}") from fault
            await asyncio.sleep(pause)
        raise AssertionError("tries never end by themselves")

    def _pause(self, fault: Exception, attempt: int) -> float:
        """Return the seconds before another try; raise LanguageFault when there is to be none."""
        if not _may_pass(fault):
            raise ModelRefused(f"{self.name} does not take what it was sent: {_described(fault)}") from fault
        if attempt >= self._settings.retries:
            raise ModelLate(f"{self.name} cannot be reached: {_described(fault)}") from fault
        return max(PAUSE * (1 << attempt), _retry_after(fault))

    @asynccontextmanager
    async def _open(self, schema: Schema) -> "AsyncIterator[BaseChatModel]":
        """Make the model anew for each reply: its connections belong to the event loop that they were opened in."""
        settings, form = self._settings, _response_format(self._settings.structured, schema)
        if settings.provider != OPENAI:
            # How another provider is asked for a form is its own affair; the prompt asks for it in words.
            yield _make(settings)
            return
        from openai import DefaultAsyncHttpxClient

        async with DefaultAsyncHttpxClient(trust_env=not _is_loopback(settings.base_url)) as client:
            yield _make(
                settings,
                http_async_client=client,
                openai_proxy="",
                stream_usage=True,
                stream_chunk_timeout=None,
                use_responses_api=False,
                extra_body={"response_format": form} if form else None,
            )


def _make(settings: ChatSettings, **special: Any) -> "BaseChatModel":
    """Return langchain's model; address and key are always given, else the library takes the environment's."""
    from langchain.chat_models import init_chat_model

    address = settings.base_url or (OPENAI_ADDRESS if settings.provider == OPENAI else None)
    try:
        model: BaseChatModel = init_chat_model(
            settings.name,
            model_provider=settings.provider,
            base_url=address,
            api_key=settings.api_key or "none",
            temperature=0,
            timeout=settings.seconds,
            max_retries=0,
            **special,
        )
        return model
    except (ImportError, *_GARBLED) as fault:
        raise ModelRefused(f"{settings.name} of {settings.provider} cannot be made: {type(fault).__name__}") from fault


async def _listen(model: "BaseChatModel", prompt: Prompt, listener: Listener) -> Reply:
    """Return a whole reply, told to the listener as it grows."""
    text, tokens = "", 0
    async for piece in model.astream([("system", prompt.instructions), ("human", prompt.material)]):
        tokens = _tokens(piece) or tokens
        if words := piece.text:
            text += words
            listener(text)
        if len(text) > LONGEST:
            raise LanguageFault(f"the reply is longer than {LONGEST} characters")
    # A Chinese character is about one token, so that an estimate errs on the dear side.
    return Reply(text, tokens or len(prompt.instructions) + len(prompt.material) + len(text))


def _tokens(piece: "AIMessageChunk") -> int:
    return piece.usage_metadata["total_tokens"] if piece.usage_metadata else 0


def _response_format(structured: Structured, schema: Schema) -> dict[str, Any] | None:
    if structured == "off":
        return None
    if structured == "json_object":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "reply", "schema": dict(schema), "strict": True}}


def _may_pass(fault: Exception) -> bool:
    """Tell whether the same request may do at another time."""
    from openai import APIConnectionError, APIError, APIStatusError, RateLimitError

    if isinstance(fault, RateLimitError):
        return fault.code != "insufficient_quota"
    if isinstance(fault, APIStatusError):
        return fault.status_code >= 500 or fault.status_code in (408, 409)
    # An error without a status comes in the middle of a reply.
    return isinstance(fault, (APIConnectionError, APIError))


def _retry_after(fault: Exception) -> float:
    """Return the seconds that a server asks for, 0 when it names none."""
    from openai import APIStatusError

    wished = fault.response.headers.get("retry-after", "") if isinstance(fault, APIStatusError) else ""
    return float(wished) if wished.isdecimal() else 0.0


def _described(fault: Exception) -> str:
    """Return the kind of a fault and its status; never its words, which may repeat what was sent."""
    status = getattr(fault, "status_code", None)
    return f"{type(fault).__name__} {status}" if status else type(fault).__name__


def _is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's, which no proxy of the environment may stand before."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
