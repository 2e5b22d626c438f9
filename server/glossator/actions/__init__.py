"""Work the user asks for by name: explain, document."""
