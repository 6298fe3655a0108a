"""What this room does when lower rooms tell something."""
