"""What the words of a notice say, found by rules: each value with its words, and whether a person has to look."""
