"""Writing: which texts wish for an outline, and what they say of it."""
