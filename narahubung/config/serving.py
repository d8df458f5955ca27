"""`narahubung serve`: pages, live feed and worker in one process; several over one PostgreSQL."""

import argparse
import asyncio
import contextlib
import logging
import os
import resource
import signal
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any

from narahubung.config import tls
from narahubung.config.cli import Trouble
from narahubung.config.upkeep import (
    collect_static,
    load,
    migrate,
    say,
    sqlite_trouble,
)

log = logging.getLogger(__name__)
STOP_WITHIN_S = 2
LOOK_AT_CERTIFICATE_S = 24 * 3600.0


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Where and how to listen."""

    host: str
    port: int
    cert: Path | None = None
    key: Path | None = None
    trust_port: int = 0

    @property
    def address(self) -> str:
        """Return the address to open, from other machines too where they are let in."""
        return f"{'https' if self.cert else 'http'}://{tls.outer_host(self.host)}:{self.port}/"


def serve(asked: argparse.Namespace) -> int:
    """Make ready and serve until stopped."""
    prefer_https(asked)
    settings = load()
    with only_one(Path(settings.HOME)):
        make_ready(Path(settings.HOME))
        insist_on_ports(asked)
        run(
            doors_of(asked, Path(settings.HOME)),
            with_worker=not asked.no_worker,
            notes=_first_steps(),
        )
    return 0


def _first_steps() -> dict[str, str]:
    """Return what the console says while nobody has an account yet."""
    from narahubung.accounts import first_run  # noqa: PLC0415

    return {_("Code for the first person"): first_run.code()} if first_run.is_needed() else {}


def work(asked: argparse.Namespace) -> int:
    """Run only the worker until stopped."""
    settings = load()
    from narahubung.config.working import Worker  # noqa: PLC0415

    worker = Worker(Path(settings.HOME))
    if not worker.start():
        raise Trouble(_("another process already works on this folder (`serve` does, by itself)."))
    say(_("working; stop with Ctrl-C"))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.wait()
    return 0


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the folder; on SQLite one server at a time."""
    from django.db import connection  # noqa: PLC0415

    from narahubung.config.working import hold  # noqa: PLC0415

    lock = None
    if connection.vendor == "sqlite":
        lock = hold(home / "serve.lock")
        if lock is None:
            other = (home / "serve.lock").read_text().strip()
            raise Trouble(
                _(
                    "process {other} already serves the folder {home}. "
                    "Stop it first, or use another folder with --home."
                ).format(other=other, home=home)
            )
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def make_ready(home: Path) -> None:
    """Check the database file, bring it up to date, collect static files."""
    from django.core import checks  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        trouble = sqlite_trouble(Path(connection.settings_dict["NAME"]))
        if trouble:
            raise Trouble(
                _(
                    "the database file is damaged ({trouble}). See: narahubung restore --help"
                ).format(trouble=trouble)
            )
    errors = [found for found in checks.run_checks() if found.level >= checks.ERROR]
    if errors:
        raise Trouble(
            _("this version must not run:") + "\n" + "\n".join(f"  {found}" for found in errors)
        )
    migrate(home)
    collect_static()


def insist_on_ports(asked: argparse.Namespace) -> None:
    """Raise Trouble where a port is taken; the demo asks before it makes anything."""
    for port in {asked.port, _trust_port(asked) or asked.port}:
        family = socket.AF_INET6 if ":" in asked.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((asked.host, port))
            except OSError as problem:
                raise Trouble(_taken(port)) from problem


def _trust_port(asked: argparse.Namespace) -> int:
    own = asked.tls and not asked.cert
    return (asked.trust_port or asked.port + 1) if own else 0


def doors_of(asked: argparse.Namespace, home: Path) -> Doors:
    """Return where to listen, with the certificate: the organiser's, or our own authority's."""
    cert, key = asked.cert, asked.key
    if bool(cert) != bool(key):
        raise Trouble(_("--cert and --key go together."))
    if asked.tls and not cert:
        cert, key = tls.server_files(home)
    return Doors(
        host=asked.host,
        port=asked.port,
        cert=cert,
        key=key,
        trust_port=_trust_port(asked),
    )


def run(doors: Doors, *, with_worker: bool = True, notes: Mapping[str, str] | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C; open streams are let go at once, pages finish."""
    from django.conf import settings  # noqa: PLC0415

    from narahubung.config.working import Worker  # noqa: PLC0415

    worker = Worker(Path(settings.HOME)) if with_worker else None
    if worker is not None and not worker.start():
        worker = None
        say(_("another process works on this folder; this one only serves"))
    _allow_many_screens()
    # uvicorn stops on these, then raises them once more: by then there is nothing left to end.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    try:
        with asyncio.Runner(loop_factory=_loop) as runner:
            runner.run(_serve(doors, notes or {}))
    finally:
        if worker is not None:
            worker.stop()


def _allow_many_screens() -> None:
    """Raise the limit of open files to what the system allows: each listening screen holds one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Some systems name no limit and then refuse it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def _serve(doors: Doors, notes: Mapping[str, str]) -> None:
    from narahubung.config.asgi import application  # noqa: PLC0415

    servers = [_server(application, doors, notes)]
    if doors.trust_port:
        from narahubung.config import trust  # noqa: PLC0415

        trust.listens_on(https=doors.port, trust=doors.trust_port)
        servers.append(_trust_server(trust.only_trust(application, doors.port), doors))
    waiting = [asyncio.create_task(server.serve()) for server in servers[1:]]
    keeper = asyncio.create_task(_keep_certificate(servers[0].config, doors))
    try:
        await servers[0].serve()
    except SystemExit as problem:
        raise Trouble(_taken(doors.port)) from problem
    finally:
        keeper.cancel()
        for server, task in zip(servers[1:], waiting, strict=True):
            server.should_exit = True
            await task


def _taken(port: int) -> str:
    return _(
        "port {port} cannot be listened on: is another server there? Choose another with --port."
    ).format(port=port)


async def _keep_certificate(config: Any, doors: Doors) -> None:
    while doors.cert:
        await asyncio.sleep(LOOK_AT_CERTIFICATE_S)
        await asyncio.to_thread(renew_certificate, config.ssl, doors)


def renew_certificate(context: ssl.SSLContext, doors: Doors) -> None:
    """Take up the certificate as it lies on the disk, for who connects from now on.

    Our own one is made anew first when it ends soon; one that others made is only warned of.
    """
    from django.conf import settings  # noqa: PLC0415

    assert doors.cert is not None  # noqa: S101 -- asked only where there is one
    try:
        if doors.trust_port:
            tls.server_files(Path(settings.HOME))
        context.load_cert_chain(doors.cert, doors.key)
        trouble = tls.trouble_of(doors.cert)
    except (OSError, ValueError) as problem:  # an SSLError is an OSError
        trouble = _("{file} cannot be used ({problem})").format(file=doors.cert, problem=problem)
    if trouble:
        log.warning("%s", _("The certificate: {trouble}").format(trouble=trouble))


def _server(application: Any, doors: Doors, notes: Mapping[str, str]) -> Any:
    import uvicorn  # noqa: PLC0415

    class Server(uvicorn.Server):
        """Says where it is, and lets streams go when it stops."""

        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                for name, value in {"Narahubung": doors.address, **notes}.items():
                    say(f"{name}: {value}")

        async def shutdown(self, sockets: Any = None) -> None:
            application.hub.let_go()
            await super().shutdown(sockets)

    return Server(_config(application, doors.host, doors.port, doors))


def _trust_server(application: Any, doors: Doors) -> Any:
    import segno  # noqa: PLC0415
    import uvicorn  # noqa: PLC0415

    from narahubung.config import trust  # noqa: PLC0415

    class Quiet(uvicorn.Server):
        """The second door; signals go to the first."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    say(_("Phones learn to trust us at {address}").format(address=trust.trust_address()))
    from django.conf import settings  # noqa: PLC0415

    digits = tls.fingerprint(Path(settings.HOME))
    say(_("Fingerprint to compare on the phone: {digits}").format(digits=digits))
    segno.make(trust.trust_address(), error="m").terminal(compact=True)
    return Quiet(_config(application, doors.host, doors.trust_port, None, lifespan="off"))


def _config(
    application: Any, host: str, port: int, doors: Doors | None, *, lifespan: Any = "on"
) -> Any:
    import uvicorn  # noqa: PLC0415

    from narahubung.config.environment import environment  # noqa: PLC0415

    return uvicorn.Config(
        application,
        host=host,
        port=port,
        ssl_certfile=str(doors.cert) if doors and doors.cert else None,
        ssl_keyfile=str(doors.key) if doors and doors.key else None,
        lifespan=lifespan,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=environment.behind_proxy,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        backlog=2048,
    )


def _loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def prefer_https(asked: argparse.Namespace) -> None:
    """Mark cookies as secure when we ourselves speak https; the settings read it when loaded."""
    if asked.tls or asked.cert:
        host = tls.outer_host(asked.host)
        os.environ.setdefault("NARAHUBUNG_ADDRESS", f"https://{host}:{asked.port}")
