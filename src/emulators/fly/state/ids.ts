import { createHash, randomBytes } from 'node:crypto';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 26 characters that sort by the time that they were made at. */
export function ulid(at: number): string {
  let left = Math.max(0, Math.trunc(at));
  let time = '';
  for (let place = 0; place < 10; place += 1) {
    time = `${crockford[left % 32] ?? '0'}${time}`;
    left = Math.floor(left / 32);
  }
  return time + [...randomBytes(16)].map((byte) => crockford[byte % 32] ?? '0').join('');
}

/** 14 hex digits, as machines have them; the same for the same seed. */
export function machineId(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 14);
}

export function randomMachineId(): string {
  return randomBytes(7).toString('hex');
}

/** What a release is called besides its number. */
export function releaseId(): string {
  return randomBytes(15).toString('base64url');
}

export function digestOfText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
