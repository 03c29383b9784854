"""The command line: a thin shell. It reads arguments, calls a room, prints what comes back."""
