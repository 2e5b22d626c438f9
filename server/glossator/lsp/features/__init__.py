"""What the server answers, a module a request."""
