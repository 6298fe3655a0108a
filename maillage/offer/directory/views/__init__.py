"""The pages of this room: for everybody, for those who describe, for those who review."""
