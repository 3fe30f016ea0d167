"""A root of its own: this machine's, on which what is written goes into memory."""

import itertools
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def fail(what):
    sys.exit(f"packaging: {what}")


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


def free_address():
    """An address of this machine that nobody has taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return "127.0.0.1:{}".format(free.getsockname()[1])


class Roots:
    """Makes roots, until the block ends."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp())
        mount("-t", "tmpfs", "packaging", self.folder)
        self.numbers = itertools.count()
        return self

    def __exit__(self, *_):
        # The machine's own devices are mounted below it: nothing there is ever deleted.
        subprocess.run(["umount", "--recursive", "--lazy", self.folder], check=True)
        self.folder.rmdir()

    def make(self):
        return Root(self.folder / str(next(self.numbers)))


class Root:
    def __init__(self, folder):
        self.top = folder / "root"
        layers = {name: folder / name for name in ("upperdir", "workdir")}
        for made in (self.top, *layers.values()):
            made.mkdir(parents=True)
        options = ",".join(f"{name}={path}" for name, path in layers.items())
        mount("-t", "overlay", "overlay", "-o", f"lowerdir=/,{options}", self.top)
        mount("--rbind", "/dev", self.top / "dev")
        mount("-t", "proc", "proc", self.top / "proc")
        # Nothing runs in it, and nobody has been there.
        mount("-t", "tmpfs", "run", self.top / "run")
        mount("-t", "tmpfs", "-o", "mode=1777", "tmp", self.top / "tmp")

    def path(self, inside):
        return self.top / str(inside).lstrip("/")

    def command(self, arguments, user="root", folder="/", beneath=()):
        """The command that runs another one in the root, as a user, in a folder."""
        within = ["sh", "-c", 'cd "$0" && exec "$@"', folder, *beneath, *arguments]
        return ["chroot", f"--userspec={user}:", str(self.top), *map(str, within)]

    def run(self, arguments, **where):
        print("  " + " ".join(arguments).replace("\n", " ")[:100], flush=True)
        done = subprocess.run(self.command(arguments, **where), stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            fail(f"status {done.returncode} of {arguments}")

    def ask(self, *arguments):
        """What a command prints; nothing, if it fails."""
        done = subprocess.run(self.command(arguments), capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    def must_have(self, inside, owner, mode):
        """Fails unless a file has an owner and a mode."""
        has = self.ask("stat", "--format=%U %a", str(inside))
        if has != f"{owner} {mode}":
            fail(f"{inside} is of {has or 'nobody'}, and not of {owner} {mode}")


class Served:
    """A server that runs in a root until the block ends."""

    def __init__(self, root, arguments, environment, **where):
        self.log = root.path("/tmp/served.log")
        self.arguments = root.command(arguments, **where)
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        self.environment = {"PATH": path, **environment}
        self.is_beneath = bool(where.get("beneath"))

    def __enter__(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.arguments, env=self.environment, stdout=log, stderr=log
            )
        return self

    def answers(self, root, check, **where):
        """Waits until a check of its health passes."""
        for _ in range(150):
            if self.process.poll() is not None:
                break
            asked = subprocess.run(root.command(check, **where), capture_output=True)
            if asked.returncode == 0:
                return
            time.sleep(0.2)
        fail(f"nobody is healthy:\n{self.log.read_text()}")

    def __exit__(self, *_):
        pid = self.process.pid
        if self.is_beneath:
            pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
        os.kill(pid, 15)
        if self.process.wait(timeout=60) != 0:
            fail(f"it ended with {self.process.returncode}:\n{self.log.read_text()}")
