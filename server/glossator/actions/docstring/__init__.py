"""Generate docstring: from the definition at the cursor to the lines that document it."""
