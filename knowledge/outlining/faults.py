"""The fault of an outline: what was asked for cannot be done, said in a sentence for whoever asked."""

from knowledge.errors import KnowledgeError


class OutlineFault(KnowledgeError):
    """An outline cannot be made or changed as asked; the words are polite Chinese for a chat."""
