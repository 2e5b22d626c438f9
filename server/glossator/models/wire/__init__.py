"""One wire format a module: requests as bytes and streams as pieces."""
