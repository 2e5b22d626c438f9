"""Documentation that is a comment above the code."""
