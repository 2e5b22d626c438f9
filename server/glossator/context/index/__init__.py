"""What the files of a workspace declare and import, read in the background."""
