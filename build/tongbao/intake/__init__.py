"""From a notice's text to the YAML that a person completes."""
