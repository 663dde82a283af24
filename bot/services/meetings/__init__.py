"""Meetings as whole steps: made, changed, cancelled, answered, followed up, taken to and from calendar programs."""

from bot.services.meetings.changing import Maker, MeetingService, Scope

__all__ = ["Maker", "MeetingService", "Scope"]
