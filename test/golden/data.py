"""Small files in the very formats of the published data sets, and OpenCV's area resizing: test/fixtures/data.

pip install -r bench/peers/requirements.txt pillow lmdb==1.7.5 opencv-python-headless; then: python test/golden/data.py
"""

import io
import json
import pickle
import shutil
import struct
from pathlib import Path

import cv2
import lmdb
import numpy as np
from PIL import Image

from hashed import hashed

HERE = Path(__file__).parent.parent / "fixtures" / "data"


def pixels(name: str, *shape: int) -> np.ndarray:
    return np.floor((hashed(name, int(np.prod(shape))) + 0.5) * 256).astype(np.uint8).reshape(shape)


def smooth(name: str, height: int, width: int) -> Image.Image:
    return Image.fromarray(pixels(name, 4, 4, 3)).resize((width, height), Image.BICUBIC)


def short_string(text: bytes) -> bytes:
    return b"U" + bytes([len(text)]) + text


def python2_batch(data: np.ndarray, labels: list[int], names: list[bytes]) -> bytes:
    """The opcodes that Python 2's pickle wrote for CIFAR-10 (protocol 2), with NumPy arrays as byte strings."""
    raw = data.tobytes()
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85U\x01b\x87Rq\x03"
        + b"(K\x01"
        + b"J" + struct.pack("<i", data.shape[0])
        + b"J" + struct.pack("<i", data.shape[1])
        + b"\x86cnumpy\ndtype\nq\x04U\x02u1K\x00K\x01\x87Rq\x05"
        + b"(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89"
        + b"T" + struct.pack("<I", len(raw)) + raw
        + b"tb"
    )
    return (
        b"\x80\x02}q\x00("
        + short_string(b"batch_label") + short_string(b"training batch 1 of 5")
        + short_string(b"labels") + b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
        + short_string(b"data") + array
        + short_string(b"filenames") + b"](" + b"".join(short_string(name) for name in names) + b"e"
        + b"u."
    )


def main() -> None:
    shutil.rmtree(HERE, ignore_errors=True)
    for name in ["cifar-python2", "cifar-python3", "imagenet", "lsun/bedroom_train_lmdb", "odd"]:
        (HERE / name).mkdir(parents=True)

    data, labels = pixels("cifar", 3, 3072), [6, 9, 0]
    old = python2_batch(data, labels, [b"a.png", b"b.png", b"c.png"])
    read = pickle.loads(old, encoding="latin1")
    assert (read["data"] == data).all() and read["labels"] == labels
    (HERE / "cifar-python2" / "data_batch_1").write_bytes(old)
    batch = {b"data": data[:2], b"labels": labels[:2]}
    (HERE / "cifar-python3" / "test_batch").write_bytes(pickle.dumps(batch, protocol=4))

    for name, count in [("train_data_batch_1", 3), ("train_data_batch_10", 1), ("train_data_batch_2", 2), ("val_data", 2)]:
        np.savez(
            HERE / "imagenet" / f"{name}.npz",
            data=pixels(name, count, 3 * 64),
            labels=np.arange(1, count + 1),
            mean=np.zeros(3 * 64),
        )

    with lmdb.open(str(HERE / "lsun" / "bedroom_train_lmdb"), map_size=1 << 20) as environment:
        with environment.begin(write=True) as transaction:
            for index in range(4):
                value = io.BytesIO()
                smooth(f"lsun{index}", 24, 32).save(value, "WEBP" if index % 2 else "JPEG", quality=90)
                transaction.put(b"%040x" % (index * 7919), value.getvalue())
    (HERE / "lsun" / "bedroom_train_lmdb" / "lock.mdb").unlink()

    image = smooth("odd", 20, 30)
    image.convert("CMYK").save(HERE / "odd" / "cmyk.jpg", quality=95)
    image.convert("L").save(HERE / "odd" / "grey.jpg", quality=95)
    image.save(HERE / "odd" / "animated.gif", save_all=True, append_images=[image.rotate(180)])
    turned = Image.Exif()
    turned[0x0112] = 6
    image.save(HERE / "odd" / "turned.jpg", quality=95, exif=turned)
    image.convert("RGBA").save(HERE / "odd" / "alpha.png")
    Image.fromarray(pixels("deep", 20, 30).astype(np.uint16) * 257).save(HERE / "odd" / "deep.png")
    image.save(HERE / "odd" / "plain.png")
    whole = (HERE / "odd" / "turned.jpg").read_bytes()
    (HERE / "odd" / "truncated.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    (HERE / "odd" / "empty.png").write_bytes(b"")
    (HERE / "odd" / "text.png").write_text("not an image")

    cases = []
    for size, target in [(20, 8), (140, 64), (16, 8), (11, 5), (9, 9)]:
        given = pixels(f"area{size}", size, size, 3)
        small = cv2.resize(given, (target, target), interpolation=cv2.INTER_AREA)
        cases.append({"size": size, "target": target, "pixels": small.flatten().tolist()})
    (HERE / "area.json").write_text(json.dumps({"opencv": cv2.__version__, "cases": cases}))


main()
