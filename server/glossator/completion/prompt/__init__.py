"""How a code context becomes a request, one module a wire format."""
