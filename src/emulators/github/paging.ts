import type { Context } from 'hono';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
}

/** `per_page` up to `most`, 30 when it is not said; further pages by the Link header alone. */
export function pageOf<Item>(c: Context, all: readonly Item[], most = 100): Page<Item> {
  const size = Math.min(most, wholeNumber(c.req.query('per_page'), 30));
  const page = wholeNumber(c.req.query('page'), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const items = all.slice((page - 1) * size, page * size);
  const links = [
    ...(page > 1 ? [link(c, page - 1, 'prev'), link(c, 1, 'first')] : []),
    ...(page < last ? [link(c, page + 1, 'next'), link(c, last, 'last')] : []),
  ];
  return { items, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}

function wholeNumber(text: string | undefined, fallback: number): number {
  const number = Number(text ?? fallback);
  return Number.isSafeInteger(number) && number > 0 ? number : fallback;
}

function link(c: Context, page: number, rel: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set('page', String(page));
  return `<${url.href}>; rel="${rel}"`;
}
