"""What an office does, whole steps at a time: a change and the reminders that follow from it in one transaction.

Both the chat and the command line call these; neither touches the stores of the office itself.
"""
