import { z } from 'zod';
import { defineAction } from '../../core/action.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { aboutFile } from '../about-file.ts';
import { workspacePath } from '../inputs.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { environmentNames } from './environment-names.ts';
import { gatherMetrics } from './metrics/gather.ts';

const input = z.strictObject({
  to: workspacePath
    .default('artifacts/ops/metrics.prom')
    .describe('the file, for the textfile collector of the node exporter'),
});
type Input = z.infer<typeof input>;

export const reportMetrics = defineAction<Input, { readonly file: PlannedFile }>({
  id: 'report.metrics',
  summary: 'Write what archived records say as metrics: health, backups, drills, drift, certificates',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\bmetrics\b.*\btextfile\b/iu],
  writes: ({ to }) => [to],

  async plan(context, { to }) {
    const file = await planFile(context.root, to, await gatherMetrics(context, environmentNames(context)));
    return {
      summary: `Write the metrics ${to}`,
      changes: changesOf(file, 'from the archived records'),
      data: { file },
    };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, { to }) {
    const text = await readTextIfThere(context.root, to);
    const wanted = await gatherMetrics(context, environmentNames(context));
    if (text === undefined) return aboutFile(to, { verdict: 'failed', reason: `${to} is not there` });
    if (text !== wanted) return aboutFile(to, { verdict: 'failed', reason: `${to} reads otherwise than the archive` });
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
    if (samples === 0)
      return aboutFile(to, {
        verdict: 'unknown',
        reason: 'no record says anything yet',
        fix: 'Run `prestage health check --env staging`, then this again.',
      });
    return aboutFile(to, { verdict: 'verified', facts: { samples } });
  },
});
