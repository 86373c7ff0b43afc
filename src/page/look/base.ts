/** Type, rhythm, links, tables: what every part of the page shares. */
export const base = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
.page { max-width: 60rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem) 4rem; }
h1, h2, h3, h4, p, dl, dd, ol, ul, figure, blockquote, pre { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: clamp(1.5rem, 1.15rem + 1.7vw, 2.1rem); line-height: 1.2; letter-spacing: -0.018em; font-weight: 680; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; letter-spacing: -0.01em; font-weight: 660; }
h3 { font-size: 1rem; line-height: 1.45; font-weight: 560; text-wrap: pretty; }
h4 { font-size: 0.95rem; line-height: 1.4; font-weight: 600; }
.caption, thead th, dt { font-size: 0.8rem; line-height: 1.4; font-weight: 600; color: var(--soft); text-align: left; }
main > section { margin-top: 3.25rem; }
main > section > h2 { margin-bottom: 0.9rem; }
.soft, footer { color: var(--soft); }
.soft { font-size: 0.9rem; }
.bad { color: var(--failed); font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sheet { position: absolute; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
:target { scroll-margin-top: 1rem; background: var(--sunk); box-shadow: 0 0 0 0.6rem var(--sunk); border-radius: 2px; }
code, pre { font-family: var(--mono); font-size: 0.88em; unicode-bidi: isolate; }
h3, h4, td, dd, blockquote, .title { unicode-bidi: isolate; }
.number, .took, dd, td { font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th, td { padding: 0.5rem 1rem 0.5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
tbody th { font-weight: 560; }
td.number, thead th.number { text-align: right; }
summary { cursor: pointer; color: var(--soft); font-size: 0.9rem; width: fit-content; }
summary:hover { color: var(--ink); }
.icon { width: 1em; height: 1em; flex: none; color: var(--tone); vertical-align: -0.12em; }
.stroke { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.cut { fill: none; stroke: var(--paper); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.badge { display: inline-flex; align-items: baseline; gap: 0.45em; font-size: 0.9rem; font-weight: 600; color: var(--tone); }
.badge .icon { transform: translateY(0.13em); vertical-align: 0; }
.paste { margin: 0.5rem 0; padding: 0.6rem 0.8rem; border-radius: 6px; background: var(--sunk); white-space: pre-wrap; user-select: all; font-size: 0.95rem; line-height: 1.5; }
.paste::before { content: "$ "; color: var(--soft); font-family: var(--mono); font-size: 0.88em; }
`;
