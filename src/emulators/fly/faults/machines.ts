import type { NamedFault } from '../../kit/fault/fault.ts';
import { condition, fault, launches, says, updates } from './says.ts';

/** What machines do that they should not. Where a launch goes wrong, it is the launch that was asked for meanwhile. */
export const machineFaults: readonly NamedFault[] = [
  condition('machine-never-starts', 'What is launched stays in `starting`', launches),
  condition('slow-boot', 'What is launched takes twenty times as long to boot', launches),
  condition('check-never-passes', 'What is launched starts, and its checks stay critical', launches),
  condition('checks-flap', 'What is launched has checks that pass and fail by turns of three seconds', launches),
  condition('crash-loop', 'What is launched falls over half a second after each start', launches),
  condition('release-command-fails', 'A command that is launched ends with exit code 1', launches),
  condition('update-reverted', 'An update is accepted, and the machine quietly comes back as it was', updates),
  condition('image-gone', 'No image can be found in the registry any more; what runs runs on'),
  condition('region-unreachable', 'Nothing is heard of the hosts of the app’s last region'),
  condition('machine-stopped', 'The first machine is stopped'),
  condition('machine-suspended', 'The first machine is suspended'),
  condition('all-stopped', 'Every machine is stopped'),
  condition('volume-attached', 'The first machine has a volume, which no other machine can have'),
  condition('no-machines', 'Every machine is destroyed'),
  condition('lease-held', 'Somebody else has each machine’s lease, for an hour', { method: 'POST', path: /\/lease$/u }),
  condition('lease-held-briefly', 'Somebody else has each machine’s lease, for five seconds', {
    method: 'POST',
    path: /\/lease$/u,
  }),
  fault(
    'machines-down',
    'Changing machines answers 500, and nothing is changed',
    launches,
    says(500, 'internal error'),
  ),
  fault('capacity', 'There is no room for the machine: 422', launches, {
    ...says(422, ''),
    body: JSON.stringify({
      error: 'insufficient resources available to fulfill request',
      status: 'insufficient_capacity',
    }),
  }),
];
