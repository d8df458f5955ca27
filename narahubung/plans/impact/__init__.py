"""Whom a danger touches: an area on the map and a window of time, against who is where when.

Words: ring (the corners of a polygon, first = last), circle, area (rings and circles together),
stay (who is at which place from when to when), touched (a stay that meets both area and window),
unplaced (a place whose position nobody knows: it is named, never taken for safe). Moments are
minutes from any zero, positions are degrees (WGS 84), latitude first as in CAP.
"""

from narahubung.plans.impact.judging import impact_faults
from narahubung.plans.impact.matching import impact
from narahubung.plans.impact.shapes import Area, BadShape, Circle, Ring, Wrong
from narahubung.plans.impact.terms import Impact, ImpactProblem, Stay

__all__ = [
    "Area",
    "BadShape",
    "Circle",
    "Impact",
    "ImpactProblem",
    "Ring",
    "Stay",
    "Wrong",
    "impact",
    "impact_faults",
]
