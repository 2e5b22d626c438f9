"""Plain text, without a language or an editor: lines, spans, Markdown, repetition."""
