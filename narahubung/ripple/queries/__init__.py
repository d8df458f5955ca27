"""Looking at what changes do: before they are told, and afterwards. Finished answers."""

from narahubung.ripple.queries.views import (
    Backward,
    BackStep,
    Component,
    DayChain,
    Line,
    Repair,
    Told,
    WaveLine,
    WaveView,
)

__all__ = [
    "BackStep",
    "Backward",
    "Component",
    "DayChain",
    "Line",
    "Repair",
    "Told",
    "WaveLine",
    "WaveView",
]
