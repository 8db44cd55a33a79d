"""What each kind of page shows, and where it lives."""
