/** The band that says rehearsal or live, the masthead, and the verdict. */
export const top = `
.mode p { max-width: 60rem; margin: 0 auto; padding: 0.6rem clamp(1rem, 4vw, 2.5rem); font-size: 0.95rem; }
.mode p { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.9rem; }
.mode strong { font-size: 1.25rem; font-weight: 750; letter-spacing: -0.01em; }
.mode.rehearsal { background: var(--rehearsal-tint); color: var(--rehearsal); }
.mode.rehearsal::before { content: ""; display: block; height: 10px; background: repeating-linear-gradient(-45deg, var(--rehearsal-stripe) 0 12px, transparent 12px 24px); }
.mode.live { background: var(--live-tint); color: var(--live); }
.masthead { padding-top: 2.25rem; }
.masthead-line { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.25rem 2rem; margin-bottom: 1rem; }
.brand { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.55rem; font-weight: 650; }
.brand .soft { font-weight: 400; }
.lamps { fill: var(--lamp); }
.source { margin-top: 0.5rem; }
main > .verdict { margin-top: 2rem; padding: 1.6rem 0 0; border-top: 3px solid var(--tone); }
.verdict h2 { margin-bottom: 0.5rem; font-size: clamp(1.9rem, 1.5rem + 2vw, 2.6rem); line-height: 1.15; letter-spacing: -0.022em; font-weight: 720; color: var(--tone); }
.verdict h2 .icon { width: 0.82em; height: 0.82em; margin-right: 0.22em; vertical-align: -0.07em; }
.verdict .of { font-size: 0.55em; font-weight: 500; letter-spacing: 0; color: var(--soft); white-space: nowrap; }
.contents { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: 0.9rem; }
.done-sentence { color: var(--soft); margin-top: 0.15rem; }
.sentence { font-size: clamp(1.1rem, 1.02rem + 0.4vw, 1.25rem); line-height: 1.45; text-wrap: pretty; }
.strip { display: flex; flex-wrap: wrap; gap: 0.3rem; margin-top: 1.35rem; }
.strip a { display: block; padding: 2px; border-radius: 50%; font-size: 1.35rem; line-height: 0; text-decoration: none; }
.counts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.4rem; margin-top: 0.9rem; }
.counts .icon { margin-right: 0.15rem; }
.times { display: flex; flex-wrap: wrap; gap: 0.8rem 3rem; margin-top: 1.4rem; }
.left li { display: grid; grid-template-columns: 8rem 1fr; gap: 0.25rem 1.25rem; padding: 0.9rem 0; border-top: 1px solid var(--line); }
.left .who { font-weight: 560; }
.left .who .soft { font-weight: 400; }
@media (max-width: 40rem) {
  .left li { grid-template-columns: 1fr; }
}
`;
