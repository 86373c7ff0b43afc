import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../core/failure.ts';
import type { Order } from '../core/order.ts';
import { bytesOf, file, manager, orderOf } from './testing/orders.ts';
import { boxedText } from './testing/markdown-text.ts';
import { readDirection } from './read.ts';
import { readTicks, tickBoxes, withoutTicks, type Tick } from './ticks.ts';

const evidence = 'artifacts/ops/runs/r/statements/done.sigstore.json';

test('a tick marks the box and links the evidence, and leaves every other byte', () => {
  const ticked = tickBoxes(orderOf(manager), [{ box: 'done-2', link: evidence }]);
  const line = '- [ ] Prettier executed on the file.';
  expect(ticked).toBe(manager.replace(line, `- [x] Prettier executed on the file. ([evidence](${evidence}))`));
});

test('a ticked box has the same words, so that bindings still fit it', () => {
  const before = orderOf(manager);
  const after = orderOf(tickBoxes(before, [{ box: 'done-3', link: evidence }]));
  expect(after.boxes.map(({ text, raw }) => [text, raw])).toEqual(before.boxes.map(({ text, raw }) => [text, raw]));
  expect(after.boxes.map(({ ticked }) => ticked)).toEqual([false, false, true]);
});

test('ticks are what the evidence says and no more: a box that is not named is unticked', () => {
  const byHand = manager.replace('- [ ] Template', '- [X] Template');
  expect(readTicks(orderOf(byHand))).toEqual([{ box: 'done-1' }]);
  expect(tickBoxes(orderOf(byHand), [])).toBe(manager);
});

test('a newer link takes the place of an older one', () => {
  const once = orderOf(tickBoxes(orderOf(manager), [{ box: 'done-1', link: 'old.json' }]));
  expect(readTicks(orderOf(tickBoxes(once, [{ box: 'done-1', link: 'new.json' }])))).toEqual([
    { box: 'done-1', link: 'new.json' },
  ]);
});

test('a box that does not exist is no box', () => {
  expect(tickBoxes(orderOf(manager), [{ box: 'done-9' }])).toBe(manager);
});

const path = fc.stringMatching(/^[ -~é]{1,30}$/);

function ticksOf(order: Order, links: readonly (string | undefined)[]): readonly Tick[] {
  return order.boxes.flatMap(({ number }, index) => {
    const link = links[index % links.length];
    return link === undefined ? [] : [{ box: number, link }];
  });
}

const withBoxes = boxedText.filter((text) => orderIn(text) !== undefined);

function orderIn(text: string): Order | undefined {
  try {
    return readDirection(bytesOf(text), file).order;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

describe('for every document', () => {
  const links = fc.array(fc.option(path, { nil: undefined }), { minLength: 1, maxLength: 4 });
  const check = (property: (order: Order, ticks: readonly Tick[]) => void): void => {
    fc.assert(
      fc.property(withBoxes, links, (text, paths) => {
        const order = orderOf(text);
        property(order, ticksOf(order, paths));
      }),
      { numRuns: 300 },
    );
  };

  test('the links that were written are read', () => {
    check((order, ticks) => expect(readTicks(orderOf(tickBoxes(order, ticks)))).toEqual(ticks));
  });

  test('ticking twice is ticking once', () => {
    check((order, ticks) => {
      const once = tickBoxes(order, ticks);
      expect(tickBoxes(orderOf(once), ticks)).toBe(once);
    });
  });

  test('ticks leave the text without ticks as it is', () => {
    check((order, ticks) => expect(withoutTicks(orderOf(tickBoxes(order, ticks)))).toBe(withoutTicks(order)));
  });

  test('ticking and unticking an order without ticks gives it back', () => {
    check((order, ticks) => {
      const clean = orderOf(withoutTicks(order));
      expect(tickBoxes(orderOf(tickBoxes(clean, ticks)), [])).toBe(clean.source);
    });
  });
});
