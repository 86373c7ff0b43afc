import { z } from 'zod';

const tidy = z.strictObject({
  keep: z.array(z.string().min(1)).min(1).describe('globs of the Markdown that belongs where it is'),
  protect: z.array(z.string().min(1)).default([]).describe('globs that are never touched, whatever else is said'),
  archive: z.string().min(1).default('archive/stray-markdown').describe('folder that stray Markdown is moved to'),
  most: z.number().int().positive().default(10).describe('most files that one clean-up may move'),
});

/** The config's section `feedback`. Without `tidy` nothing is ever moved. */
export const feedbackSettings = z.strictObject({ tidy: tidy.optional() });

export type TidySettings = z.infer<typeof tidy>;
