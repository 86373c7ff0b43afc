import { z } from 'zod';

const answer = z
  .strictObject({
    status: z.number().int().min(200).max(599).default(200),
    json: z.json().optional(),
    text: z.string().optional(),
    headers: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ json, text }) => json === undefined || text === undefined, 'has both json and text');

export type SiteAnswer = z.infer<typeof answer>;

/** A status alone is an answer without a body. */
const told = z.union([
  answer,
  z
    .number()
    .int()
    .min(200)
    .max(599)
    .transform((status) => answer.parse({ status })),
]);

/** `/health`, and `GET /health` with a `*` for what may stand in a segment of the path. */
const path = /^\//;
const example = /^(?<method>[A-Z]+) (?<path>\/.*)$/;

/** One answer that it gives. */
export interface SiteRoute {
  /** Any when absent. */
  readonly method?: string;
  /** A glob where there is a method, and the path itself where there is none. */
  readonly path: string;
  readonly answer: SiteAnswer;
}

/**
 * What a site can be told of itself, one name for each path, so that several who speak of one site can add to it: a path
 * with its answer, or a method and a path with the JSON that is answered with 200. Of TLS, that it is there.
 */
export const givenSchema = z.record(z.string(), z.json()).transform((given, context) => {
  const read = <Value>(name: string, schema: z.ZodType<Value>, value: unknown): Value | undefined => {
    const { data, error } = schema.safeParse(value);
    for (const issue of error?.issues ?? [])
      context.issues.push({ code: 'custom', input: value, path: [name, ...issue.path], message: issue.message });
    return data;
  };
  const { tls = false, otherwise, ...others } = given;
  const routes = Object.entries(others).flatMap(([name, value]): SiteRoute[] => {
    const { method, path: of } = example.exec(name)?.groups ?? {};
    if (method !== undefined && of !== undefined)
      return [{ method, path: of, answer: { status: 200, json: value, headers: {} } }];
    const known = read(name, path.test(name) ? told : z.never('is no path: it does not begin with /'), value);
    return known === undefined ? [] : [{ path: name, answer: known }];
  });
  return {
    tls: read('tls', z.boolean(), tls) ?? false,
    otherwise: otherwise === undefined ? undefined : read('otherwise', told, otherwise),
    routes,
  };
});

export type Given = z.infer<typeof givenSchema>;
