"""numpy for modules that a server loads at its start: loaded when the first array is asked for.

A server that spreads no change over thousands of moments and hears of no danger does without its
11 MB, and a command of the shell without the time. Those who compute, in processes of their own,
import numpy as everybody does.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
else:

    class _Later:
        """Names of numpy, fetched from there when one is used first."""

        def __getattr__(self, name: str) -> Any:
            import numpy  # noqa: PLC0415

            value = getattr(numpy, name)
            setattr(self, name, value)
            return value

    np = _Later()
    Bools = Floats = Ints = Any

__all__ = ["Bools", "Floats", "Ints", "np"]
