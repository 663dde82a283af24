"""The office's own rules: working days, expressions of time, duty rosters, meetings, the briefing.

Pure: nothing here knows Telegram or SQL, and the time is always handed in.
"""
