"""The real bot, killed over and over while reminders fall due and Telegram misbehaves: ``python -m tests.chaos``."""
