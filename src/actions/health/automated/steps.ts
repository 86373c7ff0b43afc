import { environmentsOf, linesOf, type Job, type Step, type Workflow } from './workflow.ts';

/** What the jobs of an environment have to do. */
export interface Duties {
  readonly environments: readonly string[];
  /** Each of them is one script, in one language or several: one of the files is called. */
  readonly scripts: readonly (readonly string[])[];
}

/** What is missing in the jobs, or makes them do it in vain. */
export function jobTroubles({ jobs }: Workflow, { environments, scripts }: Duties): readonly string[] {
  const all = Object.entries(jobs);
  const troubles = environments.flatMap((environment) => {
    const own = all.filter(([, job]) => !isOff(job.if) && environmentsOf(job).includes(environment));
    if (own.length === 0) return [`no job has the environment ${environment}`];
    const troublesOf = own.map(([name, job]) => dutyTroubles(name, job, scripts));
    // One job that does it all is enough.
    return troublesOf.toSorted((a, b) => a.length - b.length)[0] ?? [];
  });
  return [...new Set([...troubles, ...all.flatMap(([name, job]) => hiding(name, job))])];
}

function dutyTroubles(name: string, { steps }: Job, scripts: Duties['scripts']): readonly string[] {
  const taken = steps.filter((step) => !isOff(step.if));
  const calls = scripts.map((files) => taken.findIndex((step) => files.some((file) => doesCall(step, file))));
  const uncalled = scripts.filter((_, index) => calls[index] === -1);
  const last = Math.max(...calls);
  return [
    ...uncalled.map((files) => `its job ${name} does not call ${files.join(' or ')}`),
    ...tellingTroubles(name, taken, last),
    ...keepingTroubles(name, taken, last),
  ];
}

function tellingTroubles(name: string, steps: readonly Step[], last: number): readonly string[] {
  const index = steps.findIndex((step) => linesOf(step).some((line) => /\bprestage notify send\b/u.test(line)));
  const step = steps[index];
  if (step === undefined) return [`its job ${name} does not call \`prestage notify send\`: nobody is told`];
  const line = linesOf(step).find((each) => /\bprestage notify send\b/u.test(each)) ?? '';
  return [
    ...(/\s--apply\b/u.test(line)
      ? []
      : [`its job ${name} calls \`prestage notify send\` without --apply: it only plans`]),
    ...(index > last ? [] : [`its job ${name} calls \`prestage notify send\` before the checks`]),
    ...(goesOn(step)
      ? []
      : [
          `its job ${name} leaves \`prestage notify send\` out when a check failed: give it \`if: \${{ !cancelled() }}\``,
        ]),
  ];
}

function keepingTroubles(name: string, steps: readonly Step[], last: number): readonly string[] {
  const index = steps.findIndex(
    ({ uses = '', with: given }) => uses.startsWith('actions/upload-artifact@') && keepsOps(given['path']),
  );
  const step = steps[index];
  if (step === undefined) return [`its job ${name} does not upload artifacts/ops: what was found is lost`];
  return [
    ...(index > last ? [] : [`its job ${name} uploads artifacts/ops before the checks`]),
    ...(goesOn(step)
      ? []
      : [`its job ${name} uploads nothing when a check failed: give the step \`if: \${{ !cancelled() }}\``]),
  ];
}

function keepsOps(path: unknown): boolean {
  if (typeof path !== 'string') return false;
  return path.split('\n').some((line) => /^(?:\.\/)?artifacts(?:\/ops)?(?:\/health)?(?:\/\**)*\/?$/u.test(line.trim()));
}

/** A red step would be green. */
function hiding(name: string, job: Job): readonly string[] {
  const whole = isOn(job['continue-on-error']) ? [`its job ${name} has \`continue-on-error\`: no failure is seen`] : [];
  const ofSteps = job.steps.flatMap((step, index) => {
    const label = `the step ${step.name ?? index + 1} of its job ${name}`;
    const swallowed = linesOf(step).some((line) => /\|\|\s*(?:true|:|exit 0)\b|\bset \+e\b/u.test(line));
    return [
      ...(isOn(step['continue-on-error']) ? [`${label} has \`continue-on-error\`: its failure is not seen`] : []),
      ...(swallowed ? [`${label} swallows the exit code of what it calls`] : []),
    ];
  });
  return [...whole, ...ofSteps];
}

function doesCall(step: Step, file: string): boolean {
  return linesOf(step).some((line) => {
    const words = line.trim().split(/\s+/u);
    const [program = ''] = /^(?:bash|sh|node|exec)$/u.test(words[0] ?? '') ? words.slice(1) : words;
    return program === file || program === `./${file}`;
  });
}

/** A step without an `if` is left out as soon as one before it failed. */
function goesOn({ if: condition }: Step): boolean {
  return typeof condition === 'string' && /always\(\)|!\s*cancelled\(\)/u.test(condition);
}

function isOff(condition: string | boolean | undefined): boolean {
  return condition === false || (typeof condition === 'string' && /^(?:\$\{\{)?\s*false\s*(?:\}\})?$/u.test(condition));
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== false && value !== 'false';
}
