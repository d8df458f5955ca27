"""Looking at what changes do: before they are told, and afterwards. Finished answers."""

from narahubung.ripple.queries.days import day_chain
from narahubung.ripple.queries.leaving import backward, targets
from narahubung.ripple.queries.views import (
    BackStep,
    Backward,
    Component,
    DayChain,
    Line,
    Repair,
    Told,
    WaveLine,
    WaveView,
)
from narahubung.ripple.queries.waves import last_wave, last_waves, preview, wave, waves

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
    "backward",
    "day_chain",
    "last_wave",
    "last_waves",
    "preview",
    "targets",
    "wave",
    "waves",
]
