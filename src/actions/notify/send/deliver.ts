import type { ActionContext } from '../../../core/action.ts';
import { mapStrings } from '../../../core/map-strings.ts';
import type { Delivery } from '../channels/channel.ts';
import { sendTo } from '../channels/send-to.ts';
import type { ChannelSettings } from '../channels/settings.ts';
import type { Incident, IncidentAction } from '../incidents/incident.ts';
import { delivered, onlyFor, owedTo, threaded, withoutOldThreads } from '../incidents/outbox.ts';
import { openIncidents, type IncidentState } from '../incidents/state.ts';
import type { Digest, Links, Standing } from '../message/digest.ts';

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

/** What goes out at once: to a channel, or to some of those that it writes to, who are owed the same. */
interface Parcel {
  readonly name: string;
  readonly settings: ChannelSettings;
  readonly actions: readonly IncidentAction[];
  readonly people?: readonly string[];
}

/** Every channel at once, each with what it is owed; the state moves as far as each of them took it. */
export async function deliver(
  context: ActionContext,
  before: IncidentState,
  channels: readonly (readonly [string, ChannelSettings])[],
  occasion: Occasion,
): Promise<Sent> {
  const state = channels.reduce(
    (after, [name, settings]) => (settings.kind === 'email' ? onlyFor(after, name, settings.to) : after),
    before,
  );
  const parcels = channels.flatMap(([name, settings]) => parcelsOf(state, name, settings));
  const sendings = parcels.flatMap((parcel) => {
    const digest = digestFor(context, state, parcel, occasion);
    return isWorthSending(parcel.settings, digest) ? [sending(context, parcel, digest)] : [];
  });
  const sent = await Promise.all(sendings);
  const at = context.clock.now().toISOString();
  const everyone = new Map(channels.map(([name, settings]) => [name, settings.kind === 'email' ? settings.to : []]));
  const after = sent.reduce((now, { parcel, delivery }) => {
    const { name, people } = parcel;
    const { ids, later = [], messageId } = delivery;
    const done = people?.filter((person) => !later.includes(person));
    const share = done === undefined ? undefined : { everyone: everyone.get(name) ?? [], done };
    const moved = delivered(now, name, ids, at, share);
    return messageId === undefined ? moved : threaded(moved, name, parcel.actions, messageId);
  }, state);
  return { state: withoutOldThreads(after), deliveries: sent.map(({ delivery }) => delivery) };
}

async function sending(context: ActionContext, parcel: Parcel, digest: Digest) {
  return { parcel, delivery: await sendTo(parcel.name, parcel.settings, { context, digest }) };
}

/** A mail server may have put off one of several people: who is owed the same gets one mail. */
function parcelsOf(state: IncidentState, name: string, settings: ChannelSettings): readonly Parcel[] {
  if (settings.kind !== 'email') return [{ name, settings, actions: owedTo(name, state) }];
  const owed = (person: string) => owedTo(name, state, person);
  const groups = Map.groupBy(settings.to, (person) =>
    owed(person)
      .map(({ id }) => id)
      .join('\n'),
  );
  return [...groups.values()].map((people) => ({
    name,
    settings: { ...settings, to: people },
    actions: people.slice(0, 1).flatMap(owed),
    people,
  }));
}

/** Alertmanager forgets what is not repeated: it hears of all that is open each time. */
function isWorthSending({ kind }: ChannelSettings, { actions, others }: Digest): boolean {
  return actions.length > 0 || (kind === 'alertmanager' && others.length > 0);
}

/** Nothing that the vault knows goes out, whoever wrote it into a summary. */
function digestFor(
  context: ActionContext,
  state: IncidentState,
  { name, actions }: Parcel,
  occasion: Occasion,
): Digest {
  const told = new Set(actions.map(({ incident }) => incident.uuid));
  const others = openIncidents(state).filter(({ uuid }) => !told.has(uuid));
  const digest: Digest = {
    environment: state.environment,
    mode: context.mode,
    isTest: false,
    actions,
    others: others.map((incident) => standing(state, incident)),
    threads: state.threads[name] ?? {},
    ...occasion,
  };
  return mapStrings(digest, context.redact);
}

function standing({ checks }: IncidentState, incident: Incident): Standing {
  const last = checks[incident.check]?.said;
  return { ...incident, ...(last === undefined ? {} : { last }) };
}
