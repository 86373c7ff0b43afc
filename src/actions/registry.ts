import type { Action, Catalogue } from '../core/action.ts';

/** The one list of all actions. Each is loaded when it is asked for, and its libraries with it. */
const registry: Readonly<Record<string, () => Promise<Action>>> = {
  'backup.create': async () => (await import('./backup/create.ts')).backupCreate,
  'backup.drill': async () => (await import('./backup/drill.ts')).backupDrill,
  'backup.verify': async () => (await import('./backup/verify.ts')).backupVerify,
  'checks.backlog': async () => (await import('./checks/backlog.ts')).checksBacklog,
  'checks.formatted': async () => (await import('./checks/formatted.ts')).checksFormatted,
  'checks.run': async () => (await import('./checks/run.ts')).checksRun,
  'checks.staged': async () => (await import('./checks/staged.ts')).checksStaged,
  'database.accept': async () => (await import('./database/accept.ts')).databaseAccept,
  'database.access': async () => (await import('./database/access.ts')).databaseAccess,
  'database.back': async () => (await import('./database/back.ts')).databaseBack,
  'database.down': async () => (await import('./database/down.ts')).databaseDown,
  'database.drift': async () => (await import('./database/drift.ts')).databaseDrift,
  'database.push': async () => (await import('./database/push.ts')).databasePush,
  'database.seed': async () => (await import('./database/seed.ts')).databaseSeed,
  'database.test': async () => (await import('./database/test.ts')).databaseTest,
  'direction.changelog': async () => (await import('./direction/changelog.ts')).directionChangelog,
  'direction.conforms': async () => (await import('./direction/conforms.ts')).directionConforms,
  'direction.fill': async () => (await import('./direction/fill.ts')).directionFill,
  'direction.format': async () => (await import('./direction/format.ts')).directionFormat,
  'direction.matches': async () => (await import('./direction/matches.ts')).directionMatches,
  'direction.render': async () => (await import('./direction/render.ts')).directionRender,
  'direction.restore': async () => (await import('./direction/restore.ts')).directionRestore,
  'direction.stage': async () => (await import('./direction/stage.ts')).directionStage,
  'direction.tasks': async () => (await import('./direction/tasks.ts')).directionTasks,
  'feedback.blockers': async () => (await import('./feedback/blockers.ts')).feedbackBlockers,
  'feedback.logged': async () => (await import('./feedback/logged.ts')).feedbackLogged,
  'feedback.tidy': async () => (await import('./feedback/tidy.ts')).feedbackTidy,
  'feedback.untidy': async () => (await import('./feedback/untidy.ts')).feedbackUntidy,
  'feedback.write': async () => (await import('./feedback/write.ts')).feedbackWrite,
  'health.check': async () => (await import('./health/check.ts')).healthCheck,
  'health.freshness': async () => (await import('./health/freshness.ts')).healthFreshness,
  'notify.rehearse': async () => (await import('./notify/rehearse.ts')).notifyRehearse,
  'notify.send': async () => (await import('./notify/send.ts')).notifySend,
  'report.daily': async () => (await import('./report/daily.ts')).reportDaily,
  'report.readiness': async () => (await import('./report/readiness.ts')).reportReadiness,
  'secrets.audit': async () => (await import('./secrets/audit.ts')).secretsAudit,
  'secrets.sync': async () => (await import('./secrets/sync.ts')).secretsSync,
};

export const catalogue: Catalogue = {
  ids: Object.keys(registry).sort(),
  load: async (id) => (Object.hasOwn(registry, id) ? await registry[id]?.() : undefined),
};

/** What each area is for, in one line. */
export const areas: Readonly<Record<string, string>> = {
  backup: 'Backups that count once they were restored and compared',
  checks: 'Look at the workspace and say what is so; change nothing',
  database: 'Migrations, access, seeds: applied, proven, compared',
  direction: 'Write a direction from its template, and check it',
  feedback: 'Write down what a run found, and keep stray Markdown in order',
  health: 'Ask services whether they work, and keep what may be kept of it',
  notify: 'Tell people what opens, changes and closes, and see that the telling works',
  report: 'Sum up what the evidence says',
  secrets: 'One vault, many targets: written, compared, proven',
};
