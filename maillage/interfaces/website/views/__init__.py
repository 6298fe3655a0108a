"""Pages that cross several rooms."""
