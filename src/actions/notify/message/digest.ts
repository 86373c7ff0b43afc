import type { Mode } from '../../../core/action.ts';
import type { Incident, IncidentAction, Said } from '../incidents/incident.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { clauseOf, isStill, stateOf, stateWords, type StateWord } from './words.ts';

/** Where a reader goes on. */
export interface Links {
  /** By a check's name: the newest record that has it, as a path of the workspace. */
  readonly records: Readonly<Record<string, string>>;
  /** The CI run, a URL. */
  readonly run?: string | undefined;
  /** Where what this run has kept is fetched, a URL: an artifact of CI, which holds the records. */
  readonly evidence?: string | undefined;
  /** What paths of the workspace stand below, a URL. */
  readonly artifacts?: string | undefined;
  readonly runbooks: Readonly<Record<string, string>>;
}

/** What is open, and what its check last said. */
export type Standing = Incident & { readonly last?: Said };

/** One message for all that a channel is owed. */
export interface Digest {
  readonly environment: string;
  readonly mode: Mode;
  /** Asked for to see that mail arrives: nothing of it has happened. */
  readonly isTest: boolean;
  readonly at: string;
  readonly actions: readonly IncidentAction[];
  /** What is open and has no news. */
  readonly others: readonly Standing[];
  /** By an incident's uuid: the Message-ID under which this channel has first told of it. */
  readonly threads: Readonly<Record<string, string>>;
  /** What passed just now. */
  readonly up: readonly string[];
  readonly links: Links;
  /** What a reader should know of the message itself. */
  readonly remarks: readonly string[];
}

/** All that is told of one incident; the last of it is how it stands. */
export interface Group {
  readonly incident: Incident;
  readonly actions: readonly IncidentAction[];
  readonly last: IncidentAction;
  readonly state: StateWord;
}

/** Worst first, then by name. */
export function groupsOf({ actions }: Pick<Digest, 'actions'>): readonly Group[] {
  return [...Map.groupBy(actions, ({ incident }) => incident.uuid).values()]
    .flatMap((those) => {
      const last = those.at(-1);
      return last === undefined ? [] : [{ incident: last.incident, actions: those, last, state: stateOf(last) }];
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || compare(a.incident.key, b.incident.key));
}

/** `[DOWN] staging: chatwoot`, `[2 STILL DOWN] …`: the worst, how many are that, and which. */
export function headline(groups: readonly Group[], environment: string): string {
  const [first] = groups;
  if (first === undefined) return environment;
  const worst = groups.filter(({ state }) => state === first.state);
  const still = worst.every(({ last }) => isStill(last)) ? 'STILL ' : '';
  const count = worst.length > 1 ? `${worst.length} ` : '';
  const names = worst.slice(0, 3).map(({ incident }) => incident.check);
  const more = worst.length > 3 ? ` and ${worst.length - 3} more` : '';
  return `[${count}${still}${first.state}] ${environment}: ${names.join(', ')}${more}`;
}

/** The first line: what a phone shows of it. */
export function openingLine(digest: Digest): string {
  if (digest.isTest)
    return `This is a test: nothing has happened on ${safeLine(digest.environment)}. It shows that mail from Prestage arrives, and what it looks like.`;
  const clauses = groupsOf(digest).map(({ incident, last }) => `${safeLine(incident.check)} ${clauseOf(last)}`);
  return `On ${safeLine(digest.environment)}: ${clauses.join('; ')}.`;
}

function rankOf({ state }: Group): number {
  return stateWords.indexOf(state);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
