"""Runs the instructions of the Containerfile, one after the other."""

import fnmatch
import json
import re
import shlex
import shutil

from . import root as roots_of
from .root import Served, fail, mount


def instructions(text):
    """Pairs of an instruction and its argument."""
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.M).replace("\\\n", " ")
    return [line.split(None, 1) for line in text.splitlines() if line.strip()]


def copy_context(source, to):
    """Copies what a build is given: all that `.dockerignore` does not name."""
    patterns = (source / ".dockerignore").read_text().split()
    if any("/" in pattern or "!" in pattern for pattern in patterns):
        fail("a pattern of .dockerignore is of a kind that is not known here")
    for entry in source.iterdir():
        if any(fnmatch.fnmatch(entry.name, pattern) for pattern in patterns):
            continue
        if entry.is_dir():
            shutil.copytree(entry, to / entry.name, symlinks=True)
        else:
            shutil.copy(entry, to)


class Container:
    """The stages of a file, and what its last one says of how it runs."""

    def __init__(self, source, roots, built, release):
        self.source, self.roots, self.built, self.release = source, roots, built, release
        self.stages, self.environment = {}, {}

    def follow(self, instruction, argument):
        step = getattr(self, f"on_{instruction.lower()}", None)
        if step is None:
            fail(f"an instruction of a kind that is not known here: {instruction}")
        step(argument)

    def on_from(self, argument):
        image, *name = re.split(r"\s+AS\s+", argument)
        print(f"  this machine stands for {image}")
        self.root, self.user, self.folder = self.roots.make(), "root", "/"
        self.stages.update({known: self.root for known in name})

    def on_run(self, argument):
        if "cargo build" in argument:
            target = self.root.path(self.folder) / "target"
            target.mkdir()
            if self.built is None:
                (target / "release").mkdir()
                shutil.copy(self.release, target / "release")
                print(f"  a release that was given stands for: {argument}")
                return
            mount("--bind", self.built, target)
        self.root.run(["sh", "-c", argument], user=self.user, folder=self.folder)

    def on_workdir(self, argument):
        self.folder = argument
        self.root.path(argument).mkdir(parents=True, exist_ok=True)

    def on_copy(self, argument):
        *options, source, to = argument.split()
        if not options:
            copy_context(self.source / source, self.root.path(self.folder) / to)
            return
        (stage,) = (option.removeprefix("--from=") for option in options)
        shutil.copy(self.stages[stage].path(source), self.root.path(to))

    def on_user(self, argument):
        self.user = argument

    def on_env(self, argument):
        self.environment.update(pair.split("=", 1) for pair in shlex.split(argument))

    def on_healthcheck(self, argument):
        self.check = json.loads(argument.split("CMD", 1)[1])

    def on_entrypoint(self, argument):
        self.entrypoint = json.loads(argument)

    def on_stopsignal(self, argument):
        if argument != "SIGTERM":
            fail("it is stopped by another signal than it waits for")

    def on_volume(self, argument):
        self.volume = argument

    def on_expose(self, argument):
        self.port = argument


def check(source, roots, built, release):
    print("== packaging/Containerfile", flush=True)
    container = Container(source, roots, built, release)
    for instruction, argument in instructions((source / "packaging/Containerfile").read_text()):
        container.follow(instruction, argument)
    root, where = container.root, {"user": container.user, "folder": container.folder}
    address = roots_of.free_address()
    # What the container listens to is its own; here that port may be somebody's.
    port, here = f":{container.port}", f":{address.split(':')[1]}"
    environment = {name: value.replace(port, here) for name, value in container.environment.items()}
    health = [argument.replace(port, here) for argument in container.check]
    with Served(root, container.entrypoint, environment, **where) as served:
        served.answers(root, health, **where)
    if container.folder != container.volume:
        fail("the data is not on the volume")
    root.must_have(f"{container.volume}/clientline.db", container.user, "600")
    print(f"  {container.user} serves, is healthy, and ends when told to")
