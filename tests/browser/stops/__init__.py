"""The stops of the walk: each does something that an office does every day and checks what the page shows."""
