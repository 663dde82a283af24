"""交接班 as whole steps: the note given and added to, its open matters kept, the watch taken over."""

from bot.services.handover.stepping import HandoverFault, HandoverService
from bot.services.handover.turnover import Turnover

__all__ = ["HandoverFault", "HandoverService", "Turnover"]
