/** Characters that stay as they are, beside letters and digits, in the encoders that meet a secret in a URL. */
const leftAlone = [
  "-_.!~*'()", // encodeURIComponent
  '-_.~', // RFC 3986, Go's QueryEscape
  "-_.!~*'();,/?:@&=+$#", // encodeURI
  "!$%&'()*+,-._~", // user and password in WHATWG URL
  '-_.~$&+,;=', // user and password in Go
  '-_.~$&+=:@', // a path segment in Go
  '-_.~/', // Python's quote
] as const;

/** `*-._` with `+` for a space: forms, URLSearchParams. */
const form = '*-._';

/** The value in a URL, with the digits of the escapes in either case. */
export function percentForms(value: string): readonly string[] {
  const encoded = [...leftAlone.map((kept) => encode(value, kept)), encode(value, `${form} `).replaceAll(' ', '+')];
  return encoded.flatMap((text) => [text, text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())]);
}

function encode(value: string, kept: string): string {
  return value.replaceAll(/[^A-Za-z0-9]/gu, (character) => (kept.includes(character) ? character : percent(character)));
}

function percent(character: string): string {
  return Buffer.from(character)
    .toString('hex')
    .toUpperCase()
    .replaceAll(/../g, (byte) => `%${byte}`);
}
