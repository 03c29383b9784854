"""A PostgreSQL server of one's own for a test run: a fresh cluster in a temporary folder on a free loopback port."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class Unavailable(Exception):
    """No server can be started here; the message says why."""


class PrivatePostgres:
    """``url`` reaches the server from ``start`` until ``stop``."""

    def __init__(self) -> None:
        self._binaries = _find_binaries()
        self._as_user = _unprivileged()
        self._folder = Path(tempfile.mkdtemp(prefix="taizhang-pg-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://taizhang@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        if self._as_user:
            os.chown(self._folder, *self._as_user[:2])
        data, log = self._folder / "data", self._folder / "log"
        self._run("initdb", "-D", data, "-U", "taizhang", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        command = [self._binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", self._port, "-k", self._folder]
        for setting in ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40"):
            command += ["-c", setting]
        with log.open("wb") as output:
            self._server = subprocess.Popen(self._prefixed(command), stdout=output, stderr=output, cwd=self._folder)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self._server.poll() is not None:
                raise Unavailable(f"postgres ended at once: {log.read_text(errors='replace')[-500:]}")
            if subprocess.run([self._binaries / "pg_isready", "-q", "-d", self.url], check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise Unavailable("postgres did not get ready in 30 seconds")

    def stop(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            try:
                self._server.wait(20)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        command = self._prefixed([self._binaries / program, *arguments])
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self._folder)
        if done.returncode:
            raise Unavailable(f"{program}: {done.stderr.strip()[-500:]}")

    def _prefixed(self, command: list[object]) -> list[str]:
        words = [str(word) for word in command]
        if self._as_user is None:
            return words
        user, group, tool = self._as_user
        return [tool, f"--reuid={user}", f"--regid={group}", "--clear-groups", *words]


def _find_binaries() -> Path:
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name.split(".")[0])
    )
    config = shutil.which("pg_config")
    if config:
        found = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.insert(0, Path(found.stdout.strip()))
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    for folder in candidates:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise Unavailable("no PostgreSQL server binaries (postgres, initdb) found")


def _unprivileged() -> tuple[int, int, str] | None:
    """Who to run the server as, since it refuses root: (user, group, path of setpriv); None when not root."""
    if os.geteuid() != 0:
        return None
    tool = shutil.which("setpriv")
    if tool is None:
        raise Unavailable("PostgreSQL refuses to run as root and there is no setpriv")
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid, tool
    raise Unavailable("PostgreSQL refuses to run as root and there is no user postgres or nobody")
