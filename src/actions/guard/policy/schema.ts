import { z } from 'zod';

/** `guard.policy.yaml`: data alone, read out of git and never executed. */
export const policyFile = 'guard.policy.yaml';

const globs = z.array(z.string().min(1));
const count = z.number().int().nonnegative();
const people = z.array(z.string().min(1)).min(1);
const expression = z.string().min(1).refine(isExpression, 'is no regular expression');

const branch = z
  .strictObject({
    pattern: expression.describe('what the whole name must match; its named groups may stand in `order` as `{name}`'),
    order: z.string().min(1).optional().describe('the direction whose Touched Directories and files it is held to'),
    paths: globs.optional().describe('what it may touch, beside what its order allows'),
  })
  .refine(({ order, paths }) => order !== undefined || paths !== undefined, 'says neither `order` nor `paths`');

const waiver = {
  label: z.string().min(1).describe('the label that the pull request must have'),
  approvers: people.describe('who may be named as its approver; nobody approves his own'),
  days: count.min(1).describe('how many days ahead it may expire'),
};

export const policySchema = z
  .strictObject({
    format: z.literal('prestage.guard/1'),
    branches: z.array(branch).min(1),
    caps: z.strictObject({
      files: count.describe('files that are counted: changed and deleted, neither generated nor evidence'),
      lines: count.describe('lines added and deleted in counted files'),
      bytesPerFile: count.describe('of every file, whatever its kind'),
      newTopFolders: count.describe('names that stand at the top of the repository and did not before'),
    }),
    generated: globs.default([]).describe('written by programs: not counted, listed by themselves'),
    evidence: globs.default([]).describe('what runs leave: not counted, and allowed to every branch'),
    docs: globs.optional().describe('where Markdown may be; everywhere when absent'),
    forbidden: globs.min(1).describe('what may be added or changed by nobody'),
    protect: globs.default([]).describe('what counts as policy beside this file and the order'),
    issue: expression.optional().describe('what the text of the pull request must name; not asked for when absent'),
    wideChange: z.strictObject({ ...waiver, files: count, lines: count }).optional(),
    policyChange: z.strictObject(waiver).optional(),
  })
  .superRefine(({ caps, wideChange, policyChange }, context) => {
    const contradiction = (path: readonly string[], message: string): void =>
      context.addIssue({ code: 'custom', path: [...path], message });
    if (wideChange !== undefined && wideChange.files <= caps.files)
      contradiction(['wideChange', 'files'], `is not above caps.files, ${caps.files}: it would allow nothing`);
    if (wideChange !== undefined && wideChange.lines < caps.lines)
      contradiction(['wideChange', 'lines'], `is below caps.lines, ${caps.lines}`);
    if (wideChange !== undefined && wideChange.label === policyChange?.label)
      contradiction(['policyChange', 'label'], 'is the label of a wide change too: one would allow the other');
  });

export type Policy = z.infer<typeof policySchema>;
export type BranchRule = Policy['branches'][number];
export type Waiver = NonNullable<Policy['policyChange']>;

function isExpression(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
