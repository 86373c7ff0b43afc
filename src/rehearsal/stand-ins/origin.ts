/** Scheme, host and port. The platform's own `origin` is `null` for every scheme that browsers do not know, such as smtp. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** The same path, query and fragment at another origin. */
export function movedTo(origin: string, url: string): string {
  const { pathname, search, hash } = new URL(url);
  return `${originOf(origin)}${pathname}${search}${hash}`;
}
