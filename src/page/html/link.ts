/**
 * The address of a file in the run's folder, relative to the page.
 * Undefined when the path would leave that folder: it is then shown, not linked.
 */
export function fileHref(path: string): string | undefined {
  const segments = path.toWellFormed().split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined;
  return segments.map(encodeURIComponent).join('/');
}

/** An address on the web, normalised. Undefined for every scheme but http and https, and for what is no address. */
export function webHref(address: string): string | undefined {
  const url = URL.parse(address);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

/** The id, on the page, of a task, a box, the monitoring line or the rollback: `task-2.7`, `done-1`. */
export function anchorOf(number: string): string {
  if (/^(done-\d+|monitoring|rollback)$/.test(number)) return number;
  return `task-${number.replace(/[^A-Za-z0-9.-]/g, '_')}`;
}
