import { expect, test } from 'vitest';
import { readDirection } from '../read.ts';

function boxesOf(lines: string) {
  const text = `# A — Direction\n\n## Definition of Done\n\n${lines}\n`;
  return readDirection(new TextEncoder().encode(text), 'a.md').order.boxes.map(({ raw, ticked }) => ({ raw, ticked }));
}

test.each([
  ['words', '- [ ] Plain words.', 'Plain words.'],
  ['a code span first', '- [ ] `npm run ci` passes.', '`npm run ci` passes.'],
  ['a link first', '- [ ] [The page](a.md) is there.', '[The page](a.md) is there.'],
  ['bold words first', '- [ ] **All** of it.', '**All** of it.'],
  ['several lines', '- [ ] One\n  two.', 'One\n  two.'],
  ['an evidence link after', '- [ ] `a` is done. ([evidence](x.json))', '`a` is done.'],
])('a box that begins with %s', (_, line, raw) => {
  expect(boxesOf(line)).toEqual([{ raw, ticked: false }]);
  expect(boxesOf(line.replace('[ ]', '[x]'))).toEqual([{ raw, ticked: true }]);
});
