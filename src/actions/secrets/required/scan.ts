import pLimit from 'p-limit';
import type { ActionContext } from '../../../core/action.ts';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { readText } from '../../../services/files/read.ts';
import { createGit } from '../../../services/git/client.ts';
import { nothing, type Found } from './ask.ts';
import { scanFlyToml } from './fly-toml.ts';
import { scanJavaScript } from './javascript.ts';
import { scanDockerfile, scanOtherSource } from './other-source.ts';
import { readWorkflow, type Workflow } from './workflow/read.ts';
import { asksOfWorkflows } from './workflow/scan.ts';

/** What the tracked files ask for, and those that could not be read: what these ask for is not known. */
export interface CodeAsks extends Found {
  readonly problems: readonly FailureData[];
}

/** Made by programs, or by others: who runs it says what it asks for. */
const leftOut =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|out|coverage|\.next|\.nuxt|\.output|\.yarn|\.prestage|generated|__generated__|artifacts)\/|\.min\.[cm]?js$|\.d\.ts$/u;

/** More is no source that people write. */
const mostLetters = 1_000_000;

const openAtOnce = 16;

/** Reads what git tracks, as it lies in the work tree. Throws the Failures of git. */
export async function scanCode(context: ActionContext): Promise<CodeAsks> {
  const tracked = (await createGit(context.exec).tracked()).filter((path) => !leftOut.test(path)).toSorted();
  const limit = pLimit(openAtOnce);
  const read = await limit.map(tracked.filter(isLookedAt), async (file) => readOne(context.root, file));
  const found = [
    ...read.map(({ found: own = nothing }) => own),
    asksOfWorkflows(read.flatMap((each) => each.workflow ?? [])),
  ];
  return {
    asks: found.flatMap(({ asks }) => asks),
    given: found.flatMap(({ given }) => given),
    problems: read.flatMap(({ problem }) => problem ?? []),
  };
}

interface ReadFile {
  readonly found?: Found;
  readonly workflow?: Workflow;
  readonly problem?: FailureData;
}

const workflows = /^\.github\/workflows\/[^/]+\.ya?ml$/u;
const flyToml = /(?:^|\/)fly(?:\.[\w.-]+)?\.toml$/u;
const dockerfile = /(?:^|\/)(?:[\w.-]+\.)?Dockerfile(?:\.[\w.-]+)?$/u;
const javaScript = /\.[cm]?[jt]sx?$/u;
const otherSource = /\.(?:vue|svelte|astro|py|rb|go|rs|php|exs?|java|kt|cs|sh|bash)$/u;

function isLookedAt(file: string): boolean {
  return [workflows, flyToml, dockerfile, javaScript, otherSource].some((pattern) => pattern.test(file));
}

async function readOne(root: string, file: string): Promise<ReadFile> {
  try {
    const text = await readText(root, file);
    if (workflows.test(file)) return { workflow: readWorkflow(text, file) };
    if (flyToml.test(file)) return { found: await scanFlyToml(text, file) };
    if (text.length > mostLetters) return {};
    if (dockerfile.test(file)) return { found: scanDockerfile(text, file) };
    return { found: javaScript.test(file) ? scanJavaScript(text, file) : scanOtherSource(text, file) };
  } catch (error) {
    // Tracked and taken away: it asks for nothing any more.
    if (!(error instanceof Failure)) throw error;
    return error.data.code === 'files.missing' ? {} : { problem: error.data };
  }
}
