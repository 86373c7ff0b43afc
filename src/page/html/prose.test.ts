import { expect, test } from 'vitest';
import { html } from './html.ts';
import { prose } from './prose.ts';

const shown = (text: string) => html`${prose(text)}`.toString();

test('back-ticked words are code, and escaped like any other', () => {
  expect(shown('run `a < b` now')).toBe('run <code>a &lt; b</code> now');
});

test('a back-tick alone is a back-tick', () => {
  expect(shown('it`s <b>')).toBe('it`s &lt;b&gt;');
});
