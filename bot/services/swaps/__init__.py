"""Swaps as whole steps: asked for, agreed to, approved, taken back; the roster and its reminders change with them."""

from bot.services.swaps.asking import Choices, Turn, Wish
from bot.services.swaps.stepping import SwapService

__all__ = ["Choices", "SwapService", "Turn", "Wish"]
