import { areas } from '../../actions/registry.ts';
import type { Target } from './context.ts';
import type { Route } from './routes.ts';

const own: readonly Route[] = [
  {
    name: 'rehearse',
    brief: 'Rehearse directions in a copy of the workspace',
    heading: 'Launch',
    load: async () => (await import('../commands/rehearse/command.ts')).rehearseRoute,
  },
  {
    name: 'run',
    brief: 'Run a direction for real, in this workspace',
    heading: 'Launch',
    load: async () => (await import('../commands/run/command.ts')).runRoute,
  },
  {
    name: 'supervise',
    brief: 'Let somebody work in a copy, under the constraints of a direction',
    heading: 'Launch',
    load: async () => (await import('../commands/supervise/command.ts')).superviseRoute,
  },
  {
    name: 'resume',
    brief: 'Go on with a run that was cut, or that waited',
    heading: 'Launch',
    load: async () => (await import('../commands/resume/command.ts')).resumeRoute,
  },
  {
    name: 'direction',
    brief: 'Check, bind and tick a direction: lint, bind, tick, verify',
    heading: 'Launch',
    load: async () => (await import('../commands/direction/routes.ts')).loadDirection('Work on a direction'),
  },
  {
    name: 'approve',
    brief: 'Approve the plan that a run waits with',
    heading: 'Launch',
    load: async () => (await import('../commands/approve/command.ts')).approveRoute,
  },
  {
    name: 'unlock',
    brief: 'End the lock on an environment, with a reason',
    heading: 'Launch',
    load: async () => (await import('../commands/unlock/command.ts')).unlockRoute,
  },
  {
    name: 'attest',
    brief: "Settle a task by a person's signed word",
    heading: 'Launch',
    load: async () => (await import('../commands/attest/command.ts')).attestRoute,
  },
  {
    name: 'status',
    brief: 'Show where each direction stands, and what waits for whom',
    heading: 'Evidence',
    load: async () => (await import('../commands/status/command.ts')).statusRoute,
  },
  {
    name: 'runs',
    brief: 'List the runs and rehearsals of the workspace',
    heading: 'Evidence',
    load: async () => (await import('../commands/runs/command.ts')).runsRoute,
  },
  {
    name: 'show',
    brief: 'Show a run: tasks, verdicts, reasons, evidence, head',
    heading: 'Evidence',
    load: async () => (await import('../commands/show/command.ts')).showRoute,
  },
  {
    name: 'evidence',
    brief: 'Check and show what a run left: verify, show',
    heading: 'Evidence',
    load: async () => (await import('../commands/evidence/routes.ts')).loadEvidence('Check and show what a run left'),
  },
  {
    name: 'keys',
    brief: 'Make signing keys: new',
    heading: 'Evidence',
    load: async () => (await import('../commands/keys/routes.ts')).loadKeys('Make signing keys'),
  },
  {
    name: 'emulate',
    brief: 'Run the local double of a service until Ctrl-C',
    heading: 'Tools',
    load: async () => (await import('../commands/emulate/command.ts')).emulateRoute,
  },
];

const ownNames = new Set(own.map((route) => route.name));

/** Areas that have a command beside their actions. */
async function loadAreaOf(area: string): Promise<(area: string, brief: string) => Promise<Target>> {
  if (area === 'health') return (await import('../commands/health/routes.ts')).loadHealth;
  return (await import('../commands/actions/area.ts')).loadArea;
}

/** An area whose name is taken, such as `direction`, has its actions beside that name's own commands. */
const ofActions: readonly Route[] = Object.entries(areas)
  .filter(([area]) => !ownNames.has(area))
  .map(([area, brief]) => ({
    name: area,
    brief,
    heading: 'Actions',
    load: async () => (await loadAreaOf(area))(area, brief),
  }));

export const allRoutes: readonly Route[] = [...own, ...ofActions];
