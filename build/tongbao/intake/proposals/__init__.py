"""Take records that others propose into a draft: read strictly, compared with the words, marked for a person to settle."""
