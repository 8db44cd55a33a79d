"""Settings of the published site: pelicanconf.py and what differs from it."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pelicanconf import *  # noqa: F403

SITEURL = "https://paper.example"

# Where invoke publish puts the site: a line for your host (docs/publishing.md), such as
# PUBLISH = "ssh://deploy@paper.example/var/www/paper"
