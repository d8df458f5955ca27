"""What the weather and quake service offers besides CAP: a list of warnings (RSS), quakes (JSON).

Read only; who fetches them, from where and how often, stands elsewhere. Source to be named beside
whatever is shown of them: BMKG.
"""

from narahubung.alerts.feeds.items import Item, items
from narahubung.alerts.feeds.quakes import Quake, quakes

__all__ = ["Item", "Quake", "items", "quakes"]
