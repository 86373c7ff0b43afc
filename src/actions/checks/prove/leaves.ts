/** What a script looks for, as far as the program that it calls tells: each has a violation of its own to plant. */
export type Kind = 'format' | 'lint' | 'test' | 'secret';

/** One command that a script comes to, through the other scripts that it calls. */
export interface Leaf {
  readonly words: string;
  readonly kind: Kind | undefined;
}

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['format', /\b(?:prettier|dprint|oxfmt|biome (?:check|ci|format))\b/],
  ['lint', /\b(?:eslint|oxlint|biome lint)\b/],
  ['test', /\b(?:node\b.* --test|vitest|jest|mocha)\b/],
  ['secret', /\b(?:secretlint|gitleaks|trufflehog|ggshield|detect-secrets)\b/],
];

const call = /^(?:npm|pnpm|yarn|bun)(?: run(?:-script)?)?(?: -\S+)* (?<script>[\w:.-]+)/;

/** The commands of a script in their order; a script that calls itself ends there. */
export function leavesOf(
  script: string,
  scripts: Readonly<Record<string, string>>,
  seen: readonly string[] = [],
): readonly Leaf[] {
  const body = scripts[script];
  if (body === undefined || seen.includes(script)) return [];
  return partsOf(body).flatMap((words) => {
    const called = call.exec(words)?.groups?.['script'];
    if (called !== undefined && scripts[called] !== undefined) return leavesOf(called, scripts, [...seen, script]);
    return [{ words, kind: kinds.find(([, fits]) => fits.test(words))?.[0] }];
  });
}

function partsOf(body: string): readonly string[] {
  return body.split(/&&|\|\||[;|&\n]/).flatMap((part) => part.trim() || []);
}

const writes = /(?:^|\s)(?:--write|-w|--fix|--apply)(?=\s|=|$)/;

/** Whether a command mends what it was to find. */
export function mends({ words, kind }: Leaf): boolean {
  return (kind === 'format' || kind === 'lint') && writes.test(words);
}
