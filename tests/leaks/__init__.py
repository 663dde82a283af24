"""Arrangements of collections, chats and roles in which nothing may be seen that is not for those who see it."""
