"""What this room does when others tell something: a log-in writes the journal."""
