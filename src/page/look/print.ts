/** On paper: black on white, every fold opened where the browser knows how, rows kept whole, the mode on each sheet. */
export const print = `
@page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
@page rehearsal { @bottom-left { content: "Rehearsal: ticks no box of the real direction"; font: 8pt sans-serif; color: #555; } }
@page live { @bottom-left { content: "Live run"; font: 8pt sans-serif; color: #555; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --sunk: #fff; --line: #c9ccc8; --grid: #e3e5e2; }
  html { font-size: 9.5pt; }
  nav { display: none; }
  .page { max-width: none; padding: 0; }
  .row { min-height: 0; }
  .row .lane-cell { height: 1.5rem; }
  .page.rehearsal, .mode.rehearsal { page: rehearsal; }
  .page.live, .mode.live { page: live; }
  .mode p { max-width: none; padding: 2mm 3mm; }
  .mode.rehearsal { border: 1.5pt dashed #6b4700; background: none; }
  .mode.rehearsal::before { display: none; }
  .mode.live { border: 1.5pt solid #000; background: none; color: #000; }
  .masthead { padding-top: 6mm; }
  main > section { margin-top: 8mm; }
  .paste { padding: 0 0 0 3mm; border-left: 1pt solid #c9ccc8; border-radius: 0; }
  a { color: inherit; }
  h2, h3, h4, .caption, .action-head { break-after: avoid; }
  .row, .left li, .command, tr, .attestation, .verdict { break-inside: avoid; }
  :target { background: none; box-shadow: none; }
}
@media print { details::details-content { display: block; content-visibility: visible; block-size: auto; opacity: 1; } }
@media print { details > summary { list-style: none; } }
`;
