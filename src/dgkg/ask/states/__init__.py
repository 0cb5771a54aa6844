"""How far a thing is, since when, at which rank, and by whose word."""
