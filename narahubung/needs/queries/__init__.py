"""What is known of needs, cut to who asks."""

from narahubung.needs.queries.asking import (
    NeedCount,
    NeedLine,
    counts_by_party,
    needs_of,
    open_needs_of,
)

__all__ = ["NeedCount", "NeedLine", "counts_by_party", "needs_of", "open_needs_of"]
