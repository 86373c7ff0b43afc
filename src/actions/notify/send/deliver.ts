import type { ActionContext } from '../../../core/action.ts';
import { mapStrings } from '../../../core/map-strings.ts';
import type { Delivery } from '../channels/channel.ts';
import { sendTo } from '../channels/send-to.ts';
import type { ChannelSettings } from '../channels/settings.ts';
import { delivered, owedTo } from '../incidents/outbox.ts';
import { openIncidents, type IncidentState } from '../incidents/state.ts';
import type { Digest, Links } from '../message/digest.ts';

/** What all messages of a run have in common. */
export interface Occasion {
  readonly at: string;
  readonly links: Links;
  /** What passed just now. */
  readonly up: readonly string[];
  readonly remarks: readonly string[];
}

export interface Sent {
  readonly state: IncidentState;
  readonly deliveries: readonly Delivery[];
}

/** Every channel at once, each with what it is owed; the state moves as far as each of them took it. */
export async function deliver(
  context: ActionContext,
  state: IncidentState,
  channels: readonly (readonly [string, ChannelSettings])[],
  occasion: Occasion,
): Promise<Sent> {
  const sendings = channels.flatMap(([name, settings]) => {
    const digest = digestFor(context, state, name, occasion);
    return isWorthSending(settings, digest) ? [sendTo(name, settings, { context, digest })] : [];
  });
  const deliveries = await Promise.all(sendings);
  const at = context.clock.now().toISOString();
  const after = deliveries.reduce((before, { channel, ids }) => delivered(before, channel, ids, at), state);
  return { state: after, deliveries };
}

/** Alertmanager forgets what is not repeated: it hears of all that is open each time. */
function isWorthSending({ kind }: ChannelSettings, { actions, others }: Digest): boolean {
  return actions.length > 0 || (kind === 'alertmanager' && others.length > 0);
}

/** Nothing that the vault knows goes out, whoever wrote it into a summary. */
function digestFor(context: ActionContext, state: IncidentState, channel: string, occasion: Occasion): Digest {
  const actions = owedTo(channel, state);
  const told = new Set(actions.map(({ incident }) => incident.uuid));
  const digest: Digest = {
    environment: state.environment,
    mode: context.mode,
    isTest: false,
    actions,
    others: openIncidents(state).filter(({ uuid }) => !told.has(uuid)),
    ...occasion,
  };
  return mapStrings(digest, context.redact);
}
