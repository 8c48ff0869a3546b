"""The pattern of a page number at the head or foot of a page: — 2 —, 第3页共9页."""

PAGE_MARK = (
    r"(?:[-–—－―─·•]+[ \t]*[0-9０-９]{1,4}[ \t]*[-–—－―─·•]+"
    r"|第[ \t]*[0-9０-９]{1,4}[ \t]*页(?:[ \t]*[,，/]?[ \t]*共[ \t]*[0-9０-９]{1,4}[ \t]*页)?)"
)
"""A pattern, with or without spaces inside the number."""
