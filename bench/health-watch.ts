import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/**
 * Goals: the built `prestage health watch` makes at least 4 times the checks per second of Debian's prometheus-blackbox-exporter,
 * of the same JSON, on loopback, side by side; and a check costs no more among 10,000 than among 10. What was asked is counted by
 * the service, which is a process of its own. The exporter is driven by 8 clients over kept connections, as a Prometheus would.
 */
const goalRatio = 4;
const goalGrowth = 1.5;
const rounds = 3;
const warmMs = 4_000;
const measureMs = 5_000;
const clients = 8;
const sizes = [10, 100, 1000, 10_000] as const;

const root = join(import.meta.dirname, '..');
const bin = join(root, 'dist/cli/bin.js');
if (!existsSync(bin)) throw new Error(`there is no ${bin}; run \`npm run build\` first`);
const folder = mkdtempSync(join(process.env['PRESTAGE_BENCH_DIR'] ?? tmpdir(), 'bench-watch-'));
const children = new Set<ChildProcess>();

const reply = '{"status":"ok","queue_services":"ok","data_services":"ok","version":"4.6.0"}';
const service = `
  let asked = 0;
  require('node:http').createServer((request, response) => {
    if (request.url === '/count') return response.end(String(asked));
    asked += 1;
    response.setHeader('content-type', 'application/json');
    response.end('${reply}');
  }).listen(0, '127.0.0.1', 65535, function () { console.log(this.address().port); });
`;

try {
  const served = begin(process.execPath, ['-e', service]);
  const url = `http://127.0.0.1:${await said(served, /\d+/)}`;
  const passed = [await besideExporter(url), await flat(url)];
  process.exitCode = passed.every(Boolean) ? 0 : 1;
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function besideExporter(url: string): Promise<boolean> {
  const exporter = 'prometheus-blackbox-exporter';
  const hasExporter = spawnSync(exporter, ['--version']).error === undefined;
  if (!hasExporter)
    console.log(`skipped: there is no ${exporter} (apt-get install ${exporter}); ours is measured alone`);
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measureWatch(url, 1000));
    if (hasExporter) theirs.push(await measureExporter(exporter, url));
  }
  say('prestage health watch, 1000 checks', ours);
  if (!hasExporter) return true;
  say(`${exporter}, ${clients} clients`, theirs);
  const ratio = middle(ours, perSecond) / middle(theirs, perSecond);
  console.log(`checks per second, medians: ${ratio.toFixed(1)} times (goal ${goalRatio})`);
  return ratio >= goalRatio;
}

async function flat(url: string): Promise<boolean> {
  const costs: number[] = [];
  for (const size of sizes) {
    const measured = await measureWatch(url, size);
    costs.push(measured.cpuMs / measured.checks);
    console.log(
      `${String(size).padStart(6)} checks: ${perSecond(measured).toFixed(0)} a second, ` +
        `${((measured.cpuMs / measured.checks) * 1000).toFixed(0)} µs of the processor each, RSS ${measured.megabytes.toFixed(0)} MB`,
    );
  }
  const growth = (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN);
  console.log(`cost of a check, 10,000 to 10: ${growth.toFixed(2)} (goal ${goalGrowth})`);
  return growth < goalGrowth;
}

interface Measured {
  readonly checks: number;
  readonly ms: number;
  /** Resident at its end, and at its most. */
  readonly megabytes: number;
  readonly peak: number;
  readonly cpuMs: number;
}

async function measureWatch(url: string, count: number): Promise<Measured> {
  const conditions = ['$.queue_services', '$.data_services'].map((at) => ({ at, is: 'ok' }));
  const check = {
    kind: 'http',
    url,
    every: 0.1,
    steps: [{ path: '/api', conditions, fields: { version: '$.version' } }],
  };
  const checks = Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, check]));
  const config = { environments: { staging: {} }, health: { checks } };
  writeFileSync(join(folder, 'prestage.config.ts'), `export default ${JSON.stringify(config)};\n`);
  const child = begin(process.execPath, [bin, 'health', 'watch', '--port', '0', '--json', '--workspace', folder]);
  const own = await said(child, /http:[^"]+/);
  const measured = await measure(child, url);
  const metrics = await (await fetch(`${own}/metrics`)).text();
  // More than a machine manages is late, as it is meant to be here.
  const [wrong] = /^prestage_health_check_diagnosis\{(?!.*code="stale").*$/m.exec(metrics) ?? [];
  if (wrong !== undefined) throw new Error(`a check does not pass: ${wrong}`);
  await end(child);
  return measured;
}

async function measureExporter(exporter: string, url: string): Promise<Measured> {
  const file = join(folder, 'blackbox.yml');
  const wanted = ['queue_services', 'data_services'].map((name) => `"${name}":"ok"`);
  const http = { valid_status_codes: [200], fail_if_body_not_matches_regexp: wanted };
  writeFileSync(file, JSON.stringify({ modules: { api: { prober: 'http', timeout: '5s', http } } }));
  const port = 20_000 + (process.pid % 20_000);
  const options = [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'];
  const child = begin(exporter, options);
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: clients });
  const path = `/probe?module=api&target=${encodeURIComponent(`${url}/api`)}`;
  while (!(await answers(`http://127.0.0.1:${port}/metrics`))) await sleep(50);
  const over = new AbortController();
  const drive = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const { body } = await pool.request({ path, method: 'GET' });
      if (!(await body.text()).includes('probe_success 1')) throw new Error('a probe failed');
    }
  };
  const driving = Promise.all(Array.from({ length: clients }, drive));
  const measured = await measure(child, url);
  over.abort();
  await driving;
  await pool.close();
  await end(child);
  return measured;
}

async function measure(child: ChildProcess, url: string): Promise<Measured> {
  await sleep(warmMs);
  const before = { asked: await askedOf(url), cpuMs: cpuMsOf(child), at: performance.now() };
  await sleep(measureMs);
  const ms = performance.now() - before.at;
  return {
    checks: (await askedOf(url)) - before.asked,
    ms,
    cpuMs: cpuMsOf(child) - before.cpuMs,
    megabytes: kilobytesOf(child, 'VmRSS') / 1024,
    peak: kilobytesOf(child, 'VmHWM') / 1024,
  };
}

function say(what: string, measured: readonly Measured[]): void {
  const best = Math.max(...measured.map(perSecond));
  console.log(
    `${what}: ${middle(measured, perSecond).toFixed(0)} checks a second (median of ${measured.length}, best ${best.toFixed(0)}), ` +
      `${middle(measured, ({ cpuMs, checks }) => (cpuMs / checks) * 1000).toFixed(0)} µs of the processor each, ` +
      `RSS ${middle(measured, ({ megabytes }) => megabytes).toFixed(0)} MB, at its most ${Math.max(...measured.map(({ peak }) => peak)).toFixed(0)} MB`,
  );
}

function perSecond({ checks, ms }: Measured): number {
  return (checks / ms) * 1000;
}

function middle(measured: readonly Measured[], value: (each: Measured) => number): number {
  return measured.map(value).toSorted((a, b) => a - b)[Math.floor(measured.length / 2)] ?? Number.NaN;
}

async function askedOf(url: string): Promise<number> {
  return Number(await (await fetch(`${url}/count`)).text());
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

function kilobytesOf({ pid }: ChildProcess, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Of all its threads; Linux counts in hundredths of a second. */
function cpuMsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function begin(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  children.add(child);
  return child;
}

/** The first of it that the child prints. */
async function said(child: ChildProcess, wanted: RegExp): Promise<string> {
  if (child.stdout === null) throw new Error('it says nothing');
  for await (const line of createInterface(child.stdout)) {
    const [found] = wanted.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error('it ended before it said where it is');
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  children.delete(child);
}
