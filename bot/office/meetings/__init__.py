"""Meetings: read from a sentence, repeated by rules, checked for clashes. Pure."""
