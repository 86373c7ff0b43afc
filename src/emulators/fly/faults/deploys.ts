import type { NamedFault } from '../../kit/fault/fault.ts';
import { condition, fault, says, updates } from './says.ts';

const releases = /^\/api\/v1\/releases/u;

/** What befalls a deploy on its way: answers that get lost, and records that stay as they are. */
export const deployFaults: readonly NamedFault[] = [
  fault(
    'update-unheard',
    'The first update takes effect, and its connection breaks before the answer',
    updates,
    { kind: 'drop', acts: true },
    1,
  ),
  fault(
    'update-timeout',
    'The first update takes effect and answers 408',
    updates,
    { ...says(408, 'deadline_exceeded'), acts: true },
    1,
  ),
  fault(
    'create-timeout',
    'The first new machine is made, and the call answers 408',
    { method: 'POST', path: /\/machines$/u },
    { ...says(408, 'deadline_exceeded'), acts: true },
    1,
  ),
  fault(
    'machine-not-yet-there',
    'The first three waits for a machine answer 404',
    { method: 'GET', path: /\/wait$/u },
    says(404, 'machine not found'),
    3,
  ),
  fault(
    'release-unheard',
    'The first release is recorded, and its connection breaks before the answer',
    { method: 'POST', path: releases },
    { kind: 'drop', acts: true },
    1,
  ),
  fault(
    'releases-down',
    'Recording a release answers 500',
    { method: 'POST', path: releases },
    says(500, 'internal error'),
  ),
  condition('release-stuck', 'A release that is running can be brought to no other status: 504', {
    method: 'PATCH',
    path: releases,
  }),
];
