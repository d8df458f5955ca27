"""What can be set from outside, typed: environment variables `NARAHUBUNG_…`.

`narahubung settings` prints this table. Everything has a default that works on one laptop.
"""

import os
import secrets
from datetime import datetime
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

EXERCISE = "exercise"  # the file in a folder of data that says that it is a drill's


class Environment(BaseSettings):
    """The settings of one installation."""

    model_config = SettingsConfigDict(
        env_prefix="NARAHUBUNG_", extra="ignore", env_ignore_empty=True
    )

    home: Path = Field(default=Path("var"), description="The one folder that holds all data.")
    database: str = Field(
        default="",
        description="PostgreSQL, as host=… dbname=… user=…; empty: the SQLite file in home.",
    )
    address: str = Field(
        default="", description="How browsers reach us, e.g. https://lo.example.org."
    )
    hosts: str = Field(default="*", description="Host names we answer to, separated by commas.")
    language: str = Field(default="id", description="Language of people who chose none: id or en.")
    zone: str = Field(default="Asia/Jakarta", description="Zone of an event that names none.")
    stands_at: datetime | None = Field(
        default=None,
        description="Sample and drill only: the moment (ISO, with offset) at which the clock "
        "stands when the server starts; it runs on from there.",
    )
    debug: bool = Field(default=False, description="Developer's error pages.")
    behind_proxy: bool = Field(
        default=False, description="Trust X-Forwarded-Proto and -For of the one proxy before us."
    )
    email_host: str = Field(
        default="", description="Mail server; empty: mails are written to the log."
    )
    push_hosts: str = Field(
        default="",
        description="Push services besides those of the known browsers: host:port, by commas.",
    )
    sends: bool = Field(
        default=True,
        description="False: nothing leaves this machine; what would be sent ends here and counts "
        "as taken. Samples stand so.",
    )
    threads: int = Field(default=8, description="Threads that answer pages.")

    @property
    def is_exercise(self) -> bool:
        """Tell whether the folder is a drill's: see `narahubung drill`."""
        return (self.home / EXERCISE).exists()

    def folder(self, name: str) -> Path:
        """Return a folder below home, made when missing (0700)."""
        path = self.home / name
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

    def secret(self, name: str = "secret") -> str:
        """Return an installation's own secret, made at first use and kept 0600 under keys/."""
        path = self.folder("keys") / name
        if not path.exists():
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
        return path.read_text().strip()


def _kept_moment(home: Path) -> datetime | None:
    """Return the moment at which a sample's or drill's folder stands, kept in the folder itself."""
    path = home / "stands_at"
    return datetime.fromisoformat(path.read_text().strip()) if path.exists() else None


environment = Environment()
environment.home = environment.home.expanduser().resolve()
environment.stands_at = environment.stands_at or _kept_moment(environment.home)
environment.sends = environment.sends and not (environment.home / "sends_nothing").exists()
