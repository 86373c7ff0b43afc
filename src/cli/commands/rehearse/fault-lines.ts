import type { Rehearsal } from '../../../rehearsal/rehearse.ts';
import type { Block } from '../../output/port.ts';

/** A fault that nothing came of is what a rehearsal is for: it says so of each, whatever else went well. */
export function faultLines({ faults, runs }: Pick<Rehearsal, 'faults' | 'runs'>): readonly Block[] {
  const records = runs.map(({ record }) => record);
  const settled = records.flatMap(({ tasks, boxes }) => [...tasks, ...boxes]);
  const isNoticed = settled.some(({ verdict }) => verdict === 'failed');
  return faults.map(({ fault, seen, struck }) => {
    const calls = struck === 1 ? '1 call' : `${struck} calls`;
    if (struck === 0) return { kind: 'note', text: `Fault ${fault}: armed, never struck: ${seen} calls fitted it` };
    const noticed = isNoticed ? '' : ', never noticed: no task and no box failed';
    return { kind: 'note', text: `Fault ${fault}: armed, struck ${calls}${noticed}` };
  });
}
