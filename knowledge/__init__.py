"""Documents in, answers out: everything Canmou knows about texts.

This package knows nothing of Telegram, people or clocks and imports nothing from ``bot``.
"""
