"""``python -m tests.leaks [COUNT] [SEED]``: 1,000 arrangements; exit status 1 when anything slipped out."""

import asyncio
import logging
import os
import sys

from tests.leaks.run import lines, run

COUNT = 1000


def main() -> None:
    """Play the arrangements and print what came of it."""
    logging.disable(logging.CRITICAL)
    os.environ["PTB_TIMEDELTA"] = "true"
    given = [int(word) for word in sys.argv[1:3]]
    count, seed = (*given, *(COUNT, 0)[len(given) :])
    verdict = asyncio.run(run(count, seed))
    print("\n".join(lines(verdict)))
    sys.exit(bool(verdict.slips))


if __name__ == "__main__":
    main()
