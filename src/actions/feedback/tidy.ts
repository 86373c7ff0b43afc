import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { digestOf } from '../../services/files/digest.ts';
import { exists, readBytes } from '../../services/files/read.ts';
import { writeAtomic } from '../../services/files/write-atomic.ts';
import { count } from '../inputs.ts';
import { readSettings } from '../settings.ts';
import { feedbackSettings, type TidySettings } from './settings.ts';
import { findMarkdown } from './stray/find.ts';
import { isAt, manifestText, moveOnce, readManifest, type Move } from './stray/manifest.ts';

const input = z.strictObject({
  most: count.optional().describe('most files to move this time; the config says it when absent'),
});

type Data = {
  readonly manifest: string;
  /** With those of an earlier go of the same run: one manifest undoes them all. */
  readonly moves: readonly Move[];
  /** Stray by its place, and left there because other Markdown points at it. */
  readonly pointedAt: readonly { readonly path: string; readonly linkedFrom: readonly string[] }[];
  readonly belongs: readonly string[];
};

export const feedbackTidy = defineAction<z.infer<typeof input>, Data>({
  id: 'feedback.tidy',
  summary: 'Move stray Markdown to the archive, by a manifest that undoes it',
  input,
  effects: 'workspace',
  needs: { tools: ['git'] },
  recognises: [/\bclean(?: up)? stray (?:md|markdown)\b/i],
  writes: (_input, { settings }) => {
    const { tidy } = feedbackSettings.safeParse(settings('feedback') ?? {}).data ?? {};
    return tidy === undefined ? [] : [`${tidy.archive}/manifest.json`];
  },

  async plan(context, { most }) {
    const settings = tidySettings(context);
    const { stray, pointedAt, belongs } = await findMarkdown(context, settings);
    refuseTooMany(stray, most ?? settings.most);
    const folder = `${settings.archive.replace(/\/+$/, '')}/${stampOf(context)}`;
    const manifest = `${folder}/manifest.json`;
    const moves = await Promise.all(stray.map((file) => moveOf(context.root, file, folder)));
    const changes = moves.map(({ from, to }) => ({ kind: 'move', target: from, summary: `to ${to}` }) as const);
    const summary = stray.length === 0 ? 'No stray Markdown' : `Move ${stray.length} stray Markdown files to ${folder}`;
    const earlier = (await exists(context.root, manifest)) ? await readManifest(context.root, manifest) : [];
    return { summary, changes, data: { manifest, moves: [...earlier, ...moves], pointedAt, belongs } };
  },

  async apply(context, _input, { data }) {
    if (data.moves.length === 0) return;
    await writeAtomic(context.root, data.manifest, manifestText(data.moves));
    for (const { from, to, sha256 } of data.moves) await moveOnce(context.root, from, to, sha256);
  },

  async verify(context, _input, { data }) {
    const facts = {
      moved: data.moves.map(({ from }) => from),
      keptForTheirLinks: data.pointedAt.map(({ path }) => path),
      ...(data.moves.length === 0 ? {} : { manifest: data.manifest }),
    };
    const fault = await faultOf(context, data);
    if (fault !== undefined)
      return { verdict: 'failed', reason: fault, fix: 'See what is left: `prestage feedback tidy`.', facts };
    return { verdict: 'verified', ...reasonOf(data), facts };
  },
});

function tidySettings(context: ActionContext): TidySettings {
  const { tidy } = readSettings(context, 'feedback', feedbackSettings);
  if (tidy !== undefined) return tidy;
  throw new Failure({
    code: 'feedback.tidy-not-configured',
    what: 'Nothing says which Markdown belongs',
    why: 'a clean-up without rules takes what people need',
    fix: "Add to prestage.config.ts: `feedback: { tidy: { keep: ['README.md', 'docs/**'] } }`.",
    file: 'prestage.config.ts',
  });
}

function refuseTooMany(stray: readonly string[], most: number): void {
  if (stray.length <= most) return;
  throw new Failure(
    {
      code: 'feedback.too-many-stray',
      what: `${stray.length} Markdown files are stray, and one clean-up may move ${most}`,
      why: `that many are more likely a rule that is missing: ${stray.slice(0, 5).join(', ')}, …`,
      fix: `Add what belongs to \`feedback.tidy.keep\`, or allow it: \`feedback.tidy most=${stray.length}\`.`,
    },
    exitCodes.failed,
  );
}

/** The day's, outside a run: a plan that is named by its digest must come out the same a minute later. */
function stampOf(context: ActionContext): string {
  return context.run?.id ?? context.clock.now().toISOString().slice(0, 10);
}

async function moveOf(root: string, from: string, folder: string): Promise<Move> {
  return { from, to: `${folder}/${from}`, sha256: digestOf(await readBytes(root, from)) };
}

/** Looks at every Markdown file of the plan again: moved ones whole in the archive, all others where they were. */
async function faultOf(context: ActionContext, data: Data): Promise<string | undefined> {
  const { root } = context;
  for (const { from, to, sha256 } of data.moves) {
    if (await exists(root, from)) return `${from} still stands there`;
    if (!(await isAt(root, to, sha256))) return `${to} does not hold what ${from} held`;
  }
  for (const path of [...data.belongs, ...data.pointedAt.map((each) => each.path)]) {
    if (!(await exists(root, path))) return `${path} is gone and was not to be moved`;
  }
  if (data.moves.length > 0 && manifestText(await readManifest(root, data.manifest)) !== manifestText(data.moves))
    return `${data.manifest} does not list what was moved`;
  const left = (await findMarkdown(context, tidySettings(context))).stray;
  return left.length === 0 ? undefined : `stray Markdown is left: ${left.join(', ')}`;
}

function reasonOf(data: Data): Pick<Outcome, 'reason'> {
  if (data.pointedAt.length === 0) return {};
  const kept = data.pointedAt.map(({ path, linkedFrom: [first] }) => `${path} (${first ?? 'a symbolic link'})`);
  return { reason: `left in place because other Markdown points at them: ${kept.join(', ')}` };
}
