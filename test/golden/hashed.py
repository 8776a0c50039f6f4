"""Numbers in [-0.5, 0.5) that any language can make again: a hash of a name and an index."""
import zlib

import numpy


def hashed(name, count):
    with numpy.errstate(over="ignore"):
        h = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(2654435761) + numpy.uint32(zlib.crc32(name.encode()))
        for _ in range(2):
            h = (h ^ (h >> numpy.uint32(16))) * numpy.uint32(0x45D9F3B)
        h = h ^ (h >> numpy.uint32(16))
    return h.astype(numpy.float64) / 2**32 - 0.5
