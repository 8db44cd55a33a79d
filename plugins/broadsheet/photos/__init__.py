"""Pictures: judged as files, planned as renditions, rendered with Pillow."""
