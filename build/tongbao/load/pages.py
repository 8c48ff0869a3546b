"""The number of a page, as it is printed at the head or the foot of one: — 2 —, 第3页共9页."""

PAGE_MARK = (
    r"(?:[-–—－―─·•]+[ \t]*[0-9０-９]{1,4}[ \t]*[-–—－―─·•]+"
    r"|第[ \t]*[0-9０-９]{1,4}[ \t]*页(?:[ \t]*[,，/]?[ \t]*共[ \t]*[0-9０-９]{1,4}[ \t]*页)?)"
)
"""As a pattern, with or without the spaces in it."""
