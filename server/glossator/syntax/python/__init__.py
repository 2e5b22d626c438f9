"""What is particular to Python: docstrings inside the body."""
