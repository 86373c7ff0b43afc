import { Secret } from '../../../../core/secret.ts';
import { openAsker } from '../../asking/asker.ts';
import { valueIn } from '../../per-environment.ts';
import type { StepRecord } from '../../result.ts';
import { showing } from '../../shown.ts';
import { askWith } from '../chain/ask.ts';
import { createChain } from '../chain/chain.ts';
import { credential } from '../chain/credential.ts';
import { findingOf } from '../chain/finding.ts';
import { translated } from '../chain/translation.ts';
import { unsaid } from '../chain/unsaid.ts';
import { defineKind } from '../kind.ts';
import { askPubler } from './probe.ts';
import { publerSettings, type PublerSettings } from './settings.ts';

const misnomers = [
  { name: '/account_info', done: 'GET /api/v1/users/me and /api/v1/workspaces: Publer has no /account_info' },
  {
    name: '/social_accounts',
    done: 'GET /api/v1/accounts with Publer-Workspace-Id: Publer has no /social_accounts',
  },
];

/** Publer, as far as its API tells: the key, its workspace, the social accounts in it and, where asked for, their posts. */
export const publerKind = defineKind<PublerSettings>({
  kind: 'publer',
  settings: publerSettings,

  standIns(settings, environment) {
    const [url, workspace] = [
      valueIn<string>(settings.url, environment),
      valueIn<string>(settings.workspace, environment),
    ];
    if (url === undefined || workspace === undefined) return [];
    const accounts = valueIn<readonly string[]>(settings.accounts, environment)?.map(accountOf);
    const given = { workspace, ...(accounts === undefined ? {} : { accounts }) };
    return [{ service: 'publer', environment, url, given, secrets: { key: settings.key } }];
  },

  async probe(probe) {
    const { settings, environment, check, context } = probe;
    const setting = `health.checks.${check}`;
    const [url, workspace] = [
      valueIn<string>(settings.url, environment),
      valueIn<string>(settings.workspace, environment),
    ];
    if (url === undefined) return findingOf([], [unsaid(`${setting}.url`, environment)], '');
    if (workspace === undefined) return findingOf([], [unsaid(`${setting}.workspace`, environment)], '');
    const key = await credential(context, settings.key, environment);
    const translation = translated(context, misnomers);
    if (!(key instanceof Secret)) return findingOf([], [key], '', translation);
    const asker = openAsker(probe);
    try {
      const chain = createChain(askWith(asker));
      const subject = { workspace, secret: settings.key.secret, environment, setting, show: showing(context.redact) };
      const wanted = {
        accounts: valueIn<readonly string[]>(settings.accounts, environment),
        days: settings.posts?.days,
      };
      const base = url.replace(/\/+$/, '');
      const troubles = await askPubler(chain, subject, base, { key, workspace }, wanted, context.clock);
      return findingOf(chain.steps, [...troubles, ...chain.troubles], passed(chain.steps), translation);
    } finally {
      await asker.close();
    }
  },
});

/** `facebook:Hot Rod` */
function accountOf(text: string): { provider: string; name: string } {
  const colon = text.indexOf(':');
  return { provider: text.slice(0, colon), name: text.slice(colon + 1) };
}

function passed(steps: readonly StepRecord[]): string {
  const accounts = steps.find(({ name }) => name === 'accounts')?.fields['accounts'];
  const count = Array.isArray(accounts) ? accounts.length : 0;
  return `Publer takes the key; its workspace is open, and ${count} social ${count === 1 ? 'account is' : 'accounts are'} in it`;
}
