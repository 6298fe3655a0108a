"""From records of a source to rows of this directory: what each column takes, what would change, and the writing."""
