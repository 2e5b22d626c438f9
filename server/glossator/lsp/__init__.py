"""The only room that knows LSP: it takes requests apart and puts answers together."""
