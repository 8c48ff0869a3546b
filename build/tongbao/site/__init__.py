"""The site of a build: linked data as a folder of files, and pages for people."""

from tongbao.site.run import publish
from tongbao.site.runner import Published

__all__ = ["Published", "publish"]
