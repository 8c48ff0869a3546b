"""The site of a build: linked data as a folder of files, and pages that people can read."""

from tongbao.site.run import publish
from tongbao.site.runner import Published

__all__ = ["Published", "publish"]
