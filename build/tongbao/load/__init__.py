"""Read a dataset: its YAML and source texts become facts, or one list of everything that is wrong.

Each name is imported when it is first used. A question needs only the YAML reader, so it is answered at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongbao.load.authority import Authority, read_authority
    from tongbao.load.facts import NoticeFacts
    from tongbao.load.folder import Signature, Year, notice_files, scan
    from tongbao.load.loaded import Loaded, check_folder, load, read_dataset
    from tongbao.load.notice import read_notice
    from tongbao.load.reader import Content, read_content, read_yaml
    from tongbao.load.vocabulary import read_vocabulary

__all__ = [
    "Authority",
    "Content",
    "Loaded",
    "NoticeFacts",
    "Signature",
    "Year",
    "check_folder",
    "load",
    "notice_files",
    "read_authority",
    "read_content",
    "read_dataset",
    "read_notice",
    "read_vocabulary",
    "read_yaml",
    "scan",
]


def __getattr__(name: str) -> Any:
    """Return the object that the package exports under a name."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    modules = (
        import_module(f"{__name__}.{module}")
        for module in ("reader", "folder", "authority", "vocabulary", "notice", "loaded")
    )
    return next(getattr(module, name) for module in modules if hasattr(module, name))
