"""Makes the Debian package, installs it, and serves as its unit says."""

import os
import re
import shlex
import shutil
import socket
import subprocess

from . import root as roots_of
from .root import Served, fail

UNIT = "/lib/systemd/system/clientline.service"
DATA = "/var/lib/clientline"
USER = "clientline"


class Unit:
    """The settings of a unit, by name; those that are there several times, in their order."""

    def __init__(self, text):
        self.settings = {}
        for name, value in re.findall(r"^(\w+)=(.*)$", text, re.M):
            self.settings.setdefault(name, []).append(value)

    def __getitem__(self, name):
        return self.settings[name][-1]


def sets_of_calls():
    """The names of system calls by the sets that systemd knows them by."""
    said = subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True)
    sets, current = {}, None
    for line in said.stdout.splitlines():
        word = line.strip()
        if line.startswith("@"):
            current = sets.setdefault(word, set())
        elif current is not None and word and not word.startswith("#"):
            current.add(word)

    def calls(name):
        if not name.startswith("@"):
            return {name}
        return set().union(*map(calls, sets[name]))

    return calls


def must_be_allowed(unit, trace):
    """Fails at a system call that the unit forbids: systemd would kill the server there."""
    calls, allowed = sets_of_calls(), set()
    for filter_ in unit.settings["SystemCallFilter"]:
        named = set().union(*map(calls, filter_.lstrip("~").split()))
        allowed = allowed - named if filter_.startswith("~") else allowed | named
    made = set(re.findall(r"^\d+ +(\w+)\(", trace, re.M))
    families = set(re.findall(r"socket\((AF_\w+)", trace))
    forbidden = made - allowed | families - set(unit["RestrictAddressFamilies"].split())
    if forbidden:
        fail(f"the unit forbids what the server does: {', '.join(sorted(forbidden))}")
    print(f"  {len(made)} kinds of system calls, all of which the unit allows")


def serve(root, unit):
    """Serves as systemd would, and waits until the server says so."""
    address = roots_of.free_address()
    command = [*shlex.split(unit["ExecStart"]), "--listen", address]
    where = {"user": unit["User"], "folder": unit["WorkingDirectory"]}
    beneath = ("strace", "-f", "-o", "/tmp/calls") if shutil.which("strace") else ()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(root.path("/run/notify")))
        os.chmod(root.path("/run/notify"), 0o777)
        manager.settimeout(60)
        environment = {"NOTIFY_SOCKET": "/run/notify"}
        with Served(root, command, environment, beneath=beneath, **where) as served:
            served.answers(root, ["clientline-server", "health", address], user=USER)
            if b"READY=1" not in manager.recv(4096):
                fail("it did not tell systemd that it serves")
    if beneath:
        must_be_allowed(unit, root.path("/tmp/calls").read_text())
    else:
        print("skipped, for lack of strace: which system calls the unit allows")


def installed(root, package):
    """Installs the package, and looks at what it left."""
    root.path("/tmp/package.deb").write_bytes(package.read_bytes())
    root.run(["dpkg", "--install", "/tmp/package.deb"])
    shell = root.ask("getent", "passwd", USER).split(":")[-1]
    if not shell.endswith("/nologin"):
        fail(f"its user has the shell {shell or 'of nobody'}")
    root.must_have("/usr/bin/clientline-server", "root", "755")
    root.must_have("/etc/clientline/clientline.toml", "root", "644")
    root.must_have(DATA, USER, "700")
    root.must_have(UNIT, "root", "644")
    if "/etc/clientline/clientline.toml" not in root.ask(
        "dpkg-query", "--show", "--showformat=${Conffiles}", "clientline-server"
    ):
        fail("an upgrade would write over the configuration")
    if shutil.which("systemd-analyze"):
        root.run(["systemd-analyze", "verify", "--man=no", UNIT])
    else:
        print("skipped, for lack of systemd-analyze: whether the unit is sound")


def check(source, roots, built):
    print("== the Debian package", flush=True)
    package = built / "clientline-server.deb"
    command = ["cargo", "deb", "--quiet", "--no-build", "--package", "clientline-server"]
    subprocess.run(
        [*command, "--output", str(package)],
        cwd=source,
        env={**os.environ, "CARGO_TARGET_DIR": str(built)},
        check=True,
    )
    root = roots.make()
    installed(root, package)
    serve(root, Unit(root.path(UNIT).read_text()))
    root.must_have(f"{DATA}/clientline.db", USER, "600")
    print(f"  {USER} serves, is healthy, and ends when told to")
    root.run(["dpkg", "--purge", "clientline-server"])
    for gone in ("/usr/bin/clientline-server", UNIT, "/etc/clientline/clientline.toml"):
        if root.path(gone).exists():
            fail(f"{gone} is left when it is purged")
    root.must_have(f"{DATA}/clientline.db", USER, "600")
    print("  a purge leaves the data alone")
