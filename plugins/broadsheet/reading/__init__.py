"""The reading room: an issue folder in, one ``Issue`` and its problems out."""
