"""What writes the documents, the manifest and the pictures, and what counts the code."""
