import { tries } from './tries.ts';
import type { Fate, Try } from './tries/try.ts';

const words: Readonly<Record<Fate, string>> = {
  stopped: 'stopped',
  named: 'named',
  said: 'said in general',
  'not enforced': 'said to be not enforced',
};

/** The page, as prettier would have it once it is formatted. */
export function renderTable(): string {
  return `# The escape corpus

What a program tries that a task of a direction runs, and what becomes of it. The direction allows \`bash\`, \`node\`,
\`npm\`, \`npx prettier\`, \`git\`, \`supabase\` and \`pg_dump\`, and may touch \`out/\`; it is rehearsed, unless it says that it is live. This
page is written by \`npm run generate\` from the tries in \`test/contract/escape/\`. Each of them is tried by \`npm test\` where
the machine has what it needs, and there it works when nothing holds it.

- **stopped**: it had no effect. Where the reason is a refusal, the task fails and says so.
- **named**: it had an effect, or left a trace, and the task's reason or the account of the run names it.
- **said in general**: it had an effect, and the account of every run says that this kind of thing can be done, whether it was
  done or not.
- **said to be not enforced**: without namespaces, nothing stands in its way and nothing sees it; the account of such a run
  says so, for this kind of thing, and why.

A child can read a shim and call what it stands for. Processes of the sandbox are looked at every hundredth of a second or so:
one that runs a tool with refusals past its shim is ended with its task, and named. One that is over between two looks, such as
\`git --version\`, is not seen; the account of every run says so.

| | tried | in a sandbox of namespaces | without |
| - | - | - | - |
${tries.map(row).join('\n')}

${tries.length} tries. ${count('sandbox')} Without namespaces: ${count('bare')}
`;
}

function row({ words: tried, sandbox, bare }: Try, index: number): string {
  return `| ${index + 1} | ${tried} | ${words[sandbox]} | ${words[bare]} |`;
}

function count(column: 'sandbox' | 'bare'): string {
  const fates: readonly Fate[] = ['stopped', 'named', 'said', 'not enforced'];
  const parts = fates.map((fate) => [tries.filter((one) => one[column] === fate).length, words[fate]] as const);
  return `${parts
    .filter(([many]) => many > 0)
    .map(([many, word]) => `${many} ${word}`)
    .join(', ')}.`;
}
