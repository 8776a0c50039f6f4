"""Runs src/data/lmdb/records.py for many databases, each in a fork of this process: to start Python takes fifty times as long.

Usage: lmdbServer.py RECORDS_PY PACKAGES. Reads folders, a line each; answers `count` and the records from 0 on, each with
four little-endian int32 (exit status, or a signal as a negative number; KiB of memory; lengths of stdout and stderr), stdout
and stderr.
"""

import os
import resource
import struct
import sys
import traceback

script, packages = sys.argv[1:]
sys.path.insert(0, packages)
import lmdb  # noqa: E402, F401

with open(script) as file:
    code = compile(file.read(), script, "exec")
# Processor seconds that a database may take.
MOST_SECONDS = 2


def run(folder: str, first: str) -> int:
    sys.argv = [script, packages, folder, first]
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        exec(code, {"__name__": "__main__"})
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


answers = os.fdopen(os.dup(1), "wb", buffering=0)
files = [os.memfd_create("stdout"), os.memfd_create("stderr")]


def answer(folder: str, first: str) -> None:
    child = os.fork()
    if child == 0:
        os.dup2(files[0], 1)
        os.dup2(files[1], 2)
        status = run(folder, first)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    _, state, usage = os.wait4(child, 0)
    said = []
    for one in files:
        said.append(os.pread(one, os.fstat(one).st_size, 0))
        os.ftruncate(one, 0)
        os.lseek(one, 0, os.SEEK_SET)
    head = struct.pack("<4i", os.waitstatus_to_exitcode(state), usage.ru_maxrss, *map(len, said))
    answers.write(head + said[0] + said[1])


for line in sys.stdin:
    for first in ("count", "0"):
        answer(line.rstrip("\n"), first)
