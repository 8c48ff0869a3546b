"""Which states of a notice mean that it still stands; a module of its own, for it is needed before any library is loaded."""

IN_FORCE = ("valid", "amended", "partly-expired", "partly-withdrawn", "partly-replaced")
"""Codes of the vocabulary ``notice-state``: the notice stands, at least in part."""
