"""Makes test/fixtures/curve.tfevents: what TensorBoard's own writer makes of the events that test/stages/events.test.ts writes.

pip install tensorboard==2.21.0 setuptools; python test/golden/events.py
"""
import pathlib

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

PATH = pathlib.Path(__file__).parent.parent / "fixtures" / "curve.tfevents"
TIME = 1700000000.25


def scalars(step, **values):
    return Event(
        wall_time=TIME,
        step=step,
        summary=Summary(value=[Summary.Value(tag=tag, simple_value=value) for tag, value in values.items()]),
    )


def start(step):
    return Event(wall_time=TIME, step=step, session_log=SessionLog(status=SessionLog.START))


with open(PATH, "wb") as file:
    writer = RecordWriter(file)
    for event in [
        Event(wall_time=TIME, file_version="brain.Event:2"),
        start(1),
        scalars(10, **{"loss/8_8": 0.25, "optimizer/learning_rate": 1e-4}),
        scalars(300, **{"loss/8_8": -1.5e-30}),
        start(11),
        scalars(2**40, **{"loss/8_8": 3.0, "a tag that is longer than the sixty-four bytes that are copied at once": 0.0}),
    ]:
        writer.write(event.SerializeToString())
