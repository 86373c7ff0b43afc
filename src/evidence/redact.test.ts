import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '../core/secret.ts';
import { createRedactor } from './redact.ts';
import { redactionMeter } from './redact/meter.ts';
import { ruleSet } from './redact/rules/rules.ts';
import { failureOf } from './testing/failure-of.ts';

const awkward = 'p/ss+"w0rd"\\ <ünï>&?:@ 100%';
const redactor = createRedactor([new Secret('DB_PASSWORD', awkward)]);
const marked = '[redacted:DB_PASSWORD]';

describe('one value, however it is written', () => {
  const bytes = Buffer.from(awkward);
  it.each([
    ['raw', awkward],
    ['JSON', JSON.stringify(awkward).slice(1, -1)],
    ['JSON within JSON', JSON.stringify(JSON.stringify(awkward).slice(1, -1)).slice(1, -1)],
    ['JSON from Go', String.raw`p/ss+\"w0rd\"\\ \u003cünï\u003e\u0026?:@ 100%`],
    ['JSON from Python', String.raw`p/ss+\"w0rd\"\\ <\u00fcn\u00ef>&?:@ 100%`],
    ['encodeURIComponent', encodeURIComponent(awkward)],
    ['encodeURIComponent, small', encodeURIComponent(awkward).replaceAll(/%../g, (escape) => escape.toLowerCase())],
    ['encodeURI', encodeURI(awkward)],
    ['a form', new URLSearchParams({ x: awkward }).toString().slice(2)],
    ['the password of a URL', passwordInUrl(awkward)],
    ['hex', bytes.toString('hex')],
    ['HEX', bytes.toString('hex').toUpperCase()],
    ['HTML', 'p/ss+&quot;w0rd&quot;\\ &lt;ünï&gt;&amp;?:@ 100%'],
    ['HTML in mustache', 'p&#x2F;ss+&quot;w0rd&quot;\\ &lt;ünï&gt;&amp;?:@ 100%'],
    ['printf %q', String.raw`p/ss+\"w0rd\"\\\ \<\ü\n\ï\>\&\?:@\ 100%`.replace('\\n', 'n')],
    ['double quotes of a shell', String.raw`p/ss+\"w0rd\"\\ <ünï>&?:@ 100%`],
    ['base64', bytes.toString('base64')],
    ['base64url', bytes.toString('base64url')],
  ])('%s', (_name, form) => {
    expect(redactor.text(`before ${form} after`)).toBe(`before ${marked} after`);
  });

  it.each([0, 1, 2, 3, 4, 5])('base64 with %i bytes before it', (before) => {
    for (const alphabet of ['base64', 'base64url'] as const) {
      const text = redactor.text(
        Buffer.concat([Buffer.alloc(before, 'x'), bytes, Buffer.from('yz')]).toString(alphabet),
      );
      const [left, right] = text.split(marked);
      const known = Buffer.concat([Buffer.from(left!, 'base64'), Buffer.from(right!, 'base64')]).toString('latin1');
      expect(text).toContain(marked);
      expect(text.length - marked.length).toBeLessThanOrEqual(Math.ceil(before / 3) * 4 + 8);
      expect(known).not.toContain('ss+');
    }
  });
});

it('is found within single quotes of a shell and of SQL, and in UTF-16', () => {
  const quoted = createRedactor([new Secret('Q', "it's a $ecret")]);
  expect(quoted.text(String.raw`x='it'\''s a $ecret'`)).toBe("x='[redacted:Q]'");
  expect(quoted.text("SELECT 'it''s a $ecret'")).toBe("SELECT '[redacted:Q]'");
  const stream = quoted.stream();
  const out = Buffer.concat([stream.push(Buffer.from("<it's a $ecret>", 'utf16le')), stream.end()]);
  expect(out.toString('latin1')).toBe('<\0[redacted:Q]\0>\0');
});

describe('values of several lines', () => {
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const keys = createRedactor([new Secret('SIGNING_KEY', pem)]);

  it('are found whole, line by line, escaped and in wrapped base64', () => {
    const lines = pem.trim().split('\n');
    expect(keys.text(`key=${pem}`)).toBe('key=[redacted:SIGNING_KEY]');
    expect(keys.text(`  ${lines[3]}\r\n`)).toBe('  [redacted:SIGNING_KEY]\r\n');
    expect(keys.text(JSON.stringify({ key: pem }))).toBe('{"key":"[redacted:SIGNING_KEY]"}');
    const wrapped = Buffer.from(pem)
      .toString('base64')
      .match(/.{1,76}/g)!
      .join('\n');
    expect(keys.text(wrapped).replaceAll(/\[redacted:SIGNING_KEY\]\s?/g, '').length).toBeLessThan(16);
  });

  it('leave the armour alone, which is the same in every key', () => {
    expect(keys.text('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----');
  });
});

describe('several values', () => {
  it('takes the longest where they begin together, and all of it where they overlap', () => {
    const several = createRedactor([
      new Secret('SHORT', 'abcdefgh'),
      new Secret('LONG', 'abcdefghijkl'),
      new Secret('NEXT', 'ijklmnopqr'),
    ]);
    expect(several.text('<abcdefghij>')).toBe('<[redacted:SHORT]ij>');
    expect(several.text('<abcdefghijkl>')).toBe('<[redacted:LONG]>');
    expect(several.text('<abcdefghijklmnopqr>')).toBe('<[redacted:LONG][redacted:NEXT]>');
    expect(several.text('<ijklmnopqr>')).toBe('<[redacted:NEXT]>');
    expect(several.count).toBe(5);
  });

  it('gives harmless text back as it was, and works without any secret', () => {
    const text = 'nothing \uD800 here ✓';
    expect(redactor.text(text)).toBe(text);
    expect(createRedactor([]).text(text)).toBe(text);
    expect(
      Buffer.from(
        createRedactor([])
          .stream()
          .push(Buffer.from(text.repeat(99))),
      ).toString(),
    ).toContain('nothing');
  });

  it('keeps a marker harmless, whatever the secret is called', () => {
    expect(createRedactor([new Secret('a"b<c>\n', 'abcdefgh')]).text('abcdefgh')).toBe('[redacted:a_b_c__]');
  });
});

describe('what is refused as a secret', () => {
  it.each(['', 'short', '1234567', '      \n   ', 'abc      '])('what is short: %j', (value) => {
    const failure = failureOf(() => createRedactor([new Secret('TINY', value)]));
    expect(failure).toMatchObject({ code: 'evidence.secret-short', what: expect.stringContaining('TINY') });
  });

  it.each([
    ...['password', ' Production\n', '--------', 'abababab', '2026-11-23', '127.0.0.1:5432'].map((value) => [
      'common',
      value,
    ]),
    ...['redacted:', 'DB_PASSWORD', 'x[redacted:y'].map((value) => ['is-name', value]),
  ])('what is %s: %j', (why, value) => {
    const secrets = [new Secret('DB_PASSWORD', 'a real one'), new Secret('ODD', value)];
    const failure = failureOf(() => createRedactor(secrets));
    expect(failure).toMatchObject({ code: `evidence.secret-${why}`, what: expect.stringContaining('ODD') });
    expect(JSON.stringify(failure)).not.toContain(value.trim());
  });

  it('is named all at once', () => {
    const failure = failureOf(() => createRedactor([new Secret('A', 'short'), new Secret('B', 'password')]));
    expect(failure.problems?.map(({ what }) => what)).toEqual([
      'The secret A is shorter than 8 characters',
      'The value of the secret B is a common one',
    ]);
  });
});

it('learns values on the way, in streams that are open too', () => {
  const learning = createRedactor([new Secret('A', 'abcdefgh')]);
  const stream = learning.stream();
  stream.push(Buffer.from('one '));
  learning.learn([new Secret('B', 'ijklmnop'), new Secret('C', 'abcdefgh')]);
  stream.push(Buffer.from('ijkl'));
  expect(Buffer.concat([stream.push(Buffer.from('mnop abcdefgh')), stream.end()]).toString()).toBe(
    '[redacted:B] [redacted:A]',
  );
  expect(() => learning.learn([new Secret('D', 'redacted:B')])).toThrow("part of a secret's name");
});

describe('the count', () => {
  it('says what was taken out, by name, since it was asked before', () => {
    const counted = createRedactor([new Secret('A', 'abcdefgh'), new Secret('B', 'ijklmnop')]);
    const meter = redactionMeter(counted);
    counted.text('abcdefgh ijklmnop abcdefgh');
    expect(meter()).toEqual({ ruleSet, count: 3, names: { A: 2, B: 1 } });
    counted.text('postgres://u:ijklmnop1@h ijklmnop');
    expect(meter()).toEqual({ ruleSet, count: 3, names: { B: 2, 'url-password': 1 } });
    expect(meter()).toEqual({ ruleSet, count: 0, names: {} });
  });
});

describe('a stream', () => {
  it('holds back no more than what may be the start of a secret', () => {
    const stream = createRedactor([new Secret('KEY', 'abcdefghijkl')]).stream();
    expect(Buffer.from(stream.push(Buffer.from('a line\n'))).toString()).toBe('a line\n');
    expect(Buffer.from(stream.push(Buffer.from('zabcdef'))).toString()).toBe('z');
    expect(Buffer.from(stream.push(Buffer.from('g\n'))).toString()).toBe('abcdefg\n');
    stream.push(Buffer.from('abcdefgh'));
    expect(Buffer.from(stream.end()).toString()).toBe('abcdefgh');
  });

  it('keeps no growing tail when a value overlaps itself for ever', () => {
    const stream = createRedactor([new Secret('KEY', 'abcabcabc')]).stream();
    const out = Array.from({ length: 200 }, () => Buffer.from(stream.push(Buffer.alloc(999, 'abc'))).toString());
    expect(out.join('') + Buffer.from(stream.end()).toString()).toBe('[redacted:KEY]');
    expect(out[0]).toBe('[redacted:KEY]');
  });
});

function passwordInUrl(password: string): string {
  const url = new URL('postgres://app@db.example.com/');
  url.password = password;
  return url.password;
}
