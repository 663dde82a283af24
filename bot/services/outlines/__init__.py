"""Outlines: drawn up and kept with their versions, and the forms that ask for what is to be written."""

from bot.services.outlines.faults import REFUSALS, NotUnderstood, TooLong, UnknownKind
from bot.services.outlines.forms import Form, FormService, OpenForm, Step
from bot.services.outlines.keeping import Changed, OutlineService
from bot.services.outlines.requests import NO_ADDRESSEE, Writer, advised_kinds, check_words, issuer

__all__ = [
    "NO_ADDRESSEE",
    "REFUSALS",
    "Changed",
    "Form",
    "FormService",
    "NotUnderstood",
    "OpenForm",
    "OutlineService",
    "Step",
    "TooLong",
    "UnknownKind",
    "Writer",
    "advised_kinds",
    "check_words",
    "issuer",
]
