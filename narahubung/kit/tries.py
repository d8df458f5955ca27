"""How often somebody may try something in a while; counted in the cache."""

from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Tries:
    """So many tries of one kind (`where` names it and who tries), until none came for so long.

    A try that is refused is not counted: else who tries again and again would never be let in.
    """

    where: str
    most: int
    within_s: int

    @property
    def are_used_up(self) -> bool:
        """Whether the next one is to be refused."""
        return bool(cache.get(self.where, 0) >= self.most)

    def count(self) -> None:
        """Count one that was let in, or was wrong."""
        cache.set(self.where, cache.get(self.where, 0) + 1, timeout=self.within_s)
