"""Duty watch as whole steps: rosters in, reminders planned, 收到 pressed, and who hears when nobody presses."""

from bot.services.duty.exports import Exports, Form
from bot.services.duty.lookup import Lookup
from bot.services.duty.planning import Planner
from bot.services.duty.rosters import Outcome, Rosters
from bot.services.duty.watch import Press, Standing, Watch

__all__ = ["Exports", "Form", "Lookup", "Outcome", "Planner", "Press", "Rosters", "Standing", "Watch"]
