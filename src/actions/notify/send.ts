import { z } from 'zod';
import { defineAction, type ActionContext, type Plan } from '../../core/action.ts';
import { mapStrings } from '../../core/map-strings.ts';
import { readArchive } from '../health/records/read.ts';
import type { Delivery } from './channels/channel.ts';
import { owedTo } from './incidents/outbox.ts';
import { openIncidents, type IncidentState } from './incidents/state.ts';
import { deliver, type Occasion } from './send/deliver.ts';
import { channelsOf, checksOf, speakerOf } from './send/configured.ts';
import { newestRecords } from './send/newest.ts';
import { goneOn, passedNow } from './send/observe.ts';
import { accountOf, verdictOf } from './send/account.ts';
import { readState, writeState } from './send/state-file.ts';
import { milliseconds } from './duration.ts';
import { policyOf } from './settings.ts';

const input = z.strictObject({
  run: z
    .url({ protocol: /^https?$/u })
    .optional()
    .describe('the CI run that calls it: messages link to it'),
  evidence: z
    .url({ protocol: /^https?$/u })
    .optional()
    .describe('where what the run has kept is fetched, such as its artifact: messages link their evidence there'),
});

/** Plain data again: a plan may be written down and read back. */
type Data = {
  readonly state: string;
  readonly occasion: string;
};

/** What each channel said, for whoever verifies in the same process: what is still owed, the state says. */
const deliveriesOf = new WeakMap<ActionContext, readonly Delivery[]>();

export const notifySend = defineAction<z.infer<typeof input>, Data>({
  id: 'notify.send',
  summary: 'Tell people what the newest results of the checks open, change and close',
  input,
  // It changes no environment: people must hear that its database is down, too.
  effects: 'workspace',
  isOfEnvironment: true,
  // Credentials are looked up channel by channel: one that is missing keeps no other from its message.
  needs: {},
  recognises: [/\bnotif(?:y|ies)\b.*\bon failure\b/iu],

  async plan(context, { run, evidence }) {
    const { environment, settings } = speakerOf(context);
    const channels = channelsOf(environment, settings).map(([name]) => name);
    const { state: before, lost } = await readState(context.root, environment, context.mode);
    const { records, unread } = await readArchive(context.root, { environment, mode: context.mode });
    const at = context.clock.now().toISOString();
    const known = {
      now: at,
      records,
      configured: checksOf(context, environment),
      policy: policyOf(settings),
      channels,
      staleMs: settings.staleAfter === undefined ? undefined : milliseconds(settings.staleAfter),
    };
    const gone = goneOn(before, known);
    // What a check wrote into its summary is kept and sent without what the vault knows.
    const state = mapStrings(gone, context.redact);
    const remarks = [
      ...(lost === undefined ? [] : [`${lost}: what was open before may be told again.`]),
      ...(unread.length === 0 ? [] : [`${unread.length} records of checks could not be read.`]),
    ];
    const { artifacts, runbooks } = settings;
    const links = { records: newestRecords(records), run, evidence, artifacts, runbooks };
    const occasion: Occasion = { at, links, up: passedNow(before, known), remarks };
    return planOf(state, channels, { state: JSON.stringify(state), occasion: JSON.stringify(occasion) });
  },

  async apply(context, _input, { data }) {
    const { environment, settings } = speakerOf(context);
    const state: IncidentState = JSON.parse(data.state);
    const occasion: Occasion = JSON.parse(data.occasion);
    // What is owed is written down before anything leaves: a process that is killed sends it again, under the same ids.
    await writeState(context.root, context.mode, state);
    const sent = await deliver(context, state, channelsOf(environment, settings), occasion);
    await writeState(context.root, context.mode, sent.state);
    deliveriesOf.set(context, sent.deliveries);
    await context.archive('notify', accountOf(context, state, sent, occasion));
  },

  async verify(context) {
    const { environment } = speakerOf(context);
    const { state, lost } = await readState(context.root, environment, context.mode);
    if (lost !== undefined) return { verdict: 'failed', reason: lost };
    return verdictOf(state, deliveriesOf.get(context) ?? []);
  },
});

function planOf(state: IncidentState, channels: readonly string[], data: Data): Plan<Data> {
  const owed = channels.map((channel) => ({ channel, actions: owedTo(channel, state) }));
  const changes = owed.flatMap(({ channel, actions }) =>
    actions.length === 0
      ? []
      : [
          {
            kind: 'run' as const,
            target: channel,
            summary: `tell: ${actions.map(({ kind, incident }) => `${incident.check} ${kind}`).join(', ')}`,
          },
        ],
  );
  const open = openIncidents(state).length;
  const summary =
    changes.length === 0 ? `Nothing to tell; ${open} open` : `Tell ${changes.length} channels; ${open} open`;
  return { summary, changes, data };
}
