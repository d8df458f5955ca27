"""The rows of this room: escorts, motorcades, shuttles, positions, transfers, proposals."""

from narahubung.transport.models.escorts import (
    OPEN_REQUESTS,
    EscortPoint,
    EscortRequest,
    Grade,
    RequestState,
)
from narahubung.transport.models.motorcades import (
    NOT_OURS,
    Motorcade,
    MotorcadeCar,
    MotorcadeSeat,
    Seat,
    SeatRole,
)
from narahubung.transport.models.pooling import Transfer
from narahubung.transport.models.positions import FloorPlan, PlanMarker, Position
from narahubung.transport.models.proposing import Proposal, ProposalKind, ProposalState
from narahubung.transport.models.shuttles import (
    ShuttleLine,
    ShuttlePassenger,
    ShuttleRun,
    ShuttleStop,
)
from narahubung.transport.words import CarRole

__all__ = [
    "NOT_OURS",
    "OPEN_REQUESTS",
    "CarRole",
    "EscortPoint",
    "EscortRequest",
    "FloorPlan",
    "Grade",
    "Motorcade",
    "MotorcadeCar",
    "MotorcadeSeat",
    "PlanMarker",
    "Position",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "RequestState",
    "Seat",
    "SeatRole",
    "ShuttleLine",
    "ShuttlePassenger",
    "ShuttleRun",
    "ShuttleStop",
    "Transfer",
]
