import type { DiagnosisCode } from '../../../../src/actions/health/diagnosis.ts';
import type { Finding, State } from '../../../../src/actions/health/result.ts';
import { chatwoot } from '../../../../src/emulators/chatwoot/emulator.ts';
import type { EmulatorDefinition } from '../../../../src/emulators/kit/emulator.ts';
import { publer } from '../../../../src/emulators/publer/emulator.ts';
import { site } from '../../../../src/emulators/site/emulator.ts';
import { askEmulated, type Asked } from '../ask.ts';
import { chatwootCheck } from '../chatwoot-check.ts';
import { publerCheck } from '../publer-check.ts';
import { certificateCheck, siteCheck } from '../site-check.ts';
import { ofChatwoot, ofPubler, ofSite, type Expected, type Harmless } from './planted.ts';

/** A fault that is armed, and what the check must say of it. */
export interface FaultRow {
  readonly name: string;
  /** The emulator's own words. */
  readonly summary: string;
  readonly state: State;
  readonly code: DiagnosisCode | undefined;
  /** Of what leaves the check green. */
  readonly why: string | undefined;
  /** What the check must be told for it; undefined when nothing. */
  readonly optIn: string | undefined;
  /** What it says, really; or what it would say without being told some setting. */
  readonly ask: (without?: string) => Promise<Finding>;
}

export interface FaultyService {
  readonly name: string;
  readonly emulator: EmulatorDefinition;
  readonly rows: readonly FaultRow[];
}

export const services: readonly FaultyService[] = [
  { name: 'Chatwoot', emulator: chatwoot, rows: rowsOf(chatwoot, chatwootCheck, ofChatwoot) },
  { name: 'Publer', emulator: publer, rows: rowsOf(publer, publerCheck, ofPubler) },
  { name: 'a site', emulator: site, rows: rowsOf(site, siteCheck, ofSite) },
];

function rowsOf(
  emulator: EmulatorDefinition,
  asked: Asked,
  planted: Readonly<Record<string, Expected | Harmless>>,
): readonly FaultRow[] {
  return Object.entries(planted).map(([name, expected]) => {
    const isHarmless = 'why' in expected;
    const summary = emulator.catalogue.find((fault) => fault.name === name)?.summary ?? '';
    const budgetMs = isHarmless ? undefined : expected.budgetMs;
    const usual = name.startsWith('certificate-') ? certificateCheck : asked;
    const told = isHarmless ? expected.settings : undefined;
    const own = told === undefined ? usual : { ...usual, settings: { ...Object(usual.settings), ...told } };
    const ask: FaultRow['ask'] = async (without) => {
      const settings = Object.fromEntries(Object.entries(Object(own.settings)).filter(([each]) => each !== without));
      const budget = budgetMs === undefined ? {} : { budgetMs };
      const { finding } = await askEmulated(emulator, { ...own, ...budget, settings }, [name]);
      return finding;
    };
    return {
      name,
      summary,
      state: isHarmless ? 'pass' : expected.state,
      code: isHarmless ? undefined : expected.code,
      why: isHarmless ? expected.why : undefined,
      optIn: isHarmless ? undefined : expected.optIn,
      ask,
    };
  });
}
