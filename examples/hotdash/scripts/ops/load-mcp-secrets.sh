#!/usr/bin/env bash
# Compares what Fly and GitHub hold with the vault, and writes nothing: `scripts/ops/load-mcp-secrets.sh staging`. What
# follows the environment goes to `prestage secrets audit` as it stands, and so does its exit code: 0 no drift, 1 drifted,
# 2 unknown or degraded, 3 something is missing, 64 asked wrongly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ $# = 0 ]; then
  echo "name an environment: scripts/ops/load-mcp-secrets.sh staging" >&2
  exit 64
fi
if [ ! -x node_modules/.bin/prestage ]; then
  echo "prestage is not installed here: run \`npm ci\`" >&2
  exit 3
fi
exec node_modules/.bin/prestage secrets audit --env "$@"
