/** The few shapes of ASN.1 DER that a certificate is made of. */
export const der = {
  sequence: (...parts: readonly Buffer[]) => tlv(0x30, ...parts),
  set: (...parts: readonly Buffer[]) => tlv(0x31, ...parts),
  integer: (value: Buffer) => tlv(0x02, value),
  octets: (value: Buffer) => tlv(0x04, value),
  bitString: (value: Buffer) => tlv(0x03, Buffer.of(0), value),
  utf8: (text: string) => tlv(0x0c, Buffer.from(text)),
  /** Its encoded arcs, in hex. */
  oid: (hex: string) => tlv(0x06, Buffer.from(hex, 'hex')),
  true: Buffer.of(0x01, 0x01, 0xff),
  /** Explicit, constructed. */
  tagged: (tag: number, value: Buffer) => tlv(0xa0 + tag, value),
  /** Implicit, primitive. */
  implicit: (tag: number, value: Buffer) => tlv(0x80 + tag, value),
} as const;

/** UTCTime: two digits for the year, which reach to 2049. */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tlv(0x17, Buffer.from(`${digits}Z`));
}

function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), length(value.length), value]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes);
  return bytes < 0x100 ? Buffer.of(0x81, bytes) : Buffer.of(0x82, bytes >> 8, bytes & 0xff);
}
