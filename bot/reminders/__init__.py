"""Reminders that surely arrive: what is due, and the loop that brings each to its chat, once.

Rows are the truth (``bot.storage.reminders``); here is what they mean and what is done about them. How Telegram is
reached, and what a message says, is handed in.
"""
