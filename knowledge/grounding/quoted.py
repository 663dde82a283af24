"""What stands between quotation marks: words that somebody else said or that are only named; pure."""

import re

_QUOTED = re.compile("(?<=“)[^“”]+(?=”)")
# A quotation that began before the text, or goes on behind it.
_OPEN = re.compile("^[^“”]+(?=”)|(?<=“)[^“”]+$")


def unquoted(text: str) -> str:
    """Return a normalised text with nothing between its quotation marks, which stay."""
    return _OPEN.sub("", _QUOTED.sub("", text))
