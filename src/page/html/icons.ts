import { html, type Html } from './html.ts';
import type { Verdict } from '../../core/verdict.ts';

const disc = html`<circle cx="8" cy="8" r="7.25" fill="currentColor" />`;
const ring = html`<circle cx="8" cy="8" r="6.5" class="stroke" />`;

/** One shape a verdict, told apart without colour: discs and an octagon for what is final, rings for what is not seen. */
const shapes: Readonly<Record<Verdict, Html>> = {
  verified: html`${disc}<path class="cut" d="M4.6 8.4 7 10.8l4.5-5.2" />`,
  attested: html`${ring}<circle cx="8" cy="6.3" r="2" fill="currentColor" /><path
      class="stroke"
      d="M4.6 11.9a3.6 3.6 0 0 1 6.8 0"
    />`,
  waiting: html`${ring}<path class="stroke" d="M8 4.4V8l2.4 1.6" />`,
  skipped: html`<path class="stroke" d="m3 4 4 4-4 4m5-8 4 4-4 4" />`,
  stale: html`<path class="stroke" d="M2.2 8a5.8 5.8 0 1 0 1.9-4.3M2 2.4v2.9h2.9M8 5v3.2l2 1.3" />`,
  degraded: html`<path class="stroke" d="M8 1.8 15 14H1zM8 6v3.6" /><circle
      cx="8"
      cy="11.7"
      r=".9"
      fill="currentColor"
    />`,
  blocked: html`${ring}<path class="stroke" d="m3.6 12.4 8.8-8.8" />`,
  unknown: html`<circle cx="8" cy="8" r="6.5" class="stroke" /><path
      class="stroke"
      d="M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2"
    /><circle cx="8" cy="11.2" r=".9" fill="currentColor" />`,
  failed: html`<path fill="currentColor" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" /><path
      class="cut"
      d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"
    />`,
};

/** The shapes, drawn once; `icon` refers to them. */
export function iconSheet(): Html {
  const symbols = Object.entries(shapes).map(
    ([verdict, shape]) => html`<symbol id="icon-${verdict}" viewBox="0 0 16 16">${shape}</symbol>`,
  );
  return html`<svg class="sheet" width="0" height="0" aria-hidden="true">${symbols}</svg>`;
}

/** A verdict's shape in its colour. It says nothing to a screen reader: its word stands beside it. */
export function icon(verdict: Verdict): Html {
  return html`<svg class="icon is-${verdict}" viewBox="0 0 16 16" aria-hidden="true">
    <use href="#icon-${verdict}" />
  </svg>`;
}

/** Icon, word and colour together. */
export function badge(verdict: Verdict, words: string = verdict): Html {
  return html`<span class="badge is-${verdict}">${icon(verdict)} ${words}</span>`;
}
