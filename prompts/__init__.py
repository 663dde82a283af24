"""Texts that are put before a model's input, kept as files and reviewed like code."""
