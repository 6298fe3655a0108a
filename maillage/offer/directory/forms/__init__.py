"""What people write in this room."""
