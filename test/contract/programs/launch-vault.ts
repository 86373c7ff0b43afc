import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../../src/actions/registry.ts';
import { loadWorkspace } from '../../../src/config/load.ts';
import { standInRequests } from '../../../src/rehearsal/stand-ins/requests.ts';
import { throwAwayVault } from '../../../src/rehearsal/vault.ts';

/** Makes up the credentials of a launch, as a rehearsal does, and prints what is to stand for which service. */
const [root = '', folder = '', file = ''] = process.argv.slice(2);
const workspace = await loadWorkspace(root);
const requests = await standInRequests(workspace);
await throwAwayVault(join(folder, 'vault'), workspace, [file], catalogue, requests);
writeSync(1, JSON.stringify({ requests, environments: Object.keys(workspace.config.environments) }));
