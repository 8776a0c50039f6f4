"""Writes the records of an LMDB database to stdout, from number `first` on: lengths as little-endian uint32, key, value.

Usage: records.py PACKAGES FOLDER FIRST, or records.py PACKAGES FOLDER count. LMDB's own library reads the file; nothing is written to it.
"""

import struct
import sys

# The packages are an argument: a folder's name may hold what separates folders in a variable.
sys.path.insert(0, sys.argv.pop(1))
import lmdb  # noqa: E402


def main() -> None:
    folder, first = sys.argv[1:]
    with lmdb.open(folder, readonly=True, lock=False, readahead=True, max_readers=1) as environment:
        if first == "count":
            print(environment.stat()["entries"])
            return
        with environment.begin(buffers=True) as transaction:
            out = sys.stdout.buffer
            with transaction.cursor() as cursor:
                for index, key in enumerate(cursor.iternext(keys=True, values=False)):
                    if index < int(first):
                        continue
                    value = cursor.value()
                    out.write(struct.pack("<II", len(key), len(value)))
                    out.write(key)
                    out.write(value)


main()
