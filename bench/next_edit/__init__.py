"""How well the next edit is found: in recorded sessions, in changes made by script, in silence."""
