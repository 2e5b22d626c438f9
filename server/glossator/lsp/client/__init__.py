"""What belongs to the client: its capabilities, its pages, progress, messages, questions."""
