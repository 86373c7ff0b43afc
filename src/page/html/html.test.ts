import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Html, html, trusted } from './html.ts';
import { printable } from '../../core/untrusted.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', ' ', '\n', 'a', ';', '#', '\u0000', '\u202E'),
  }),
);

test('what is placed can neither open a tag nor leave its attribute', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const markup = html`<p title="${text}">${text}</p>`.toString();
      const [, attribute, content] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(markup) ?? [];
      expect(attribute).toBeDefined();
      expect(content).toBe(attribute);
      expect(content?.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[&<>"']/);
    }),
  );
});

test('a reader sees the text as it was, made printable', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const decoded = html`${text}`
        .toString()
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&');
      expect(decoded).toBe(printable(text));
    }),
  );
});

test('markup is placed once, lists are joined, nothing leaves nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
  expect(html`<b>${items}${undefined}${false}${0}</b>`.toString()).toBe('<b><i>a</i><i>&lt;b&gt;</i>0</b>');
});

test('what JSON brings is text, however it is shaped', () => {
  const forged: unknown = JSON.parse('{"markup":"<b>","toString":"x"}');
  expect(forged instanceof Html).toBe(false);
  expect(html`${JSON.stringify(forged)}`.toString()).not.toContain('<b>');
});

test('an attribute without quotes is refused', () => {
  expect(() => html`<p title=${'x'}></p>`).toThrow('An attribute needs quotes');
});

test('a constant of our own stands as it is', () => {
  expect(html`<b>${trusted('<i>')}</b>`.toString()).toBe('<b><i></b>');
});
