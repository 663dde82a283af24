"""Words of meetings that no conversation reaches in all their forms."""

from datetime import timedelta

import pytest

from bot.chat.meetings.wording import length


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=1), "1天"),
        # A reminder goes out a moment after it fell due.
        (timedelta(days=1) - timedelta(milliseconds=300), "1天"),
        (timedelta(minutes=29, seconds=59), "30分钟"),
        (timedelta(hours=1, minutes=30), "1小时30分钟"),
        (timedelta(days=1, minutes=1), "1天1分钟"),
        (timedelta(0), "1分钟"),
        (timedelta(minutes=-5), "1分钟"),
    ],
)
def test_a_begun_minute_counts_as_a_whole_one(span: timedelta, words: str) -> None:
    assert length(span) == words
