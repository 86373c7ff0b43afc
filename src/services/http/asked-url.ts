import { Failure } from '../../core/failure.ts';

/** A URL that can be asked. Throws Failure `http.bad-url` and does not show it: values may have been filled in. */
export function askedUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw new Failure({
    code: 'http.bad-url',
    what: 'A URL cannot be asked',
    why: url === null ? 'it is none' : 'it is not http:// or https://, or has a user or password in it',
    fix: 'Correct it in prestage.config.ts; credentials go into `headers`, as `secret(…)`.',
  });
}
