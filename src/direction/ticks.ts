import type { Box, Order } from '../core/order.ts';
import type { Edit } from './edit.ts';
import { evidenceLink, splitEvidence } from './parts/evidence-link.ts';
import { renderDirection } from './render.ts';

/** A box that evidence settles. `link` leads to the evidence, from the direction's folder. */
export interface Tick {
  /** `done-1` */
  readonly box: string;
  readonly link?: string;
}

/**
 * The direction with just these boxes ticked: `- [x] words ([evidence](link))`. A box that is not named is unticked and
 * loses its link, so that the ticks are what the evidence says and no more.
 */
export function tickBoxes(order: Order, ticks: readonly Tick[]): string {
  const wanted = new Map(ticks.map((tick) => [tick.box, tick]));
  return renderDirection(
    order,
    order.boxes.flatMap((box) => editsOf(order, box, wanted.get(box.number))),
  );
}

/** The text that the direction's digest is taken over: ticks and evidence links are no part of the order. */
export function withoutTicks(order: Order): string {
  return tickBoxes(order, []);
}

/** The boxes that are ticked, with the evidence that they link to. */
export function readTicks(order: Order): readonly Tick[] {
  return order.boxes
    .filter(({ ticked }) => ticked)
    .map((box) => {
      const { link } = splitEvidence(wordsOf(order, box), '');
      return link === undefined ? { box: box.number } : { box: box.number, link };
    });
}

function editsOf(order: Order, box: Box, tick: Tick | undefined): readonly Edit[] {
  const words = wordsOf(order, box);
  const { own } = splitEvidence(words, '');
  const mark = markOf(order, box);
  const end = box.range.end;
  return [
    { start: mark, end: mark + 1, text: tick === undefined ? ' ' : 'x' },
    { start: end - words.length + own.length, end, text: tick?.link === undefined ? '' : evidenceLink(tick.link) },
  ];
}

/** Where the space or the x stands: a box's range begins with the list marker, which holds no bracket. */
function markOf({ source }: Order, { range }: Box): number {
  return source.indexOf('[', range.start) + 1;
}

/** From behind the bracket and the white space after it to the end, evidence links included. */
function wordsOf(order: Order, box: Box): string {
  return order.source.slice(markOf(order, box) + 3, box.range.end);
}
