"""Writes the records of an LMDB database to stdout, from number `first` on: lengths as little-endian uint32, key, value.

Usage: records.py FOLDER FIRST, or records.py FOLDER count. LMDB's own library reads the file; nothing is written to it.
"""

import struct
import sys

import lmdb


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
