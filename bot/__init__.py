"""Canmou, the office assistant: the command line, the chats and the office's own rules."""
