/** How a promotion ends while one thing is wrong, and how the app stands when it is over. */
export interface FaultRow {
  readonly fault: string;
  /** `refused`: before anything was changed. */
  readonly verdict: 'verified' | 'failed' | 'unknown' | 'refused';
  readonly app: 'all new' | 'all old' | 'no machines';
  /** The newest release's record: its status, and which image. */
  readonly record: string;
  /** What the message has in it. */
  readonly says: string;
}

const refused = (fault: string, says: string, app: FaultRow['app'] = 'all old'): FaultRow => ({
  fault,
  verdict: 'refused',
  app,
  record: 'complete, old',
  says,
});
const went = (fault: string): FaultRow => ({
  fault,
  verdict: 'verified',
  app: 'all new',
  record: 'complete, new',
  says: '',
});
const cameBack = (fault: string, says: string): FaultRow => ({
  fault,
  verdict: 'failed',
  app: 'all old',
  record: 'complete, old',
  says,
});

/** Every fault of the emulator's catalogue, in its order. */
export const faultRows: readonly FaultRow[] = [
  refused('token-revoked', 'it answered 401'),
  refused('token-expired', 'token expired'),
  refused('token-of-another-app', 'token is not authorized for this app'),
  cameBack('token-cannot-deploy', 'action not permitted by token; nothing was changed'),
  cameBack('token-reads-only', 'token is read-only; nothing was changed'),
  refused('app-not-found', 'app not found'),
  refused('wrong-organization', 'it answered 403'),
  went('secrets-down'),
  went('secrets-unheard'),
  went('too-many-requests'),
  refused('429-storm', 'it answered 429'),
  refused('down', 'it answered 502'),
  went('down-briefly'),
  cameBack('machine-never-starts', 'it is starting, and the time is over'),
  cameBack('slow-boot', 'the time is over'),
  cameBack('check-never-passes', 'is critical, and the time is over'),
  cameBack('checks-flap', 'is critical'),
  cameBack('crash-loop', 'it crashes again and again: its program ended with exit code 1'),
  went('release-command-fails'),
  cameBack('update-reverted', 'it was set back to'),
  refused('image-gone', 'is not in the registry'),
  refused('region-unreachable', 'cannot be reached'),
  went('machine-stopped'),
  went('machine-suspended'),
  refused('all-stopped', 'machines of shop are stopped'),
  went('volume-attached'),
  refused('no-machines', 'shop has no machines', 'no machines'),
  cameBack('lease-held', 'held by someone-else@example.test'),
  went('lease-held-briefly'),
  went('machines-down'),
  cameBack('capacity', 'insufficient resources'),
  went('update-unheard'),
  went('update-timeout'),
  went('create-timeout'),
  went('machine-not-yet-there'),
  went('release-unheard'),
  cameBack('releases-down', 'internal error; nothing was changed'),
  { fault: 'release-stuck', verdict: 'unknown', app: 'all new', record: 'running, new', says: 'is still running' },
];
