"""``python -m tests.malice [COUNT] [SEED]``: 500 bad things on each database; exit status 1 when one did harm."""

import asyncio
import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.malice.run import lines, run
from tests.postgres import running_postgres

COUNT = 500


def main() -> None:
    """Send them and print what came of it."""
    logging.lastResort = None
    os.environ["PTB_TIMEDELTA"] = "true"
    given = [int(word) for word in sys.argv[1:3]]
    count, seed = (*given, *(COUNT, 0)[len(given) :])
    faults = 0
    with TemporaryDirectory(prefix="canmou-postgres-") as folder, running_postgres(Path(folder)) as make_database:
        for name, url in (("SQLite", ""), ("PostgreSQL", make_database())):
            verdict = asyncio.run(run(count, seed, url))
            print("\n".join([name, *lines(verdict)]), flush=True)
            faults += len(verdict.faults)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
