"""How long the first answer takes from a cold start, and the memory of the process that gives it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bot.commands.bench.figures import Figure, Stage
from bot.commands.bench.folders import elsewhere
from bot.commands.session import fail, working
from bot.config import Config

QUESTION = "突发事件多久之内要上报？"
LONGEST = 6.0  # seconds to the first answer
LARGEST = 1.2 * 1024  # MB
RUNS = 5
KILOBYTES = 1024  # in a MB, as ru_maxrss counts
REMARK = "canmou ask on the starter handbook, from the start of the process to its end; files in the system's cache"


def measure_start(config: Config, settings: Path | None) -> Stage:
    """Return the seconds and the memory of the first answer, the best of several starts and the middle one."""
    with elsewhere(config) as place, working("Starting", RUNS + 1) as report:
        environment = os.environ | {
            "CANMOU_STORAGE__DATA_DIR": str(place.storage.data_dir),
            "CANMOU_STORAGE__DATABASE_URL": "",
            "CANMOU_EMBEDDING__MODEL_DIR": str(place.model_dir),
            "CANMOU_KNOWLEDGE__HANDBOOK": "on",
        }
        starts = []
        for _ in range(RUNS + 1):
            starts.append(_start(environment, settings))
            report(1)
    seconds, memory = zip(*starts[1:], strict=True)
    return Stage(
        "Cold start",
        (
            Figure("first answer ever, the handbook embedded", starts[0][0], "s"),
            Figure("first answer, best start", min(seconds), "s", most=LONGEST),
            Figure("first answer, middle start", median(seconds), "s"),
            Figure("most memory of the process", max(memory), "MB", most=LARGEST),
        ),
        REMARK,
    )


def _start(environment: Mapping[str, str], settings: Path | None) -> tuple[float, float]:
    """Run ``canmou ask`` once; return its seconds and its most resident memory in MB."""
    named = ["--config", str(settings.resolve())] if settings else []
    command = [sys.executable, "-m", "bot", "ask", QUESTION, "--json", *named]
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        fail(f"canmou ask ended with status {process.returncode}", status=process.returncode)
    if json.loads(output)["refused"]:
        fail("canmou ask did not answer from the handbook")
    return time.perf_counter() - started, usage.ru_maxrss / KILOBYTES
