"""The office's expressions of date and time: read from Chinese text, with what is doubtful asked back. Pure."""
