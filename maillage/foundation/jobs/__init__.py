"""Work in the background: a lease, bounded retries, and a schedule."""
