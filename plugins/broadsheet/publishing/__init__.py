"""Putting the site on a web host, and looking at what readers get there."""
