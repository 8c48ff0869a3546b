"""Local files: read safely even if they are hostile, and written whole or not at all."""
