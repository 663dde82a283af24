"""Papers that are handed in for proofreading: read, checked, compared with the library; nothing of them is kept."""

from bot.services.proofing.reading import PAPER, PAPERS, PaperFault
from bot.services.proofing.service import ProofService, Report

__all__ = ["PAPER", "PAPERS", "PaperFault", "ProofService", "Report"]
