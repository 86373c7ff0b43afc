import type { RunbookScene } from './scene.ts';

/** The way back: of the app, then of its database. */
export function rollbackLines(scene: RunbookScene): readonly string[] {
  return ['## Rollback with Prestage', '', ...appLines(scene), '', '### The database', '', ...databaseLines(scene)];
}

function appLines({ deploy, environments, production, catalogue }: RunbookScene): readonly string[] {
  if (deploy === undefined)
    return [
      'Not configured: no action brings an app back here. What people wrote on this page is the way, and nobody has rehearsed it.',
    ];
  const known = environments.filter((name) => deploy.apps[name] !== undefined);
  const steps = [
    ...known.map(
      (name) => `See to which release ${name} would go: \`prestage deploy rollback --env ${name}\`. It writes nothing.`,
    ),
    ...known
      .filter((name) => !production.includes(name))
      .map((name) => `Bring ${name} back: \`prestage deploy rollback --env ${name} --apply\`.`),
    ...known
      .filter((name) => production.includes(name))
      .map(
        (name) =>
          `Bring ${name} back in a run, which is approved as above: bind \`deploy.rollback env=${name}\` to a task and \`prestage run DIRECTION\`.`,
      ),
    ...(catalogue.ids.includes('deploy.drill')
      ? known
          .filter((name) => !production.includes(name))
          .map(
            (name) =>
              `Practise it: \`prestage deploy drill --env ${name} --apply\` goes back and forward again, timed.`,
          )
      : []),
  ];
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

function databaseLines({ context, environments, production }: RunbookScene): readonly string[] {
  const section = context.settings('environments');
  const withDatabase = environments.filter((name) => hasDatabase(section, name));
  const hasBackups = context.settings('backup') !== undefined;
  if (withDatabase.length === 0 || !hasBackups)
    return [
      'Not configured: no backup is taken, so a database comes back by its migrations alone: `prestage database back --help`.',
    ];
  const steps = [
    ...withDatabase.map(
      (name) => `Take a backup of ${name} before a change: \`prestage backup create --env ${name} --apply\`.`,
    ),
    ...withDatabase.map(
      (name) => `See that it can be restored: \`prestage backup drill --env ${name}\`. It counts once it was compared.`,
    ),
    ...withDatabase.map(
      (name) =>
        `Prove the way down of the migrations: \`prestage database back --env ${name}\`${production.includes(name) ? ', which changes nothing there' : ''}.`,
    ),
  ];
  return [
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
    'Going back loses what was written since: the app first, the database only when it has to be.',
  ];
}

function hasDatabase(section: unknown, name: string): boolean {
  if (typeof section !== 'object' || section === null) return false;
  const one: unknown = Reflect.get(section, name);
  return typeof one === 'object' && one !== null && Reflect.get(one, 'database') !== undefined;
}
