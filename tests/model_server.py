"""A language model's server on loopback that says what a test tells it to, in OpenAI's form, as a stream."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

PIECE = 7  # characters of a piece of the stream


@dataclass(frozen=True)
class Says:
    """One answer of the server.

    ``silent`` never answers, ``drips`` sends signs of life without an end, ``breaks`` hangs up after the text.
    """

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    usage: int | None = None
    code: str = ""
    silent: bool = False
    drips: bool = False
    breaks: bool = False
    raw: str | None = None


@dataclass
class ModelServer:
    """What is to be said, one after another, the last again and again; and what was asked."""

    base_url: str
    script: list[Says] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def say(self, *script: Says | str) -> None:
        self.script[:] = [each if isinstance(each, Says) else Says(each) for each in script]

    def next(self) -> Says:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def running_model() -> Iterator[ModelServer]:
    """Run a server for a test."""
    http = _Server(("127.0.0.1", 0), _Handler)
    server = http.model = ModelServer(f"http://127.0.0.1:{http.server_address[1]}/v1")
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    model: ModelServer


class _Handler(BaseHTTPRequestHandler):
    """Plays the script of its server."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        model = self.server.model
        model.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        model.keys.append(self.headers.get("authorization", ""))
        says = model.next()
        self.close_connection = True
        if says.silent:
            model.closing.wait()
        elif says.status != 200:
            self._refuse(says)
        else:
            self._stream(says, model)

    def _refuse(self, says: Says) -> None:
        body = json.dumps({"error": {"message": "no", "code": says.code or None}}).encode()
        self.send_response(says.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, value in says.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, says: Says, model: ModelServer) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        try:
            self._write(says, model)
        except (BrokenPipeError, ConnectionResetError):
            return  # nobody listens any more

    def _write(self, says: Says, model: ModelServer) -> None:
        for data in [says.raw] if says.raw is not None else _events(says):
            self._send(f"data: {data}\n\n")
        while says.drips and not model.closing.wait(0.01):
            self._send(": still here\n\n")
        if not says.breaks:
            self._send("data: [DONE]\n\n")

    def _send(self, line: str) -> None:
        self.wfile.write(line.encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _events(says: Says) -> Iterator[str]:
    for start in range(0, len(says.text), PIECE):
        yield _chunk([{"index": 0, "delta": {"role": "assistant", "content": says.text[start : start + PIECE]}}])
    if not says.breaks:
        yield _chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}])
    if says.usage is not None:
        usage = {"prompt_tokens": says.usage - 10, "completion_tokens": 10, "total_tokens": says.usage}
        yield _chunk([], usage=usage)


def _chunk(choices: Sequence[Mapping[str, Any]], **more: Any) -> str:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
    return json.dumps({**head, "choices": choices, **more}, ensure_ascii=False)
