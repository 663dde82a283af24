"""Papers set, rendered and measured: what a printed page shows, and what an independent checker says of the files."""
