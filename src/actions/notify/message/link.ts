import { webHref } from '../../../page/html/link.ts';
import type { Links } from './digest.ts';

/** A path of the workspace, or a URL, as one can follow it; the path itself where nobody says where the workspace is seen. */
export function followed(target: string, { artifacts }: Links): { readonly words: string; readonly href?: string } {
  const own = webHref(target);
  if (own !== undefined) return { words: own, href: own };
  if (artifacts === undefined) return { words: target };
  const base = artifacts.endsWith('/') ? artifacts : `${artifacts}/`;
  const href = webHref(`${base}${target.split('/').map(encodeURIComponent).join('/')}`);
  return href === undefined ? { words: target } : { words: target, href };
}

export function runbookOf(check: string, { runbooks }: Links): string | undefined {
  return Object.hasOwn(runbooks, check) ? runbooks[check] : runbooks['all'];
}

/** Where what was found is written down: in what the run has kept, where somebody says where that is. */
export function evidenceOf(
  check: string,
  links: Links,
): { readonly words: string; readonly href?: string } | undefined {
  const { records, evidence } = links;
  const record = Object.hasOwn(records, check) ? records[check] : undefined;
  if (record === undefined) return undefined;
  const kept = evidence === undefined ? undefined : webHref(evidence);
  return kept === undefined ? followed(record, links) : { words: record, href: kept };
}

/** What asks again. */
export function commandOf(environment: string): string {
  return `npx prestage health check --env ${environment}`;
}
