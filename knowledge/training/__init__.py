"""What the adapter is trained on: questions with the texts that answer them and texts that only look as if they did."""
