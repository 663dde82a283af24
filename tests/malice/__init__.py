"""What ill will can send: malformed updates, files, presses, orders in words; and what must not come of it."""
