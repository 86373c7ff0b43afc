import type { ActionContext } from '../../../core/action.ts';
import { listMachines } from '../../../services/fly/machines/read.ts';
import { listReleases } from '../../../services/fly/releases/read.ts';
import type { FlyPlace } from '../place.ts';
import { judgeApp, type Judgement, type WantedApp } from './judge-app.ts';
import { probe } from './probe.ts';

/** Looks anew, and trusts nobody's word: not ours of a moment ago, nor an exit code. */
export async function verifyApp(context: ActionContext, place: FlyPlace, wanted: WantedApp): Promise<Judgement> {
  const { fly, app } = place;
  const [machines, releases] = await Promise.all([listMachines(fly, app), listReleases(fly, app)]);
  const started = machines.filter(({ state }) => state === 'started').length;
  const { digest } = wanted;
  // Where a machine has another image, waiting changes nothing.
  const tries = machines.some((machine) => machine.digest !== digest) ? { tries: 1 } : {};
  const probed = await probe(context, place, { digest, machines: Math.max(1, started), ...tries });
  return judgeApp({ app, machines, releases }, wanted, probed);
}
