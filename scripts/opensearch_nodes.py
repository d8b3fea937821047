"""Start nodes of OpenSearch on this machine, of the distribution that Maven Central has.

    python scripts/opensearch_nodes.py 3 [--heap 512m] [--port 9200]

They answer at 127.0.0.1, ports 9200, 9201 …, until Ctrl-C; what they keep is gone then. Needs Java
17 (OpenSearch 2.19) or 25 (3.8) and Maven. For tests and benchmarks: there is no security.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TWO, THREE = "2.19.6", "3.8.0"
"""The first needs the security manager, which Java 24 has no more; the second Java 25."""

ARTIFACT = "org.opensearch.distribution.integ-test-zip:opensearch:{}:zip"
FETCHING = 200  # seconds
STARTING = 900.0
"""Seconds; ten are enough where nothing else runs. A node that cannot start ends by itself."""

CHEAP = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a few documents: a node is there in seconds and takes 250 MB."""

_NOBODY = 65534
"""OpenSearch refuses to be run by root."""

_DIE_WITH_PARENT = 1  # prctl(PR_SET_PDEATHSIG), man 2 prctl


class UnavailableError(Exception):
    """No node can be started here; the message says what is missing."""


def java() -> tuple[str, str]:
    """Return the Java of this machine and the OpenSearch that it can run."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=f"{home}/bin" if home else None) or shutil.which("java")
    if program is None:
        raise UnavailableError("there is no Java")
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', told.stderr)
    number = int(found[1]) if found else 0
    if 17 <= number < 24:
        return program, TWO
    if number >= 25:
        return program, THREE
    raise UnavailableError(f"Java {number} runs no OpenSearch: 17 or 25 does")


def fetch(version: str) -> Path:
    """Return the archive of a version, which Maven keeps in its repository."""
    kept = Path.home() / ".m2/repository/org/opensearch/distribution/integ-test-zip/opensearch"
    archive = kept / version / f"opensearch-{version}.zip"
    if archive.exists():
        return archive
    if shutil.which("mvn") is None:
        raise UnavailableError("there is no Maven (mvn) to fetch OpenSearch with")
    artifact = f"-Dartifact={ARTIFACT.format(version)}"
    command = ["mvn", "-q", "-B", "dependency:get", artifact, "-Dtransitive=false"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=FETCHING)
    except (subprocess.SubprocessError, OSError) as error:
        raise UnavailableError(f"Maven does not fetch OpenSearch: {error}") from error
    return archive


@dataclass
class Cluster:
    """Some nodes on this machine, in a folder of their own.

    ``ports`` are those of HTTP. Nodes listen to one another 100 above, and are told to reach one
    another ``published`` above, where something else may pass on what they say.
    """

    java: str
    version: str
    folder: Path
    ports: list[int]
    heap: str = "256m"
    options: tuple[str, ...] = CHEAP
    published: int = 100
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def hosts(self) -> str:
        """The nodes, as an address has them."""
        return ",".join(f"127.0.0.1:{port}" for port in self.ports)

    def start(self, number: int) -> None:
        """Start a node, or start it again with what it has kept."""
        own = self.folder / f"n{number}"
        for name in ("config", "data", "logs", "tmp"):
            (own / name).mkdir(parents=True, exist_ok=True)
        (own / "config/opensearch.yml").write_text(self._settings(number, own), "utf-8")
        (own / "config/log4j2.properties").write_text(_LOGGING, "utf-8")
        is_root = os.getuid() == 0
        if is_root:
            for path in (own, *own.rglob("*")):
                os.chown(path, _NOBODY, _NOBODY)
        parent = os.getpid()
        with (own / "out.log").open("ab") as log:
            self.processes[number] = subprocess.Popen(
                self._command(own),
                cwd=own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=_NOBODY if is_root else None,
                group=_NOBODY if is_root else None,
                extra_groups=[] if is_root else None,
                preexec_fn=lambda: _die_with(parent),
            )

    def wait(self, nodes: int, seconds: float = STARTING) -> None:
        """Wait until so many nodes have found each other and every shard has its copies.

        Raises UnavailableError where a node has ended by itself, or it takes too long.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._are_running():
            with suppress(OSError, ValueError):
                health = self.ask("_cluster/health")
                if health["number_of_nodes"] == nodes and health["status"] == "green":
                    return
                if health["number_of_nodes"] == nodes and not health["initializing_shards"]:
                    # A copy is given up after five failures, as while other nodes were away.
                    self.ask("_cluster/reroute?retry_failed=true", b"")
            time.sleep(0.5)
        last = b"".join((self.folder / f"n{n}/out.log").read_bytes()[-500:] for n in self.processes)
        raise UnavailableError(f"OpenSearch does not start: {last.decode('utf-8', 'replace')}")

    def _are_running(self) -> bool:
        return all(process.poll() is None for process in self.processes.values())

    def ask(self, path: str, body: bytes | None = None) -> dict[str, object]:
        """Return what any node answers to a GET request, or to a POST request with a body."""
        for port in self.ports:
            with suppress(ConnectionError):
                url = f"http://127.0.0.1:{port}/{path}"
                with urllib.request.urlopen(url, body, timeout=5) as answer:
                    found: dict[str, object] = json.load(answer)
                    return found
        raise ConnectionError("no node answers")

    def stop(self, number: int, how: signal.Signals = signal.SIGTERM) -> None:
        """End a node, by SIGKILL as a power cut would."""
        process = self.processes.pop(number)
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def pause(self, number: int) -> None:
        """Let a node hang: it keeps its connections and answers nothing."""
        self.processes[number].send_signal(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Let a node that hangs go on."""
        self.processes[number].send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End all nodes and remove what they have kept."""
        for number in list(self.processes):
            self.stop(number, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _settings(self, number: int, own: Path) -> str:
        seeds = ", ".join(f'"127.0.0.1:{port + self.published}"' for port in self.ports)
        first = ", ".join(f"n{n}" for n in range(len(self.ports)))
        port = self.ports[number]
        return (
            f"cluster.name: searchkit-{self.ports[0]}\n"
            f"node.name: n{number}\n"
            f"path.data: {own}/data\npath.logs: {own}/logs\n"
            f"network.host: 127.0.0.1\nhttp.port: {port}\ntransport.port: {port + 100}\n"
            f"transport.publish_port: {port + self.published}\n"
            f"discovery.seed_hosts: [{seeds}]\n"
            f"cluster.initial_cluster_manager_nodes: [{first}]\n"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
            # A message that a killed node has lost is sent again in seconds, not after 15 minutes.
            "indices.recovery.internal_action_timeout: 10s\n"
            "indices.recovery.internal_action_long_timeout: 20s\n"
            "indices.recovery.recovery_activity_timeout: 20s\n"
        )

    def _command(self, own: Path) -> list[str]:
        home = self.folder / f"opensearch-{self.version}"
        return [
            *(self.java, f"-Xms{self.heap}", f"-Xmx{self.heap}", *self.options),
            *(_OF_TWO if self.version == TWO else _OF_THREE),
            *([] if self.version == TWO else [f"-javaagent:{home}/agent/opensearch-agent.jar"]),
            *("-XX:-UsePerfData", "-Dfile.encoding=UTF-8", f"-Djava.io.tmpdir={own}/tmp"),
            *("-Djna.nosys=true", f"-Djna.tmpdir={own}/tmp", "-Dio.netty.noUnsafe=true"),
            *("-Dlog4j2.disable.jmx=true", "-Djava.locale.providers=SPI,COMPAT"),
            *(f"-Dopensearch.path.home={home}", f"-Dopensearch.path.conf={own}/config"),
            *("-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false"),
            *("-cp", f"{home}/lib/*", "org.opensearch.bootstrap.OpenSearch"),
        ]


# As config/jvm.options of each distribution has them.
_OF_TWO = ("-Djava.security.manager=allow",)
_OF_THREE = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
)
_LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


def start_cluster(
    nodes: int,
    *,
    port: int | None = None,
    heap: str = "256m",
    options: tuple[str, ...] = CHEAP,
    published: int = 100,
    beforehand: Callable[[Cluster], None] = lambda _: None,
) -> Cluster:
    """Start nodes, when all is ready that is to be done ``beforehand``, and wait for them.

    Raises UnavailableError where there is no Java or Maven, or nothing can be fetched.
    """
    _check_system()
    program, version = java()
    archive = fetch(version)
    folder = Path(tempfile.mkdtemp(prefix="searchkit-opensearch-"))
    folder.chmod(0o755)  # the nodes may be another user's
    ports = [port + n for n in range(nodes)] if port else _free_ports(nodes)
    cluster = Cluster(program, version, folder, ports, heap, options, published)
    try:
        beforehand(cluster)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
        for number in range(nodes):
            cluster.start(number)
        cluster.wait(nodes)
    except BaseException:
        cluster.close()
        raise
    return cluster


@contextmanager
def shared_node(run: str = "") -> Iterator[str]:
    """Lend the hosts of one node to all processes that name the same run; "" is one of its own.

    Whoever comes first starts it and, at the end, waits until the others have left.

    Raises UnavailableError as ``start_cluster`` does.
    """
    _check_system()
    import fcntl  # on Linux only

    path = Path(tempfile.gettempdir()) / f"searchkit-node-{run or uuid.uuid4().hex}"
    started = None
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            if not (hosts := file.read()):
                started = start_cluster(1)
                hosts = started.hosts
                file.write(hosts)
                file.flush()
            fcntl.flock(file, fcntl.LOCK_SH)
            yield hosts
            if started is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
        finally:
            if started is not None:
                file.truncate(0)  # whoever comes now starts another
                started.close()
                path.unlink(missing_ok=True)


def _check_system() -> None:
    if sys.platform != "linux":
        raise UnavailableError("nodes are started on Linux only")


def _free_ports(count: int) -> list[int]:
    """Return free ports of which those 100, 200 and 300 further are free, too."""
    found: list[int] = []
    for first in range(19700 + os.getpid() % 200, 30000):
        if len(found) < count and all(map(_is_free, range(first, first + 400, 100))):
            found.append(first)
    return found[:count]


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def main() -> int:
    """Start nodes and wait for Ctrl-C."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("nodes", type=int, help="how many")
    parser.add_argument("--heap", default="512m", help="memory of each (default: 512m)")
    parser.add_argument("--port", type=int, default=9200, help="that of the first (default: 9200)")
    chosen = parser.parse_args()
    try:
        cluster = start_cluster(chosen.nodes, port=chosen.port, heap=chosen.heap)
    except UnavailableError as error:
        print(f"opensearch_nodes: {error}", file=sys.stderr)
        return 1
    try:
        print(f"OpenSearch {cluster.version}: opensearch://{cluster.hosts}/NAME", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        cluster.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
