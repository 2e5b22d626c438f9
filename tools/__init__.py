"""What writes the README, the manifest and the pictures, and what counts the code."""
