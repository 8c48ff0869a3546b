"""HTTP with one address, within limits and without showing a login."""

from tongbao.web.address import Address, Reply, TooSlowError
from tongbao.web.login import PASSWORD, TOKEN, USER

__all__ = ["PASSWORD", "TOKEN", "USER", "Address", "Reply", "TooSlowError"]
