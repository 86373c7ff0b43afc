import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { der, utcTime } from './der.ts';

export interface Certificate {
  /** PEM, both. A client that is given `cert` as its CA verifies the connection like any other. */
  readonly key: string;
  readonly cert: string;
}

const ecdsaWithSha256 = der.sequence(der.oid('2a8648ce3d040302'));

/** What else it may be than a good one. */
interface Flaws {
  /** From which day to which, counted from now. */
  readonly days?: readonly [from: number, to: number];
  /** The only name that it is for. */
  readonly onlyFor?: string;
}

/**
 * A self-signed certificate for localhost and one loopback address, valid for a month from `now`, unless it is to be
 * flawed. Made in milliseconds.
 */
export function selfSigned(host: string, now: Date, { days = [-1, 30], onlyFor }: Flaws = {}): Certificate {
  const name = nameOfItsOwn();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.of(2))),
    der.integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    der.sequence(...validity(now, days)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(
      3,
      der.sequence(mayVouchForItself(), onlyFor === undefined ? namesOf(host) : alternativeNames(nameOf(onlyFor))),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = der.sequence(body, ecdsaWithSha256, der.bitString(signature));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(certificate) };
}

/** No two have the same: a client that trusts several finds the one that vouches by it. */
function nameOfItsOwn(): Buffer {
  const words = `Prestage emulator, made for this start alone (${randomBytes(4).toString('hex')})`;
  return der.sequence(der.set(der.sequence(der.oid('550403'), der.utf8(words))));
}

function validity(now: Date, days: readonly number[]): readonly Buffer[] {
  const day = 86_400_000;
  return days.map((away) => utcTime(new Date(now.getTime() + away * day)));
}

/** basicConstraints, critical, CA: true: clients take it as its own root. */
function mayVouchForItself(): Buffer {
  return der.sequence(der.oid('551d13'), der.true, der.octets(der.sequence(der.true)));
}

/** A DNS name and an IP address. */
function namesOf(host: string): Buffer {
  return alternativeNames(nameOf('localhost'), der.implicit(7, bytesOf(host)));
}

function nameOf(host: string): Buffer {
  return der.implicit(2, Buffer.from(host));
}

/** subjectAltName. */
function alternativeNames(...names: readonly Buffer[]): Buffer {
  return der.sequence(der.oid('551d11'), der.octets(der.sequence(...names)));
}

/** Of the loopback addresses there is but one in IPv6: ::1. */
function bytesOf(host: string): Buffer {
  return isIPv4(host) ? Buffer.from(host.split('.').map(Number)) : Buffer.concat([Buffer.alloc(15), Buffer.of(1)]);
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
