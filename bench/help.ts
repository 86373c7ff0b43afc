import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** The built `prestage --help` against `supabase --help`, turn by turn, so that a busy machine hurts both alike. */
const rounds = Number(process.argv[2] ?? 25);
const root = join(import.meta.dirname, '..');
const bin = join(root, 'dist/cli/bin.js');
const supabase = join(root, 'node_modules/.bin/supabase');
const goalMilliseconds = 150;
const goalRatio = 1 / 3;

const contestants = {
  'node -e 0': [process.execPath, '-e', '0'],
  'prestage --help': [process.execPath, bin, '--help'],
  'prestage runs --help': [process.execPath, bin, 'runs', '--help'],
  'supabase --help': [supabase, '--help'],
} as const;
type Name = keyof typeof contestants;

if (existsSync(bin)) report(measure());
else fail(`there is no ${bin}; run \`npm run build\` first`);

function measure(): Record<Name, number> {
  const times: Record<Name, number[]> = {
    'node -e 0': [],
    'prestage --help': [],
    'prestage runs --help': [],
    'supabase --help': [],
  };
  const names = Object.keys(contestants).filter(isName);
  for (const name of names) once(name);
  for (let round = 0; round < rounds; round += 1) for (const name of names) times[name].push(once(name));
  return {
    'node -e 0': median(times['node -e 0']),
    'prestage --help': median(times['prestage --help']),
    'prestage runs --help': median(times['prestage runs --help']),
    'supabase --help': median(times['supabase --help']),
  };
}

function isName(name: string): name is Name {
  return name in contestants;
}

function once(name: Name): number {
  const [program, ...args] = contestants[name];
  const started = performance.now();
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0 || (name.includes('help') && stdout.length < 200)) fail(`${name} printed no help`);
  return performance.now() - started;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(medians: Record<Name, number>): void {
  for (const [name, time] of Object.entries(medians))
    console.log(`${name.padEnd(22)}${time.toFixed(0).padStart(6)} ms`);
  const own = medians['prestage --help'];
  const ratio = own / medians['supabase --help'];
  console.log(
    `ratio ${ratio.toFixed(3)} (goal: under ${goalRatio.toFixed(3)} and under ${goalMilliseconds} ms), ${rounds} rounds`,
  );
  if (own > goalMilliseconds || ratio > goalRatio) fail('missed the goal');
}

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}
