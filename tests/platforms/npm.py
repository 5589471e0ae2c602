"""Stand-ins of chat platforms that come as npm packages, with a lock file each."""

import fcntl
import platform
import shutil
import subprocess
from pathlib import Path

from tests.conftest import leave_out


def install(folder: Path) -> Path:
    """Return the `node_modules` of a folder, installed once, or leave the test out.

    Scripts of packages are not run.
    """
    modules = folder / "node_modules"
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        leave_out("the chat platforms' stand-ins run on Linux and x86-64 only")
    with (folder / ".npm-lock").open("w") as lock:
        # Tests run in several processes.
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = modules / ".ready"
        wanted = (folder / "package-lock.json").read_text(encoding="utf-8")
        if ready.exists() and ready.read_text(encoding="utf-8") == wanted:
            return modules
        npm = shutil.which("npm")
        if npm is None:
            leave_out("npm, which installs the chat platforms' stand-ins, is absent (Debian: npm)")
            raise AssertionError
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode != 0:
            said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            leave_out(f"npm could not install the stand-in of {folder.name}: {said}")
        ready.write_text(wanted, encoding="utf-8")
    return modules
