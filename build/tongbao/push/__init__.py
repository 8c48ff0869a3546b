"""Make a SPARQL store hold what a build has made: send what changed, remove what is gone, leave the rest alone."""

from tongbao.push.loading import Uploaded, upload
from tongbao.push.store import Target

__all__ = ["Target", "Uploaded", "upload"]
