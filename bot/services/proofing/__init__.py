"""Papers that are handed in for proofreading: read, checked, compared with the library; nothing of them is kept."""

from bot.services.proofing.reading import PAPERS, PaperFault
from bot.services.proofing.service import ProofService, Report

__all__ = ["PAPERS", "PaperFault", "ProofService", "Report"]
