// Installs the programs that what we write is checked against, at pinned versions, outside the working tree:
// ${PRESTAGE_PEERS:-~/.cache/prestage-peers}/bin. Run by `npm run peers`; a second run does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const peers = [
  { name: 'actionlint', module: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' },
  { name: 'cosign', module: 'github.com/sigstore/cosign/v3/cmd/cosign', version: 'v3.1.3' },
  { name: 'flyctl', module: 'github.com/superfly/flyctl', version: 'v0.4.87' },
];

const home = process.env.PRESTAGE_PEERS || join(homedir(), '.cache', 'prestage-peers');
const bin = join(home, 'bin');
const write = (line) => process.stdout.write(`${line}\n`);

/** What was installed is noted beside it: cosign built by `go install` is asked for no version, which costs a start. */
function isInstalled({ name, version }) {
  const note = join(bin, `${name}.version`);
  return existsSync(join(bin, name)) && existsSync(note) && readFileSync(note, 'utf8').trim() === version;
}

function install({ name, module, version }) {
  write(`${name} ${version}: building from source, which takes some minutes`);
  const { error, status } = spawnSync('go', ['install', `${module}@${version}`], {
    env: { ...process.env, GOBIN: bin },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error?.code === 'ENOENT') {
    write(`${name}: Go is not here. Install Go 1.26 or newer (https://go.dev/dl) and run \`npm run peers\` again.`);
    return false;
  }
  if (error || status !== 0) {
    write(`${name}: go install failed (${error?.message ?? `exit ${status}`}). Its message stands above.`);
    return false;
  }
  writeFileSync(join(bin, `${name}.version`), `${version}\n`);
  return true;
}

mkdirSync(bin, { recursive: true });
const failed = peers.filter((peer) => {
  if (!isInstalled(peer) && !install(peer)) return true;
  write(`${peer.name} ${peer.version}: ${join(bin, peer.name)}`);
  return false;
});
process.exitCode = failed.length === 0 ? 0 : 1;
