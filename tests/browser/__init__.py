"""The page in a real browser: a walk through the whole assistant, with a picture of each stop."""
