"""Who may use a service: conditions as an expression, asked and answered in words, never stored."""
