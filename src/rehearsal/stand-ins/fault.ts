import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';
import type { NamedFault } from '../../emulators/kit/fault/fault.ts';

/** A fault that a rehearsal is asked to have: `SERVICE:FAULT`, `SERVICE:FAULT@ENVIRONMENT`. */
export interface AskedFault {
  readonly service: string;
  readonly fault: string;
  /** Every environment when absent. */
  readonly environment?: string;
}

/** Throws Failure `rehearsal.fault-unreadable`. */
export function readAskedFault(text: string): AskedFault {
  const { service, fault, environment } =
    /^(?<service>[\w-]+):(?<fault>[\w-]+)(?:@(?<environment>[\w-]+))?$/u.exec(text)?.groups ?? {};
  if (service === undefined || fault === undefined)
    throw misnamed('rehearsal.fault-unreadable', text, 'it is not SERVICE:FAULT or SERVICE:FAULT@ENVIRONMENT', '');
  return { service, fault, ...(environment === undefined ? {} : { environment }) };
}

/** A fault that a service was made to have, and how many of the calls that it fits it struck. */
export interface ArmedFault {
  readonly name: string;
  readonly seen: number;
  readonly struck: number;
}

/** What stands in a rehearsal, as a fault finds it. */
export interface Faultable {
  readonly service: string;
  readonly environment?: string | undefined;
  readonly catalogue: readonly NamedFault[];
  arm(fault: NamedFault): void;
  /** In the order in which they were armed. */
  readonly armed: () => readonly ArmedFault[];
}

/** Throws Failure `rehearsal.fault-unknown` for what nothing that stands here has. */
export function armAsked(asked: AskedFault, standing: readonly Faultable[]): void {
  const text = `${asked.service}:${asked.fault}${asked.environment === undefined ? '' : `@${asked.environment}`}`;
  const services = standing.filter(({ service }) => service === asked.service);
  if (services.length === 0) {
    const names = [...new Set(standing.map(({ service }) => service))];
    throw unknownName(text, `no ${asked.service} stands in this rehearsal`, asked.service, names);
  }
  const there = services.filter(
    ({ environment }) => asked.environment === undefined || environment === asked.environment,
  );
  if (there.length === 0) {
    const names = services.flatMap(({ environment }) => (environment === undefined ? [] : [environment]));
    throw unknownName(
      text,
      `no ${asked.service} stands for ${asked.environment ?? ''}`,
      asked.environment ?? '',
      names,
    );
  }
  for (const each of there) {
    const named = each.catalogue.find(({ name }) => name === asked.fault);
    const names = each.catalogue.map(({ name }) => name);
    if (named === undefined) throw unknownName(text, `${asked.service} has no such fault`, asked.fault, names);
    each.arm(named);
  }
}

function unknownName(text: string, why: string, name: string, known: readonly string[]): Failure {
  const near = nearestName(name, known);
  const meant = near === undefined ? '' : `Did you mean \`${near}\`? `;
  return misnamed('rehearsal.fault-unknown', text, why, `${meant}There are: ${known.join(', ') || 'none'}.`);
}

function misnamed(code: string, text: string, why: string, fix: string): Failure {
  const form = 'For example `--fault chatwoot:token-revoked@staging`; `prestage emulate` lists the services.';
  return new Failure(
    { code, what: `The fault \`${text}\` cannot be had`, why, fix: fix === '' ? form : fix },
    exitCodes.usage,
  );
}
