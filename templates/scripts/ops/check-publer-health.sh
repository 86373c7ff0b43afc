#!/usr/bin/env bash
# Asks the Publer of an environment whether it works: `scripts/ops/check-publer-health.sh staging`. What follows the
# environment goes to `prestage health check` as it stands, and so does its exit code: 0 well, 1 failed, 2 degraded or
# unknown, 3 something is missing, 64 asked wrongly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ $# = 0 ]; then
  echo "name an environment: scripts/ops/check-publer-health.sh staging" >&2
  exit 64
fi
if [ ! -x node_modules/.bin/prestage ]; then
  echo "prestage is not installed here: run \`npm ci\`" >&2
  exit 3
fi
exec node_modules/.bin/prestage health check --checks publer --env "$@"
