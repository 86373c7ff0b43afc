import type { RunbookSettings } from '../settings.ts';
import type { DeployView, RunbookScene } from './scene.ts';

const gateWords: Readonly<Record<string, string>> = {
  image: 'the image is the one, by its digest, that the environment before runs and was tried there',
  window: 'it is a time at which this environment may be deployed',
  backup: 'a backup of its database was taken and restored, and is young enough',
  database: 'its database has no drift and no pending migration',
  health: 'its health checks pass',
};

/** The way forward, step by step, as this workspace is set up. */
export function deployLines(scene: RunbookScene, { approves }: RunbookSettings): readonly string[] {
  return [
    '## Deploy with Prestage',
    '',
    ...(scene.deploy === undefined ? notConfigured(scene) : configured(scene, scene.deploy)),
    '',
    '### Who approves',
    '',
    ...approvalLines(scene, approves),
  ];
}

function notConfigured({ catalogue }: RunbookScene): readonly string[] {
  const why = catalogue.ids.some((id) => id.startsWith('deploy.'))
    ? 'prestage.config.ts has no section `deploy` with apps'
    : 'this version of Prestage has no action that deploys';
  return [
    `Not configured: ${why}. Until it is, what people wrote on this page is the way; nothing of it is rehearsed.`,
  ];
}

function configured(scene: RunbookScene, deploy: DeployView): readonly string[] {
  const { environments, production } = scene;
  const known = environments.filter((name) => deploy.apps[name] !== undefined);
  const safe = known.filter((name) => !production.includes(name));
  const steps = [
    'Rehearse the whole order on this machine, on emulators: `prestage rehearse`.',
    ...known.map(
      (name) => `See what would change on ${name}: \`prestage deploy promote --env ${name}\`. It writes nothing.`,
    ),
    ...safe.map((name) => `Deploy to ${name}: \`prestage deploy promote --env ${name} --apply\`.`),
    ...production.filter((name) => known.includes(name)).flatMap((name) => productionSteps(scene, name)),
  ];
  return [
    ...known.flatMap((name) => appLines(name, deploy.apps[name])),
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    `What is not well within ${deploy.deadline} is taken back by itself.`,
    '',
    '### Gates',
    '',
    'Before a promotion each of these has to hold; one that cannot be looked at holds it up too.',
    '',
    ...deploy.gates.map((gate) => `- \`${gate}\`: ${gateText(gate, deploy)}`),
  ];
}

/** An approval belongs to a run: a command by itself changes no production. */
function productionSteps({ bound }: RunbookScene, name: string): readonly string[] {
  const [first] = bound.filter(({ steps }) =>
    steps.some((step) => step.startsWith('deploy.') && step.includes(`env=${name}`)),
  );
  const direction = first?.direction ?? 'DIRECTION';
  const beside =
    first === undefined ? ` (no direction binds it yet: bind \`deploy.promote env=${name}\` to a task)` : '';
  return [
    `Start the run that deploys ${name}: \`prestage run ${direction}\`${beside}. It stops before the change and names the plan.`,
    'Read the plan: `prestage approve RUN`. Sign it: `prestage approve RUN --by NAME`.',
    'Go on: `prestage resume RUN`. The plan is made again; when it differs, nothing is changed.',
  ];
}

function appLines(name: string, app: DeployView['apps'][string] | undefined): readonly string[] {
  if (app === undefined) return [];
  const from = app.imageFrom === undefined ? '' : `, with the image of ${app.imageFrom}`;
  const probe =
    app.probe === undefined
      ? 'nothing tells from outside which release answers'
      : `${app.probe.url} tells which release answers`;
  return [`- ${name}: \`${app.app}\` by \`${app.config}\`${from}; ${probe}`];
}

function gateText(gate: string, { apps, backupAge }: DeployView): string {
  const words = gateWords[gate] ?? 'as its area says';
  if (gate === 'backup') return `${words} (${backupAge})`;
  if (gate !== 'window') return words;
  const windows = Object.entries(apps).flatMap(([name, { window = [] }]) =>
    window.map(({ days, from, to }) => `${name}: ${days.join(', ')} ${from} to ${to} UTC`),
  );
  return `${words} (${windows.join('; ') || 'any time'})`;
}

function approvalLines({ production, approvers }: RunbookScene, approves: string | undefined): readonly string[] {
  const where =
    production.length === 0
      ? 'No environment of the config is production, so nothing is approved.'
      : `Every change of ${production.join(' and ')} is approved by its plan, in a run, by a signature that counts once and expires.`;
  const who =
    approvers.length === 0
      ? 'Nobody may approve yet: `prestage keys new NAME --role approve`, then let prestage.keys be reviewed.'
      : `By prestage.keys these may: ${approvers.join(', ')}.`;
  return [where, '', who, ...(approves === undefined ? [] : ['', `It is for ${approves} to decide.`])];
}
