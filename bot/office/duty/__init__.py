"""Duty watch (值班 and 带班): shifts, how they are shared out, read from tables, counted. Pure."""
