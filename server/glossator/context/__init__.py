"""What a model may be told; `ignore` and `secrets` guard the door."""
