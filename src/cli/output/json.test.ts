import { expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { testProcess } from '../testing/process.ts';
import { run, task } from '../testing/records.ts';
import { createOutput } from './create.ts';
import { jsonText } from './json.ts';

it('prints one object on stdout; the list goes to stderr', () => {
  const process = testProcess(['rehearse', '--json']);
  const output = createOutput(process);
  output.progress('Copying …');
  output.watch({ kind: 'run.closed', record: run([task('1', 'Apply')]), page: 'page.html' });
  output.payload({ runs: [] }, [{ kind: 'line', text: 'exit 0' }]);
  output.close();
  expect(JSON.parse(process.out())).toEqual({ runs: [] });
  expect(process.err()).toContain('1  Apply');
});

it('gives a failure as an object too', () => {
  const process = testProcess(['--json']);
  const data = { code: 'a.b', what: 'W', why: 'Y', fix: 'F', file: 'a.md', line: 3 };
  createOutput(process).failure(new Failure(data));
  expect(JSON.parse(process.out())).toEqual({ error: data });
  expect(process.err()).toBe('');
});

it('is not asked for by what stands after --', () => {
  const process = testProcess(['attest', '--', '--json']);
  createOutput(process).payload({ a: 1 }, [{ kind: 'line', text: 'words' }]);
  expect(process.out()).toBe('words\n');
});

it('escapes what a terminal or a runner would obey and still is the same value', () => {
  const value = { title: 'a\u009B31mb\u202Ec\u007F\u{E0041} ##[error]x ###[b] ## [c]' };
  const text = jsonText(value);
  expect(text).not.toMatch(/[\u007F-\u009F\p{Cf}]|##\[/u);
  expect(JSON.parse(text)).toEqual(value);
});
