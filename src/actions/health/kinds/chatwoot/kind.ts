import { Secret } from '../../../../core/secret.ts';
import { openAsker } from '../../asking/asker.ts';
import { valueIn } from '../../per-environment.ts';
import type { Finding } from '../../result.ts';
import { showing } from '../../shown.ts';
import { askWith } from '../chain/ask.ts';
import { createChain, type Chain } from '../chain/chain.ts';
import { credential } from '../chain/credential.ts';
import { findingOf } from '../chain/finding.ts';
import { translated } from '../chain/translation.ts';
import { unsaid } from '../chain/unsaid.ts';
import { askAccount, askPlatform, privateSteps } from './probe.ts';
import { chatwootSettings, type ChatwootSettings } from './settings.ts';
import type { Subject } from './subject.ts';
import { wantedIn, type Wanted } from './wanted.ts';
import { defineKind, type Probe } from '../kind.ts';

const misnomers = [
  { name: '/rails/health', done: 'GET /api, which says how Redis and Postgres are: Chatwoot has no /rails/health' },
];

/** A Chatwoot, as far as its API tells: its dependencies, the token, the account, its inboxes and their logins. */
export const chatwootKind = defineKind<ChatwootSettings>({
  kind: 'chatwoot',
  settings: chatwootSettings,

  standIns(settings, environment) {
    const [url, account] = [valueIn<string>(settings.url, environment), valueIn<number>(settings.account, environment)];
    if (url === undefined || account === undefined) return [];
    const { version, inboxes, canary } = wantedIn(settings, environment);
    const given = {
      account,
      ...(version === undefined ? {} : { version }),
      ...(inboxes.names === undefined ? {} : { inboxes: inboxes.names }),
      ...(canary === undefined ? {} : { canary }),
    };
    return [{ service: 'chatwoot', environment, url, given, secrets: { token: settings.token } }];
  },

  async probe(probe) {
    const { settings, environment, check, context } = probe;
    const setting = `health.checks.${check}`;
    const [url, account] = [valueIn<string>(settings.url, environment), valueIn<number>(settings.account, environment)];
    if (url === undefined) return findingOf([], [unsaid(`${setting}.url`, environment)], '');
    if (account === undefined) return findingOf([], [unsaid(`${setting}.account`, environment)], '');
    const subject = {
      url: url.replace(/\/+$/, ''),
      account,
      secret: settings.token.secret,
      environment,
      setting,
      show: showing(context.redact),
    };
    const asker = openAsker(probe);
    try {
      return await find(probe, createChain(askWith(asker, (step) => privateSteps.has(step))), subject);
    } finally {
      await asker.close();
    }
  },
});

async function find(probe: Probe<ChatwootSettings>, chain: Chain, subject: Subject): Promise<Finding> {
  const { settings, environment, context } = probe;
  const wanted = wantedIn(settings, environment);
  // Before anything is asked: only what is known can be taken out of what is shown of a reply.
  const token = await credential(context, settings.token, environment);
  const { troubles, isChatwoot } = await askPlatform(chain, subject, wanted);
  const ofToken = token instanceof Secret ? [] : [token];
  const ofAccount =
    isChatwoot && token instanceof Secret ? await askAccount(chain, subject, token, wanted, context.clock.now()) : [];
  const all = [...troubles, ...chain.troubles, ...ofToken, ...ofAccount];
  return findingOf(chain.steps, all, passed(chain, subject, wanted), translated(context, misnomers));
}

function passed({ steps }: Chain, { account }: Subject, { inboxes }: Wanted): string {
  const version = steps.find(({ name }) => name === 'platform')?.fields['version'];
  const names = steps.find(({ name }) => name === 'inboxes')?.fields['inboxes'];
  const count = Array.isArray(names) ? names.length : 0;
  const seen = inboxes.names === undefined ? `${count} inboxes are` : `all ${count} inboxes are`;
  const which = typeof version === 'string' ? ` ${version}` : '';
  return `Chatwoot${which} answers with Redis and Postgres; account ${account} is open, ${seen} there and let in`;
}
