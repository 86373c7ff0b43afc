import type { Route } from './routes.ts';

const headings: readonly Route['heading'][] = ['Launch', 'Evidence', 'Actions', 'Tools'];

/** What `prestage --help` prints, from names and summaries alone. */
export function rootHelp(routes: readonly Route[]): string {
  const width = Math.max('--version'.length, ...routes.map((route) => route.name.length));
  const group = (heading: Route['heading']): readonly string[] => {
    const rows = routes.filter((route) => route.heading === heading);
    if (rows.length === 0) return [];
    const title = heading === 'Actions' ? 'Actions: prestage <area> <verb>' : heading;
    return ['', title, ...rows.map((route) => `  ${route.name.padEnd(width)}  ${route.brief}`)];
  };
  return [
    'Prestage rehearses, runs and proves production launches: a launch checklist that cannot lie.',
    '',
    'Usage: prestage <command> [options]',
    ...headings.flatMap(group),
    '',
    'Options',
    `  ${'--help'.padEnd(width)}  Print help; also after any command`,
    `  ${'--version'.padEnd(width)}  Print the version`,
    `  ${'--json'.padEnd(width)}  After a command: one JSON object on stdout and nothing else`,
    '',
    'Exit codes: 0 settled · 1 failed · 2 unknown or blocked · 3 missing · 4 fault of Prestage · 5 waiting for a person',
    '',
  ].join('\n');
}
