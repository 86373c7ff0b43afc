import type { GivenApp, GivenMachine } from '../given.ts';
import { privateIp } from '../state/commands.ts';
import { machineId, ulid } from '../state/ids.ts';
import { imageToLaunch, readReference, type Image } from '../state/images.ts';
import type { Machine } from '../state/machine.ts';
import type { Release } from '../state/releases.ts';
import type { Volume } from '../state/state.ts';
import { record } from '../state/timeline.ts';
import { configOf } from './machine-config.ts';

interface Seeded {
  readonly machines: Machine[];
  readonly volumes: Volume[];
}

/** Machines that have run for an hour, of the newest release that is complete or of an image of their own. */
export function machinesOf(app: GivenApp, releases: readonly Release[], images: readonly Image[], now: Date): Seeded {
  const listed: readonly GivenMachine[] =
    typeof app.machines === 'number'
      ? Array.from({ length: app.machines }, () => ({ state: 'started', processGroup: 'app', volume: false }) as const)
      : app.machines;
  const release = releases.findLast(({ status }) => status === 'complete') ?? releases.at(-1);
  if (release === undefined) return { machines: [], volumes: [] };
  const known = images.map((image) => ({ ...image, gone: false }));
  const volumes: Volume[] = [];
  const machines = listed.map((each, at) => {
    const id = each.id ?? machineId(`${app.name} machine ${at}`);
    const region = each.region ?? app.regions[at % app.regions.length] ?? 'iad';
    if (each.volume)
      volumes.push({ id: `vol_${machineId(`${id} volume`)}`, name: 'data', region, sizeGb: 1, attachedTo: id });
    const own = each.volume ? volumes.at(-1)?.id : undefined;
    return machineOf(each, {
      id,
      region,
      release: releaseFor(each, releases, release),
      known,
      now: now.getTime(),
      own,
    });
  });
  return { machines, volumes };
}

/** The newest release of the machine's image, if there is one. */
function releaseFor({ image }: GivenMachine, releases: readonly Release[], usual: Release): Release {
  if (image === undefined) return usual;
  return releases.findLast(({ imageRef }) => imageRef.startsWith(image)) ?? usual;
}

interface Place {
  readonly id: string;
  readonly region: string;
  readonly release: Release;
  readonly known: readonly Image[];
  readonly now: number;
  readonly own: string | undefined;
}

function machineOf({ image: ref, state, processGroup }: GivenMachine, place: Place): Machine {
  const { id, region, release, known, now, own } = place;
  const text = ref ?? release.imageRef;
  const image = imageToLaunch(known, text, new Set());
  const since = now - 3_600_000;
  const config = configOf(release.definition, {
    image: text,
    release,
    processGroup,
    ...(own === undefined ? {} : { volume: own }),
  });
  const machine: Machine = {
    id,
    name: `quiet-river-${id.slice(0, 4)}`,
    region,
    createdAt: since,
    updatedAt: since,
    privateIp: privateIp(id),
    state,
    versions: [{ version: ulid(since), config, image, reference: readReference(text) }],
    behaviour: image.behaviour,
    secretsVersion: 0,
    cordoned: false,
    restarts: 0,
    events: [],
  };
  record(machine, { type: 'launch', status: 'created', source: 'user', at: since });
  if (state !== 'started') return machine;
  machine.startedAt = since;
  record(machine, { type: 'start', status: 'started', source: 'flyd', at: since });
  return machine;
}
