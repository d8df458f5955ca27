"""What is done to needs, one verb each."""

from narahubung.needs.commands.asking import raise_need

__all__ = ["raise_need"]
