import type { AllowedTool, LabelledLine } from '../../core/order.ts';

const remark = /`*\s*\(([^()]*)\)/y;
const bare = /([^,;()]+)(?:\(([^()]*)\))?/g;

/** Tools in back-ticks, or between commas, each with a remark in parentheses or none: `rg` (read-only searches). */
export function readTools(line: LabelledLine): readonly AllowedTool[] {
  const named = line.codes.length > 0 ? inBackTicks(line) : betweenCommas(line);
  return named.flatMap(([name, note]) => {
    const words = name.split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return [];
    return [note === undefined ? { words } : { words, note }];
  });
}

type Named = readonly [name: string, note: string | undefined];

function inBackTicks({ codes, raw }: LabelledLine): readonly Named[] {
  let from = 0;
  return codes.map((code) => {
    from = Math.max(from, raw.indexOf(code, from) + code.length);
    remark.lastIndex = from;
    return [code, remark.exec(raw)?.[1]];
  });
}

function betweenCommas({ text }: LabelledLine): readonly Named[] {
  return [...text.replace(/\.$/, '').matchAll(bare)].map(([, name = '', note]) => [name, note]);
}

/** Paths and globs, in back-ticks or between commas. */
export function readPaths({ codes, text }: LabelledLine): readonly string[] {
  const paths = codes.length > 0 ? codes : text.replace(/\.$/, '').split(/[,;]|\band\b/);
  return paths.map((path) => path.trim().replace(/^\.\//, '')).filter((path) => path !== '');
}
