/** The timeline: words, bar and duration in one row; on a phone the bar has a line of its own. */
export const timelineStyle = `
.timeline .rows { margin-top: 0.9rem; }
.row { display: grid; grid-template-columns: minmax(0, 21rem) minmax(0, 1fr) 5.2rem; column-gap: 1.25rem; align-items: center; min-height: 1.75rem; }
.row a { display: flex; align-items: center; gap: 0.55rem; min-width: 0; color: inherit; text-decoration: none; font-size: 0.92rem; }
.row a:hover .title { text-decoration: underline; }
.row .number { flex: none; max-width: 50%; overflow: hidden; text-overflow: ellipsis; min-width: 1.4rem; color: var(--soft); text-align: right; }
.row .number.named { text-align: left; }
.row .title { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.row.idle .title { color: var(--soft); }
.row .took { color: var(--soft); font-size: 0.85rem; text-align: right; white-space: nowrap; }
.lane-cell { display: block; height: 1.75rem; padding: 0 6px; }
.axis-row .lane-cell { grid-column: 2; height: 1.4rem; }
.lane, .axis { display: block; overflow: visible; }
.axis text { fill: var(--soft); font-size: 0.78rem; text-anchor: middle; dominant-baseline: middle; }
.axis .first { text-anchor: start; }
.axis .last { text-anchor: end; }
.grid { stroke: var(--grid); stroke-width: 1; }
.bar { stroke: var(--tone); stroke-width: 7; stroke-linecap: round; }
.bar.is-attested { stroke-width: 3; }
.passed { fill: var(--paper); stroke: var(--soft); stroke-width: 1.25; }
@media (max-width: 40rem) {
  .row { grid-template-columns: minmax(0, 1fr) auto; padding: 0.15rem 0; }
  .row .lane-cell { grid-column: 1 / -1; grid-row: 2; height: 1rem; }
  .row.idle .lane-cell { display: none; }
  .axis-row { min-height: 0; }
  .axis-row .lane-cell { grid-row: 1; height: 1.4rem; }
}
`;
