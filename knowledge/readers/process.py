"""A child process that parses files within limits of time and memory; it dies instead of this one.

Owns the child's life and the talk with it: a line of JSON each way over a socket. The child inherits neither the
environment nor open files. What it does is in ``worker``.
"""

import json
import signal
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from knowledge.documents import Reading
from knowledge.errors import UnreadableDocument
from knowledge.readers.source import Limits

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60
OUT_OF_MEMORY = 3  # the exit status of a child whose memory ran out


class Parser:
    """One child process for many files: started when first needed, and again after a file that was too much for it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def parse(self, path: Path) -> Reading:
        """Return what the child reads in the file; raise UnreadableDocument for what it, or its death, reports."""
        if self._child is None:
            self._child = _Child(self._limits)
        reply = self._child.ask(str(path.absolute()))
        if reply is None:
            child, self._child = self._child, None
            raise UnreadableDocument(path.name, self._cause_of_death(child.close()))
        return _reading(path.name, reply)

    def close(self) -> None:
        """End the child process."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def _cause_of_death(self, status: int) -> str:
        if status == OUT_OF_MEMORY:
            return f"takes more than {self._limits.memory_bytes / 1_000_000:g} MB of memory to parse"
        if status in (-signal.SIGKILL, -signal.SIGXCPU):
            return f"takes longer than {self._limits.seconds:g} seconds to parse"
        return "is damaged or too complex to parse"


class _Child:
    """The running process and this side of its socket."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(_START_SECONDS)
        command = [sys.executable, "-m", "knowledge.readers.worker", json.dumps(asdict(limits))]
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={"PYTHONUTF8": "1"},
            )
        self._replies = self._socket.makefile("rb")
        # The child says that it is ready, so that its start does not count as the first file's time.
        if not self._replies.readline():
            self.close()
            raise ChildProcessError("the process that parses files does not start")

    def ask(self, path: str) -> bytes | None:
        """Return the child's reply, None when it died over the file or is still at it after the time allowed."""
        self._socket.settimeout(self._limits.seconds)
        try:
            self._socket.sendall(json.dumps(path).encode() + b"\n")
            reply = self._replies.readline()
        except (ConnectionError, TimeoutError):
            return None
        return reply if reply.endswith(b"\n") else None

    def close(self) -> int:
        """Kill the process, if it has not ended by itself, wait for it and return its exit status."""
        self._process.kill()
        self._replies.close()
        self._socket.close()
        return self._process.wait()


def _reading(file: str, reply: bytes) -> Reading:
    answer = json.loads(reply)
    if "fault" in answer:
        raise UnreadableDocument(file, answer["fault"])
    return Reading(file, answer["text"], title=answer["title"], banners=tuple(answer["banners"]))
