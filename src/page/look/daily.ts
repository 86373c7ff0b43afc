/** The day's report: a block a check, a cell a day. */
export const daily = `
.daily main > section > h2 .badge { margin-left: 0.5rem; font-size: 1rem; }
.daily main > section > h3 { margin-top: 1.4rem; }
.check { padding: 0.9rem 0; border-top: 1px solid var(--line); }
.checks { margin-top: 0.9rem; border-bottom: 1px solid var(--line); }
.check-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.7rem; }
.days { display: flex; flex-wrap: wrap; gap: 0.15rem; margin-top: 0.6rem; }
.days li { width: 1.25rem; text-align: center; line-height: 1.25rem; }
.days a { display: block; text-decoration: none; }
.days .none { color: var(--soft); }
.figures { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; margin-top: 0.6rem; }
.incidents li, .notes li { padding: 0.35rem 0; }
.block { margin-top: 0.4rem; padding: 0.7rem 0.9rem; border-radius: 6px; background: var(--sunk); white-space: pre-wrap; user-select: all; line-height: 1.5; }
@media print { .check, .incidents li { break-inside: avoid; } .block { padding: 0 0 0 3mm; border-left: 1pt solid #c9ccc8; border-radius: 0; } }
`;
