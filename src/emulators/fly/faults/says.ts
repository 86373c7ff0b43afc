import type { CallMatcher, NamedFault, Trouble } from '../../kit/fault/fault.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

/** An error as the Machines API has it. */
export function says(status: number, error: string) {
  return { kind: 'status', status, body: JSON.stringify({ error, status: 'unknown' }), headers: json } as const;
}

export function fault(name: string, summary: string, when: CallMatcher, trouble: Trouble, count?: number): NamedFault {
  return { name, summary, fault: { when, trouble, ...(count === undefined ? {} : { times: { count } }) } };
}

/** Something that is so, by its own name, for the calls that it is asked of. */
export function condition(name: string, summary: string, when: CallMatcher = {}): NamedFault {
  return fault(name, summary, when, { kind: 'condition', condition: name });
}

/** The calls that make or change a machine, and the one that starts one. */
export const launches: CallMatcher = { method: 'POST', path: /\/machines(?:\/[0-9a-f]{14}(?:\/start)?)?$/u };
export const updates: CallMatcher = { method: 'POST', path: /\/machines\/[0-9a-f]{14}$/u };
