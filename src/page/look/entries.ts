/** Tasks, boxes and what lies under them. */
export const entries = `
.done > .soft { margin: -0.4rem 0 0.9rem; }
.entries > li { border-top: 1px solid var(--line); }
.entries > li:last-child { border-bottom: 1px solid var(--line); }
.entry { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr) auto; column-gap: 0.75rem; padding: 0.95rem 0; }
.labelled .entry { grid-template-columns: 6.5rem minmax(0, 1fr) auto; }
.mark { color: var(--soft); line-height: 1.45; }
.mark .label { font-weight: 600; font-size: 0.9rem; }
.entry .state { display: grid; grid-template-columns: 8rem 4.9rem; column-gap: 0.75rem; align-items: baseline; }
.entry .state .took { text-align: right; }
.entry .body { grid-column: 2 / -1; }
.reason { margin-top: 0.2rem; }
.fix { margin-top: 0.2rem; color: var(--soft); }
.fix strong { font-weight: 600; }
.entry .links { margin-top: 0.2rem; font-size: 0.95rem; }
.checkbox { display: block; width: 1.2rem; height: 1.2rem; margin-top: 0.12rem; }
.checkbox rect { fill: none; stroke: var(--tone); stroke-width: 1.6; }
.checkbox .tick { fill: none; stroke: var(--tone); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.done.live .checkbox.is-verified rect { fill: var(--tone); }
.done.live .checkbox.is-verified .tick { stroke: var(--paper); }
.done.rehearsal .checkbox rect { stroke-dasharray: 3 2.4; }
.depth { margin-top: 0.45rem; }
.depth > .action:first-of-type, .depth > .files { margin-top: 0.7rem; }
.action { margin-top: 0.9rem; padding: 0.1rem 0 0.1rem 1.1rem; border-left: 2px solid var(--line); }
.action-head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.1rem 1rem; }
.action-head .state { display: flex; gap: 0 0.75rem; }
.environment { font-weight: 400; color: var(--soft); }
.asked { display: grid; gap: 0.2rem; margin-top: 0.5rem; }
.asked > div { display: grid; grid-template-columns: 3.6rem minmax(0, 1fr); }
.asked dt { padding-top: 0.15rem; }
.action .caption { margin-top: 0.8rem; }
.command .paste { margin: 0.3rem 0 0.15rem; }
.command + .command { margin-top: 0.6rem; }
.action table { margin-top: 0.8rem; }
.action th, .action td { padding-top: 0.3rem; padding-bottom: 0.3rem; }
.facts tbody th, .facts thead th:first-child { width: 30%; }
.facts tbody th { font-weight: 400; color: var(--soft); }
.tests-of { margin-top: 0.6rem; font-size: 0.9rem; color: var(--soft); }
.action details { margin-top: 0.5rem; }
.tests li { display: flex; gap: 0.45rem; margin-top: 0.15rem; font-size: 0.92rem; }
.tests .icon { margin-top: 0.27em; }
.files ul { margin-top: 0.15rem; font-size: 0.95rem; }
.attestation { margin-top: 0.5rem; padding: 0.1rem 0 0.1rem 1.1rem; border-left: 2px solid var(--attested); }
.attestation blockquote { font-size: 1.05rem; }
.attestation blockquote::before { content: "“"; }
.attestation blockquote::after { content: "”"; }
.attestation figcaption { margin-top: 0.2rem; font-size: 0.92rem; color: var(--attested); }
.attestation .files { margin-top: 0.4rem; }
@media (max-width: 40rem) {
  .entry, .labelled .entry { grid-template-columns: 1.9rem minmax(0, 1fr); column-gap: 0.5rem; }
  .labelled .entry { grid-template-columns: minmax(0, 1fr); }
  .entry .state { grid-column: 2; display: flex; flex-wrap: wrap; gap: 0 0.75rem; margin-top: 0.2rem; }
  .labelled .entry .state, .labelled .entry .body { grid-column: 1; }
  .action { padding-left: 0.75rem; }
}
`;
