import type { ActionContext } from '../../../core/action.ts';
import { joinScrapes, readScrape, type Scrape } from '../../../services/exposition/read.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { createHttpClient } from '../../../services/http/client.ts';
import type { AlertsSettings } from '../settings.ts';

/** What targets show, and how far it is known. */
export interface LookedUp {
  readonly scrape: Scrape;
  /** `app: recorded in tests/fixtures/app.prom` */
  readonly from: readonly string[];
  /** Targets of which nothing is known, and why. */
  readonly blind: readonly string[];
}

/** A live run asks those that have a URL; a rehearsal leaves the machine for nothing, and takes what was recorded. */
export async function lookUp(
  context: ActionContext,
  { targets }: Pick<AlertsSettings, 'targets'>,
  from: 'targets' | 'recorded',
): Promise<LookedUp> {
  const found = await Promise.all(
    Object.entries(targets).map(async ([name, target]) => ({
      name,
      ...(await readTarget(context, target, from === 'targets' && context.mode === 'live')),
    })),
  );
  const known = found.flatMap((each) => ('text' in each ? [{ ...each, scrape: readScrape(each.text) }] : []));
  const full = known.filter(({ scrape }) => scrape.families.size > 0);
  return {
    scrape: joinScrapes(full.map(({ scrape }) => scrape)),
    from: full.map(({ name, from, scrape }) => `${name}: ${from}, ${scrape.families.size} names`),
    blind: [
      ...found.flatMap((each) => ('why' in each ? [`${each.name}: ${each.why}`] : [])),
      ...known
        .filter(({ scrape }) => scrape.families.size === 0)
        .map(({ name, from }) => `${name}: ${from}, and shows nothing`),
    ],
  };
}

type Read = { readonly text: string; readonly from: string } | { readonly why: string };

async function readTarget(
  context: ActionContext,
  { recorded, url }: AlertsSettings['targets'][string],
  asks: boolean,
): Promise<Read> {
  if (url !== undefined && asks) return ask(context, url);
  if (recorded === undefined)
    return {
      why: `it has no recorded scrape, and it is not asked: \`curl -s ${url ?? 'URL'} > FILE\``,
    };
  const text = await readTextIfThere(context.root, recorded);
  return text === undefined ? { why: `${recorded} is not there` } : { text, from: `recorded in ${recorded}` };
}

async function ask(context: ActionContext, url: string): Promise<Read> {
  const client = createHttpClient(context.locate);
  try {
    const answer = await client.ask({ method: 'GET', url }, { maxBytes: 16_000_000 });
    if (answer.kind === 'trouble') return { why: `${url} does not answer: ${answer.detail}` };
    if (answer.status !== 200) return { why: `${url} answers ${answer.status}` };
    return { text: answer.body.toString('utf8'), from: `asked at ${url}` };
  } finally {
    await client.close();
  }
}
