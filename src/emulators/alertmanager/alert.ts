import { z } from 'zod';

const name = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/u, 'is no name of a label');
const words = z.record(name, z.string());

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml: postableAlerts */
export const alertsSchema = z.array(
  z
    .object({
      labels: words.refine(
        (labels) => Object.values(labels).some((value) => value !== ''),
        'at least one label pair required',
      ),
      annotations: words.default({}),
      startsAt: z.iso.datetime({ offset: true }).optional(),
      endsAt: z.iso.datetime({ offset: true }).optional(),
      generatorURL: z.url().optional(),
    })
    .refine(
      ({ startsAt, endsAt }) =>
        startsAt === undefined || endsAt === undefined || Date.parse(endsAt) >= Date.parse(startsAt),
      'start time must be before end time',
    ),
);

export type PostedAlert = z.infer<typeof alertsSchema>[number];
