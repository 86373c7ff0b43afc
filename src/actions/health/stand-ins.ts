import type { StandInRequest } from '../../core/stand-in.ts';
import type { StandInsOf } from '../stand-ins.ts';
import { kinds } from './kinds/registry.ts';
import { healthSettings, ownSettings, type CheckSettings } from './settings.ts';

/** What a rehearsal starts for the checks of a config: as each kind says, and something for the control target. */
export async function healthStandIns(): Promise<StandInsOf> {
  const loaded = new Map(
    await Promise.all(Object.entries(kinds).map(async ([name, load]) => [name, await load()] as const)),
  );
  const ofCheck = (check: CheckSettings, environment: string): readonly StandInRequest[] => {
    const { kind: name, environments } = check;
    const kind = loaded.get(name);
    if (kind?.standIns === undefined || environments?.includes(environment) === false) return [];
    return kind.standIns(kind.settings.parse(ownSettings(check)), environment);
  };
  return (settings, environments) => {
    const { checks, control } = healthSettings.parse(settings);
    const asked = environments.flatMap((environment) =>
      Object.values(checks).flatMap((check) => ofCheck(check, environment)),
    );
    if (control === undefined) return asked;
    return [...asked, { service: 'site', url: control.url, given: {}, secrets: {} }];
  };
}
