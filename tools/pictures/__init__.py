"""Scenes drawn for the sample archive: no photograph of a real place or person is in it."""
