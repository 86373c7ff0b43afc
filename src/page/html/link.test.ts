import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchorOf, fileHref, webHref } from './link.ts';

test('a path of the run becomes a relative address', () => {
  expect(fileHref('files/17/checks.run/ci log#1.txt')).toBe('files/17/checks.run/ci%20log%231.txt');
});

test.each(['', '/etc/passwd', '../secrets', 'files/../../x', 'files//x', './x', '//evil.example/x'])(
  'a path that leaves the folder is no link: %j',
  (path) => {
    expect(fileHref(path)).toBeUndefined();
  },
);

test('whatever the path, the link stays in the folder of the run', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (path) => {
      const href = fileHref(path);
      if (href === undefined) return;
      expect(new URL(href, 'file:///runs/one/page.html').href).toMatch(/^file:\/\/\/runs\/one\/./);
    }),
  );
  expect(fileHref('javascript:alert(1)')).toBe('javascript%3Aalert(1)');
});

test('only http and https are addresses on the web', () => {
  expect(webHref('https://ci.example/run/1')).toBe('https://ci.example/run/1');
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//evil.example',
    'ci.example',
  ])
    expect(webHref(address)).toBeUndefined();
});

test('numbers become ids that are no section’s', () => {
  expect(['4', '2.7', 'done-1', 'monitoring', 'rollback'].map(anchorOf)).toEqual([
    'task-4',
    'task-2.7',
    'done-1',
    'monitoring',
    'rollback',
  ]);
  expect(anchorOf('proof')).toBe('task-proof');
  expect(anchorOf('1 "x')).toBe('task-1__x');
});
