/** Writes messages in protobuf's wire format, as far as TensorFlow's graphs and settings need it. Knows no message. */

/** A field's value, encoded; parts are joined when the whole message is written. */
export type Encoded = Uint8Array;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** The digits of an integer to base 128, the lowest first; negative ones as 64 bits in two's complement. */
function varint(value: number): number[] {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no integer that can be written`);
  const digits: number[] = [];
  if (value >= 0) {
    for (; value >= 128; value = Math.floor(value / 128)) digits.push((value % 128) + 128);
    digits.push(value);
    return digits;
  }
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    const digit = Number(rest & 127n);
    if (rest < 128n) return [...digits, digit];
    digits.push(digit + 128);
  }
}

const utf8 = new TextEncoder();

/** One message under construction: fields in the order in which they are added. */
export class Message {
  private readonly parts: Uint8Array[] = [];
  private small: number[] = [];

  private key(field: number, kind: number): void {
    this.small.push(...varint(field * 8 + kind));
  }

  private flush(): void {
    if (this.small.length > 0) this.parts.push(Uint8Array.from(this.small));
    this.small = [];
  }

  /** An integer, a boolean or the number of an enum. */
  integer(field: number, value: number | boolean): this {
    this.key(field, VARINT);
    this.small.push(...varint(Number(value)));
    return this;
  }

  float(field: number, value: number): this {
    this.key(field, FIXED32);
    this.small.push(...new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  double(field: number, value: number): this {
    this.key(field, FIXED64);
    this.small.push(...new Uint8Array(Float64Array.of(value).buffer));
    return this;
  }

  /** Repeated integers in one field. */
  integers(field: number, values: readonly number[]): this {
    return this.bytes(field, Uint8Array.from(values.flatMap(varint)));
  }

  /** Bytes are taken as they are, not copied, until `encode`. */
  bytes(field: number, value: Uint8Array): this {
    this.key(field, LENGTH_DELIMITED);
    this.small.push(...varint(value.length));
    if (value.length < 64) {
      this.small.push(...value);
      return this;
    }
    this.flush();
    this.parts.push(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.encode());
  }

  /** An entry of a map from names. */
  entry(field: number, key: string, value: Encoded | number): this {
    const entry = new Message().text(1, key);
    return this.message(field, typeof value === 'number' ? entry.integer(2, value) : entry.bytes(2, value));
  }

  encode(): Encoded {
    this.flush();
    const [only] = this.parts;
    return this.parts.length === 1 ? only! : joined(this.parts);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
