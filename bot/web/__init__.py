"""The bot's own web server: whether it is well, what it counted, and Telegram's updates where it brings them itself.

Nothing here knows what an update says; ``bot.chat.webhook`` does.
"""
