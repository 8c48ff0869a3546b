"""Review a draft in the browser: what the words leave open is asked, and each answer is written to the YAML at once."""
