"""Settings for the hosts that serve the folder."""
