"""How well a model completes and documents a user's own code, measured with their settings."""
