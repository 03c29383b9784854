"""Values every room shares; standard library only."""
