/** Colours, held at AA against their backgrounds by test/page.test.ts, in light and in dark. Paper is always light. */
export const tokens = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --sunk: #f4f5f3; --line: #e2e4e0; --grid: #ebedea;
  --ink: #1c1f23; --soft: #5a6068; --link: #1a56b0;
  --verified: #0b6b42;
  --attested: #5140ad;
  --waiting: #07607a;
  --skipped: #5a6068;
  --degraded: #6a5200;
  --stale: #73501d;
  --blocked: #8f4300;
  --unknown: #515861;
  --failed: #b3201d;
  --rehearsal: #6b4700; --rehearsal-tint: #fff3d6; --rehearsal-stripe: #f2b632;
  --live: #ffffff; --live-tint: #17202b;
  --lamp: #e59a1c;
  --sans: -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #121518; --sunk: #1d2226; --line: #2d3339; --grid: #242a2f;
    --ink: #e7e9ea; --soft: #a2a9b1; --link: #8db9ff;
    --verified: #62d29a;
    --attested: #b9afff;
    --waiting: #72c9e6;
    --skipped: #a7aeb5;
    --degraded: #e3c55c;
    --stale: #dab77f;
    --blocked: #f5b06a;
    --unknown: #b6bdc6;
    --failed: #ff938b;
    --rehearsal: #ffd98a; --rehearsal-tint: #2b220d; --rehearsal-stripe: #b98212;
    --live: #10151b; --live-tint: #dfe6ee;
    --lamp: #ffb938;
  }
}
.is-verified { --tone: var(--verified); }
.is-attested { --tone: var(--attested); }
.is-waiting { --tone: var(--waiting); }
.is-skipped { --tone: var(--skipped); }
.is-degraded { --tone: var(--degraded); }
.is-stale { --tone: var(--stale); }
.is-blocked { --tone: var(--blocked); }
.is-unknown { --tone: var(--unknown); }
.is-failed { --tone: var(--failed); }
`;
