/** Constraints and the record's proof. */
export const proof = `
.constraints tbody th { width: 24%; }
.constraints td:last-child { width: 34%; }
.proof p { max-width: 44rem; }
.digests { display: grid; gap: 0.8rem; margin: 1.2rem 0; }
.digest { font-size: 0.9rem; user-select: all; }
.digests div:first-child .digest { font-size: 0.98rem; font-weight: 600; }
.proof details { margin-top: 0.8rem; }
.all-files { margin-top: 0.5rem; font-size: 0.85rem; }
.all-files .digest { font-size: 0.8rem; }
.all-files tbody th { width: 36%; font-weight: 400; }
.glossary dl { display: grid; gap: 0.45rem; margin-top: 0.6rem; }
.glossary dl div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0.2rem 1rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.85rem; }
@media (max-width: 40rem) {
  th, td { padding-right: 0.6rem; }
  .all-files, .all-files tbody, .all-files tr { display: block; }
  .all-files thead { position: absolute; clip-path: inset(50%); }
  .all-files tbody th, .all-files td { display: block; width: auto; padding: 0; border: 0; text-align: left; }
  .all-files tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
}
`;
