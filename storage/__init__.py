"""Remember: the only package that knows SQL."""

from storage.store import Store

__all__ = ["Store"]
