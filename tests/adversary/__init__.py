"""A real model that talks nonsense, asked over and over, and none of it may be shown: ``python -m tests.adversary``."""
