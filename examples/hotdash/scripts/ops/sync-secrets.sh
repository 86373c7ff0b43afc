#!/usr/bin/env bash
# Brings the vault's secrets of an environment to Fly and GitHub: `scripts/ops/sync-secrets.sh staging` shows what it would
# write, and `scripts/ops/sync-secrets.sh staging --apply` writes it. What follows the environment goes to `prestage secrets
# sync` as it stands, and so does its exit code: 0 well, 1 failed, 2 unknown, 3 something is missing, 64 asked wrongly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ $# = 0 ]; then
  echo "name an environment: scripts/ops/sync-secrets.sh staging" >&2
  exit 64
fi
if [ ! -x node_modules/.bin/prestage ]; then
  echo "prestage is not installed here: run \`npm ci\`" >&2
  exit 3
fi
exec node_modules/.bin/prestage secrets sync --env "$@"
