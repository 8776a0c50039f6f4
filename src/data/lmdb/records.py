"""Writes records of an LMDB database to stdout: lengths as little-endian uint32, key, value.

Usage: records.py PACKAGES FOLDER records, with the records' numbers on stdin, rising, as little-endian uint32; or
records.py PACKAGES FOLDER count. LMDB's own library reads the file; nothing is written to it.
It believes what the file says of itself: a damaged one may end this process, which is why it is one of its own.
"""

import array
import os
import resource
import struct
import sys

# The packages are an argument: a folder's name may hold what separates folders in a variable.
sys.path.insert(0, sys.argv.pop(1))
import lmdb  # noqa: E402

# A record's entry in its page: a pointer, its lengths, and a byte of its key.
LEAST_BYTES = 11


def main() -> None:
    # A database that ends this process leaves no image of its memory behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, what = sys.argv[1:]
    size = os.stat(os.path.join(folder, "data.mdb")).st_size
    with lmdb.open(folder, readonly=True, lock=False, readahead=True, max_readers=1) as environment:
        entries = environment.stat()["entries"]
        # Pages may name each other in circles: this bounds how long that can go on.
        if entries * LEAST_BYTES > size:
            sys.exit(f"{entries} records have no room in {size} bytes")
        if what == "count":
            print(entries)
            return
        wanted = array.array("I", sys.stdin.buffer.read())
        next_wanted = 0
        read = 0
        with environment.begin(buffers=True) as transaction:
            out = sys.stdout.buffer
            with transaction.cursor() as cursor:
                for index, key in enumerate(cursor.iternext(keys=True, values=False)):
                    if index == entries:
                        out.flush()
                        sys.exit(f"it holds more than the {entries} that it says")
                    read = index + 1
                    if next_wanted == len(wanted) or index < wanted[next_wanted]:
                        continue
                    next_wanted += 1
                    value = cursor.value()
                    out.write(struct.pack("<II", len(key), len(value)))
                    out.write(key)
                    out.write(value)
        if read < entries:
            out.flush()
            sys.exit(f"it says that there are {entries}")


main()
