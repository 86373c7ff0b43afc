import { z } from 'zod';
import type { Persona } from './types.ts';

const persona = z.strictObject({
  role: z.string().min(1).describe('The role in the database: anon, authenticated, service_role or one of your own.'),
  claims: z
    .record(z.string(), z.json())
    .default({})
    .describe('What the token says: `sub` is auth.uid(), all of it is auth.jwt().'),
  settings: z
    .record(z.string(), z.string())
    .default({})
    .describe('Settings of the session that policies read, such as `app.current_project`.'),
});

const user = (letter: string) => ({
  role: 'authenticated',
  claims: { sub: `${letter.repeat(8)}-0000-4000-8000-000000000000`, email: `user-${letter}@example.test` },
  settings: {},
});

/** `database.access` in the config. */
export const accessSettings = z.strictObject({
  personas: z
    .record(z.string().regex(/^[\w-]+$/), persona)
    .default({
      anon: { role: 'anon', claims: {}, settings: {} },
      user_a: user('a'),
      user_b: user('b'),
      service_role: { role: 'service_role', claims: {}, settings: {} },
    })
    .describe('Who comes to the database. Two users of different tenants show whose rows are whose.'),
  advice: z
    .enum(['ERROR', 'WARN', 'INFO', 'never'])
    .default('ERROR')
    .describe('From which level on what the advisors find fails database.access; what is below is told.'),
  deadPolicies: z
    .enum(['fail', 'tell'])
    .default('fail')
    .describe('What a policy does to database.access that holds for no persona on any row.'),
  schemas: z.array(z.string()).optional().describe("Schemas to look at; all that are the workspace's own when absent."),
});

export type AccessSettings = z.infer<typeof accessSettings>;

export function personasOf({ personas }: AccessSettings): readonly Persona[] {
  return Object.entries(personas).map(([name, each]) => ({ name, ...each }));
}
