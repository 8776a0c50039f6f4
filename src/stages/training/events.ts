/**
 * TensorBoard's event files: scalars by step, appended as they come. Records of TFRecord's form (length, checksum, bytes,
 * checksum), each an Event message. Knows TensorBoard's messages, and nothing of what the numbers are.
 */
import {existsSync, readFileSync} from 'node:fs';
import {append, cutBack} from '../../commit.js';
import {Message} from '../../engine/protobuf.js';

/** Fields of tensorboard/compat/proto/event.proto and summary.proto. */
const EVENT = {wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7};
const SUMMARY_VALUE = 1;
const VALUE = {tag: 1, simple: 2};
const SESSION_STATUS = 1;
const START = 1;

/** The one writer of an event file. */
export class EventLog {
  private readonly path: string;
  private readonly clock: () => number;

  /**
   * Opens the file to go on at `step`. TensorBoard drops what the file holds from that step on: an earlier attempt's steps
   * after its last checkpoint, which are done again.
   */
  constructor(path: string, step: number, clock: () => number = Date.now) {
    this.path = path;
    this.clock = clock;
    if (existsSync(path)) cutBack(path, wholeRecords(readFileSync(path)));
    else this.append(this.event().text(EVENT.fileVersion, 'brain.Event:2'));
    const status = new Message().integer(SESSION_STATUS, START);
    this.append(this.event(step).message(EVENT.sessionLog, status));
  }

  /** One event with all the values, by tag. */
  scalars(step: number, values: Readonly<Record<string, number>>): void {
    const summary = new Message();
    for (const [tag, value] of Object.entries(values))
      summary.message(SUMMARY_VALUE, new Message().text(VALUE.tag, tag).float(VALUE.simple, value));
    this.append(this.event(step).message(EVENT.summary, summary));
  }

  private event(step = 0): Message {
    const event = new Message().double(EVENT.wallTime, this.clock() / 1000);
    // Nought is what a field that is left out holds.
    return step === 0 ? event : event.integer(EVENT.step, step);
  }

  private append(event: Message): void {
    append(this.path, record(event.encode()));
  }
}

/** A TFRecord. */
function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskedCrc(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return bytes;
}

/** How many bytes of a file are whole records: a killed writer may leave a part of one at the end. */
function wholeRecords(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 12 <= bytes.length && view.getUint32(at + 8, true) === maskedCrc(bytes.subarray(at, at + 8))) {
    const end = at + 16 + view.getUint32(at, true);
    if (end > bytes.length) break;
    at = end;
  }
  return at;
}

/** CRC-32C by bytes: Castagnoli's polynomial, its bits reversed. */
const CRC = Uint32Array.from({length: 256}, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** TFRecord's checksum: a CRC of data that may hold CRCs is rotated and shifted. */
function maskedCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255]! ^ (crc >>> 8);
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
