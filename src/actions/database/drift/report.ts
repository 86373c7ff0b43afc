import type { Drift } from './catalogue/compare.ts';
import { oneLine, unknowns, wordsOf, type Findings } from './judge.ts';

/** For people: each drift with the statement that ends it, and the one that accepts it. */
export function renderReport(findings: Findings): string {
  const { target, history, look } = findings;
  const drifts = look.compared?.drifts ?? [];
  const parts = [
    `# What ${target} is, and what its migrations say`,
    `Compared with a scratch database (${look.engine}). Nothing was written to ${target}. Read a statement before you run it.`,
    ...section(
      'History against files',
      history.drifts.map(({ what, why, fix }) => `- ${what}: ${why}. ${fix}`),
    ),
    ...drifts.map(renderDrift),
    ...section('What `supabase db diff` says', 'silent' in look.cli ? [] : fenced(look.cli.statements)),
    ...section(
      'What nobody can say',
      unknowns(findings).map((words) => `- ${words}`),
    ),
    ...(history.drifts.length + drifts.length === 0 ? ['We found no difference.'] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderDrift(drift: Drift): string {
  const { wanted, found, mend, adopt } = drift;
  return [
    `## ${wordsOf(drift)}`,
    ...(wanted === '' || found === '' ? [] : [fence([`-- wanted: ${oneLine(wanted)}`, `-- found: ${oneLine(found)}`])]),
    'Mend the environment:',
    fence([mend]),
    'Or keep it, by a migration that says:',
    fence([adopt]),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}\n\n${lines.join('\n')}`];
}

function fenced(statements: readonly string[]): readonly string[] {
  return statements.length === 0 ? [] : [fence(statements.map((text) => `${text};`))];
}

/** What a database holds may have a fence in it. */
function fence(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}sql\n${text}\n${mark}`;
}
