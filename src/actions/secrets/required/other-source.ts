import type { Ask, Found } from './ask.ts';
import { isOwnName } from './own-names.ts';

const shape = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/gu;

/**
 * Code of other languages is not understood here. A name that stands in it may be asked for: that keeps a secret from being
 * called unused, and demands nothing.
 */
export function scanOtherSource(text: string, file: string): Found {
  const asks = text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(shape)]
        .filter(([name]) => !isOwnName(name))
        .map(([name]): Ask => ({ name, file, line: index + 1, isOptional: true, where: { kind: 'process' } })),
    );
  return { asks, given: [] };
}

/** `ENV NAME=value` and `ENV NAME value`. */
export function scanDockerfile(text: string, file: string): Found {
  const given = text.split('\n').flatMap((line, index) => {
    const [, rest] = /^\s*ENV\s+(.*)$/iu.exec(line) ?? [];
    if (rest === undefined) return [];
    const names = [...rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)=/gu)].map(([, name]) => name ?? '');
    const [single = ''] = rest.split(/\s/u);
    return (names.length > 0 ? names : [single]).map((name) => ({ name, file, line: index + 1 }));
  });
  return { asks: [], given };
}
