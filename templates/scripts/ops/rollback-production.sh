#!/usr/bin/env bash
# Brings production back to the release before: `scripts/ops/rollback-production.sh` shows what would change, and whether it
# could be done; `--to 41` names another release. `scripts/ops/rollback-production.sh --apply` does it, by the direction
# docs/directions/rollback.md: it is approved, verified and leaves evidence. What is given goes to Prestage as it stands, and so
# does its exit code: 0 well, 1 failed, 2 refused or unknown, 3 something is missing, 5 waiting for an approval.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ ! -x node_modules/.bin/prestage ]; then
  echo "prestage is not installed here: run \`npm ci\`" >&2
  exit 3
fi
if [ "${1-}" = --apply ]; then
  shift
  exec node_modules/.bin/prestage run docs/directions/rollback.md "$@"
fi
exec node_modules/.bin/prestage deploy rollback --env production "$@"
