"""Files of this machine: read though they are hostile, written whole or not at all."""
