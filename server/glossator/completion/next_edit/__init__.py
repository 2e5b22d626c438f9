"""The next edit: what the user's last changes ask for elsewhere."""
