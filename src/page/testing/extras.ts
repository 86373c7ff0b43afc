import type { PageExtras } from '../extras.ts';

/** The constraints of the manager's order, two of them measured. */
export const orderExtras: PageExtras = {
  constraints: {
    allowedTools: [
      { words: ['bash'] },
      { words: ['node'] },
      { words: ['npm'] },
      { words: ['npx', 'prettier'] },
      { words: ['supabase'] },
      { words: ['flyctl'] },
      { words: ['rg'], note: 'read-only searches' },
    ],
    touched: ['docs/directions/devops.md'],
    budget: { minutes: 45, tokens: 5000, files: 3 },
    guardrails: ['Do not edit other direction files.'],
    other: [],
  },
  measured: [
    { limit: 'minutes', actual: '12 s of 45 minutes', enforced: 'going over fails the run' },
    { limit: 'files', actual: '2 of 3 files', enforced: 'going over fails the run' },
  ],
};

export const bareExtras: PageExtras = {
  constraints: { allowedTools: [], touched: [], budget: {}, guardrails: [], other: [] },
};

export const exceededExtras: PageExtras = {
  ...orderExtras,
  measured: [
    { limit: 'tools', actual: 'npx, git, node', enforced: 'not enforced on this machine' },
    { limit: 'minutes', actual: '51 of 45 minutes', enforced: 'going over fails the run', exceeded: true },
    { limit: 'tokens', actual: '0: no model ran', enforced: 'nothing to enforce' },
  ],
};
