"""The site of a build: linked data as a folder of files, and pages that people can read."""

from tongbao.site.run import Published, publish

__all__ = ["Published", "publish"]
