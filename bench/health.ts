import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

/**
 * Goals: the built `prestage health check` with 4 checks takes under 0.5 s beside the network and under 100 MB, and a check
 * costs no more among 10,000 than among 10.
 */
const goalMs = 500;
const goalMegabytes = 100;
const goalGrowth = 1.5;
const rounds = 9;
const sizes = [10, 100, 1000, 10_000] as const;

const root = join(import.meta.dirname, '..');
const bin = join(root, 'dist/cli/bin.js');
if (!existsSync(bin)) throw new Error(`there is no ${bin}; run \`npm run build\` first`);
const folder = mkdtempSync(join(process.env['PRESTAGE_BENCH_DIR'] ?? tmpdir(), 'bench-health-'));

/** The services are a process of their own, as they are in the world. */
const served = spawn(
  process.execPath,
  [
    '-e',
    `
  require('node:http').createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"status":"ok","queue_services":"ok","data_services":"ok","version":"4.6.0"}');
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);

try {
  const [port] = await once(createInterface(served.stdout), 'line');
  const url = `http://127.0.0.1:${String(port)}`;
  process.exitCode = [oneShot(url), flat(url)].every(Boolean) ? 0 : 1;
} finally {
  served.kill();
  rmSync(folder, { recursive: true, force: true });
}

function oneShot(url: string): boolean {
  configure(url, 4);
  const bare: number[] = [];
  const whole: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(timed(() => spawnSync(process.execPath, ['-e', '0'])));
    whole.push(runOnce());
  }
  // What else runs on the machine only adds: the fastest round says what it takes.
  const ms = Math.min(...whole.map(({ ms, network }) => ms - network));
  const middle = median(whole.map(({ ms, network }) => ms - network));
  const megabytes = median(whole.map((run) => run.megabytes));
  console.log(
    `4 checks, one shot: ${ms.toFixed(0)} ms beside the network at best, ${middle.toFixed(0)} in the median (goal ${goalMs}; node alone ${Math.min(...bare).toFixed(0)}, ` +
      `ratio ${(ms / Math.min(...bare)).toFixed(1)}), network ${median(whole.map(({ network }) => network)).toFixed(0)} ms, ` +
      `processor ${Math.min(...whole.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms, RSS ${megabytes.toFixed(0)} MB in the median (goal ${goalMegabytes})`,
  );
  return ms < goalMs && megabytes < goalMegabytes;
}

/** The first of a process pays for what all use: the cost of one more is between two sizes. By the processor's time, which no neighbour adds to. */
function flat(url: string): boolean {
  const times = sizes.map((size) => {
    configure(url, size);
    return { size, ms: median([1, 2, 3].map(() => runOnce().cpuMs)) };
  });
  for (const { size, ms } of times)
    console.log(
      `${String(size).padStart(6)} checks: ${ms.toFixed(0)} ms of the processor, ${((ms / size) * 1000).toFixed(0)} µs each`,
    );
  const costs = times.slice(1).map(({ size, ms }, index) => {
    const before = times[index];
    return before === undefined ? Number.NaN : (ms - before.ms) / (size - before.size);
  });
  const growth = (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN);
  console.log(
    `one more check: ${costs.map((cost) => `${(cost * 1000).toFixed(0)} µs`).join(', ')}; growth ${growth.toFixed(2)} (goal ${goalGrowth})`,
  );
  return growth < goalGrowth;
}

function configure(url: string, count: number): void {
  const check = {
    kind: 'http',
    url,
    steps: [
      {
        path: '/api',
        conditions: [
          { at: '$.queue_services', is: 'ok' },
          { at: '$.data_services', is: 'ok' },
        ],
        fields: { version: '$.version' },
      },
    ],
  };
  const checks = Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, check]));
  writeFileSync(
    join(folder, 'prestage.config.ts'),
    `export default ${JSON.stringify({ environments: { staging: {} }, health: { checks } })};\n`,
  );
}

interface Run {
  readonly ms: number;
  /** What the longest check waited for its connection and its answer. */
  readonly network: number;
  readonly megabytes: number;
  readonly cpuMs: number;
}

function runOnce(): Run {
  const used = join(folder, 'used.json');
  const tell = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(used)},JSON.stringify(process.resourceUsage())))`;
  const begun = performance.now();
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', tell, bin, 'health', 'check', '--env', 'staging', '--json', '--workspace', folder],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const ms = performance.now() - begun;
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}${stdout.slice(0, 2000)}`);
  const record: {
    readonly results: readonly { readonly steps: readonly { readonly phases: { readonly total: number } }[] }[];
  } = JSON.parse(readFileSync(join(folder, 'artifacts/ops/health/staging/latest.json'), 'utf8'));
  const network = Math.max(...record.results.flatMap(({ steps }) => steps.map(({ phases }) => phases.total)));
  const { maxRSS, userCPUTime, systemCPUTime }: NodeJS.ResourceUsage = JSON.parse(readFileSync(used, 'utf8'));
  rmSync(join(folder, 'artifacts'), { recursive: true });
  return {
    ms,
    network,
    megabytes: maxRSS / 1024,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
  };
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
