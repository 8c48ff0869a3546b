"""Make a SPARQL store hold a build: send what has changed, remove what is gone, leave the rest alone."""

from tongbao.push.loading import Uploaded, upload
from tongbao.push.store import Target

__all__ = ["Target", "Uploaded", "upload"]
