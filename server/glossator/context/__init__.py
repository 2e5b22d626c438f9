"""What may be sent to a model: `ignore` holds files back, `redaction` hides secrets."""
