"""The pygls server: its protocol, its start, what it offers."""
