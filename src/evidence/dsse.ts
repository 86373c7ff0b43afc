export const payloadType = 'application/vnd.in-toto+json';

/** DSSE's pre-authentication encoding: the bytes that are signed. Lengths are in bytes. */
export function preAuthEncoding(payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
