import { z } from 'zod';

const common = { routing_key: z.string().min(1), dedup_key: z.string().max(255).optional() };

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
const trigger = z.object({
  ...common,
  event_action: z.literal('trigger'),
  payload: z.object({
    summary: z.string().min(1).max(1024),
    source: z.string().min(1),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    component: z.string().optional(),
    group: z.string().optional(),
    class: z.string().optional(),
    custom_details: z.json().optional(),
  }),
  links: z.array(z.object({ href: z.url(), text: z.string().optional() })).optional(),
});

const later = z.object({ ...common, event_action: z.enum(['acknowledge', 'resolve']), dedup_key: z.string().max(255) });

export const eventSchema = z.discriminatedUnion('event_action', [trigger, later]);

export type PagerEvent = z.infer<typeof eventSchema>;
