import type { Failure } from '../../../src/core/failure.ts';
import type { RunEvent } from '../../../src/core/event.ts';
import { createOutput } from '../../../src/cli/output/create.ts';
import type { Output } from '../../../src/cli/output/port.ts';
import { testProcess, type TestProcess } from '../../../src/cli/testing/process.ts';
import { Terminal } from '../../../src/cli/testing/terminal.ts';
import { reportOf } from '../../../src/evidence/report.ts';
import type { FinishedRun } from '../../../src/run/carry-out.ts';
import { findIn, type Find } from './find.ts';

interface Rendering {
  readonly process: TestProcess;
  readonly output: Output;
}

/** Every rendering there is, of the same run at once: a terminal, plain lines, JSON, GitHub and its job summary. */
export interface Sinks {
  watch(event: RunEvent): void;
  finish(run: FinishedRun): void;
  fail(failure: Failure): void;
  /** What was written, by where. */
  written(): ReadonlyMap<string, string>;
  find(canaries: readonly string[]): readonly Find[];
}

export function openSinks(): Sinks {
  const github = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/summary' };
  const renderings: Readonly<Record<string, Rendering>> = {
    terminal: rendering(testProcess([], { terminal: new Terminal(100, 40), env: { TERM: 'xterm' } })),
    plain: rendering(testProcess([])),
    json: rendering(testProcess(['--json'])),
    github: rendering(testProcess([], { env: github })),
    'github and json': rendering(testProcess(['--json'], { env: github })),
  };
  const all = Object.values(renderings);
  const written = (): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(renderings).flatMap(([name, { process }]) => [
        [`${name}: stdout`, process.out()],
        [`${name}: stderr`, process.err()],
        ...[...process.appended].map(([path, text]): [string, string] => [`${name}: ${path}`, text]),
      ]),
    );
  return {
    watch: (event) => all.forEach(({ output }) => output.watch(event)),
    finish({ record, folder, page }) {
      for (const { output } of all) {
        output.payload({ runs: [reportOf(record, folder, page)], record }, [{ kind: 'record', record, folder, page }]);
        output.close();
      }
    },
    fail: (failure) => all.forEach(({ output }) => output.failure(failure)),
    written,
    find: (canaries) => [...written()].flatMap(([where, text]) => findIn(where, Buffer.from(text), canaries)),
  };
}

function rendering(process: TestProcess): Rendering {
  return { process, output: createOutput(process) };
}
