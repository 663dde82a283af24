"""Links that open the private chat: an address of the bot with a word, which comes back as /start with that word.

Such a word is written by whoever likes to, and read by whoever sees the link: it holds numbers of rows at the most, and
who follows it is shown what they may see.
"""

import re

ADDRESS = "https://t.me/{name}?start={word}"
# An answer, a source, an offset and a page, as behind the button; invitations begin with a digit.
_SPOT = re.compile(r"o(\d{1,9})-(\d{1,4})-(-?\d{1,6})-(\d{1,4})", re.ASCII)


def link_to(name: str, word: str) -> str:
    """Return the address that opens the private chat with the bot of this name."""
    return ADDRESS.format(name=name, word=word)


def word_of_spot(*numbers: int) -> str:
    """Return the word for a source of an answer."""
    return "o" + "-".join(map(str, numbers))


def spot_in(word: str) -> tuple[int, ...] | None:
    """Return the numbers of a source of an answer, or None for any other word."""
    match = _SPOT.fullmatch(word)
    return tuple(map(int, match.groups())) if match else None
