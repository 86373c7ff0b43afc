import type { PagerEvent } from './event.ts';

/** What events of one `dedup_key` came to. */
export interface Alert {
  status: 'triggered' | 'acknowledged' | 'resolved';
  /** As it was triggered last. */
  summary: string;
  severity: string;
  /** How often it was triggered while it was open: they fold into one. */
  triggers: number;
}

export interface PagerdutyState {
  /** By `dedup_key`, the one that is open or was last. */
  readonly alerts: Record<string, Alert>;
  /** As they came. */
  readonly events: PagerEvent[];
}

/** An event of a key that nobody knows is taken, and changes nothing. */
export function take({ alerts, events }: PagerdutyState, event: PagerEvent, made: string): string {
  const key = event.dedup_key ?? made;
  events.push(event);
  const known = alerts[key];
  if (event.event_action === 'trigger') {
    const { summary, severity } = event.payload;
    const isOpen = known !== undefined && known.status !== 'resolved';
    alerts[key] = { status: 'triggered', summary, severity, triggers: isOpen ? known.triggers + 1 : 1 };
  } else if (known !== undefined && known.status !== 'resolved')
    known.status = event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
  return key;
}
