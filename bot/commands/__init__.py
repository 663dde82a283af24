"""The command line: one module a command or two, and what they share."""
