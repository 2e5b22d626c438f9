"""Secrets found in text, and the placeholders that stand for them."""
