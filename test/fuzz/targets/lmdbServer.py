"""Runs src/data/lmdb/records.py for many databases: to start Python for each takes a hundred times as long.

A fork of this process reads one database after the other; the next fork goes on where a database has ended one.

Usage: lmdbServer.py RECORDS_PY PACKAGES. Reads folders, a line each; answers `count` and the records from 0 on, each with
four little-endian int32 (exit status, or a signal as a negative number; KiB of memory; lengths of stdout and stderr), stdout
and stderr.
"""

import mmap
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
# Processor seconds that a question may take.
MOST_SECONDS = 2
# What a fork may have read, or hold in KiB, before another one goes on.
MOST_DATABASES = 500
MOST_KIBIBYTES = 2**17
QUESTIONS = ("count", "0")

answers = os.fdopen(os.dup(1), "wb", buffering=0)
files = [os.memfd_create("stdout"), os.memfd_create("stderr")]
path = list(sys.path)
# What a fork is at, for the next one: questions answered, the length of the folder's name and the name.
at = mmap.mmap(-1, 8 + 4096)


def run(folder: str, question: str) -> int:
    sys.argv = [script, packages, folder, question]
    sys.path[:] = path
    usage = resource.getrusage(resource.RUSAGE_SELF)
    most = int(usage.ru_utime + usage.ru_stime) + 1 + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
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


def answer(status: int, kibibytes: int) -> None:
    said = []
    for one in files:
        said.append(os.pread(one, os.fstat(one).st_size, 0))
        os.ftruncate(one, 0)
        os.lseek(one, 0, os.SEEK_SET)
    answers.write(struct.pack("<4i", status, kibibytes, *map(len, said)) + said[0] + said[1])


def work() -> None:
    os.dup2(files[0], 1)
    os.dup2(files[1], 2)
    for _ in range(MOST_DATABASES):
        answered, length = struct.unpack_from("<2i", at)
        if length == 0:
            # A line at a time is written, and the next one once this is answered.
            name = os.read(0, 4096).rstrip(b"\n")
            if not name:
                os._exit(1)
            struct.pack_into(f"<2i{len(name)}s", at, 0, 0, len(name), name)
            answered, length = 0, len(name)
        folder = at[8 : 8 + length].decode()
        for place in range(answered, len(QUESTIONS)):
            status = run(folder, QUESTIONS[place])
            sys.stdout.flush()
            sys.stderr.flush()
            kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            # Marked first: what is answered twice would be taken for the next answer.
            struct.pack_into("<i", at, 0, place + 1)
            answer(status, kibibytes)
        struct.pack_into("<2i", at, 0, 0, 0)
        if kibibytes > MOST_KIBIBYTES:
            break


while True:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, state, usage = os.wait4(child, 0)
    code_of_end = os.waitstatus_to_exitcode(state)
    if code_of_end == 1:
        break
    if code_of_end < 0:
        answered, length = struct.unpack_from("<2i", at)
        answer(code_of_end, usage.ru_maxrss)
        done = answered + 1 == len(QUESTIONS)
        struct.pack_into("<2i", at, 0, 0 if done else answered + 1, 0 if done else length)
