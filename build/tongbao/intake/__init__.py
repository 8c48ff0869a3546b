"""Turn a notice's text into YAML that a person completes."""
