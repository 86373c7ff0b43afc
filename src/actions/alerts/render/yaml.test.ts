import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlOf } from './yaml.ts';

const line = fc.string({ unit: 'grapheme-ascii' });
const lines = fc.array(line, { minLength: 2, maxLength: 4 }).map((all) => ['a', ...all, 'z'].join('\n'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    line,
    lines,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value')),
    fc.dictionary(fc.stringMatching(/^[\w .:#-]{1,12}$/), tie('value'), { noNullPrototype: true }),
  ),
}));

it('reads back as what it was, whatever stands in it', () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(parse(yamlOf({ given }))).toEqual({ given });
    }),
  );
});

it.each(['true', 'No', 'null', '1', '1e3', '- a', 'a: b', 'a #b', '@a', "it's", '', ' a', 'a ', '0x1f', '~', '.inf'])(
  '%j stays a text',
  (text) => expect(parse(yamlOf({ text }))).toEqual({ text }),
);
