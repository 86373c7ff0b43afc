import { createRedactor } from '../../../evidence/redact.ts';

/** A credential in a text, without its value. */
export interface Credential {
  /** What kind it is: a rule's name. */
  readonly rule: string;
  /** In the text, from 1. */
  readonly line: number;
}

/** How every marker of redaction begins. */
export const markerStart = '[redacted:';

const marker = /\[redacted:([\w.:/-]+)\]/gu;

/**
 * Secretlint's recommended rules, and after them those by which Prestage redacts. What the head says about secretlint itself
 * (`secretlint-disable`) is not obeyed. `literal` says how many markers of a line are not ours: they stand in the file.
 */
export async function scanText(
  text: string,
  path: string,
  literal: (line: number) => number = () => 0,
): Promise<readonly Credential[]> {
  const [byRules, byRedaction] = [await lint(text, path), redacted(text, literal)];
  const found = [...byRules, ...byRedaction];
  const first = new Map(found.map((each) => [each.line, each] as const).toReversed());
  return [...first.values()].toSorted((a, b) => a.line - b.line);
}

async function lint(text: string, path: string): Promise<readonly Credential[]> {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const content = text.replaceAll(/secretlint-(?:disable|enable)/gu, 'secretlint_ignored');
  const { messages } = await lintSource({
    source: { content, filePath: path, ext: '.txt', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      maskSecrets: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
    },
  });
  return messages.map(({ ruleId, loc }) => ({
    rule: ruleId.replace('@secretlint/secretlint-rule-', ''),
    line: loc.start.line,
  }));
}

/** What a child prints comes redacted already: its markers say that a credential was there. */
function redacted(text: string, literal: (line: number) => number): readonly Credential[] {
  const lines = createRedactor([]).text(text).split('\n');
  return lines.flatMap((line, index) => {
    const marks = [...line.matchAll(marker)];
    const [first] = marks;
    return first === undefined || marks.length <= literal(index + 1)
      ? []
      : [{ rule: first[1] ?? 'known', line: index + 1 }];
  });
}
