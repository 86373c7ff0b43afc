import type { LinkReference, Order } from '../../core/order.ts';
import type { Found } from './rule.ts';
import type { Lookups } from './lookups.ts';

/** Paths in Links & References that lead nowhere. Addresses on the net are not asked for. */
export function linkFindings(order: Order, file: string, lookups: Lookups): readonly Found[] {
  return order.links.flatMap((link) => {
    if (/^[a-z][a-z0-9+.-]*:|^#/i.test(link.target)) return [];
    if (/(?:^|\/)(?:\.{3}|…)(?:\/|$)/.test(link.target)) return [elided(link)];
    return isThere(link.target, file, lookups) ? [] : [dead(link)];
  });
}

/** Written from the workspace's root, as directions do, or from the file's folder, as Markdown does. */
function isThere(target: string, file: string, lookups: Lookups): boolean {
  const path = target.replace(/[?#].*$/, '').replace(/^\.?\//, '');
  const url = URL.parse(target, `workspace:/${file}`);
  return lookups.exists(path) || (url !== null && lookups.exists(decodePath(url.pathname).slice(1)));
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function elided({ label, target, line }: LinkReference): Found {
  return {
    rule: 'links.elided',
    severity: 'warning',
    line,
    message: `"${label}" leaves a part of its path out: ${target}`,
    fix: 'Write the whole path, so that it can be followed',
  };
}

function dead({ label, target, line }: LinkReference): Found {
  return {
    rule: 'links.dead',
    severity: 'warning',
    line,
    message: `"${label}" leads nowhere: ${target} is not in the workspace`,
    fix: 'Mend the path, or take the line out',
  };
}
