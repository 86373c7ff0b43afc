/** The titles of the launch that the fixtures are about, plain words as a run records them. */
const launchTasks: readonly string[] = [
  'Apply the Supabase idea pool + analytics migrations to staging (supabase db push) and capture the CLI output in feedback.',
  'Run supabase test db (or psql harness) for RLS checks covering idea pool tables; attach results.',
  'Seed staging with feature pack fixtures (supabase db seed) and document evidence.',
  'Produce a staging readiness note (docs/runbooks/devops_execution_summary.md) summarising migration status.',
  'Automate Chatwoot health workflow (.github/workflows/health-check.yml) invoking scripts/ops/check-chatwoot-health.{mjs,sh} nightly; store artifacts in artifacts/ops/.',
  'Automate Publer health workflow verifying /account_info + /social_accounts with staging/prod secrets; persist JSON outputs.',
  'Wire health workflows to notify the owner via Fly/Email on failure; record notification dry run.',
  'Expand scripts/ops/sync-secrets.sh to pull Publer + Chatwoot credentials from vault and sync to Fly/GitHub.',
  'Audit GitHub Actions secrets vs vault (scripts/ops/load-mcp-secrets.sh) and report drift.',
  'Rehearse Fly production deploy (fly deploy --config fly.toml --strategy immediate --env production) using staging image; capture logs & rollback command.',
  'Add CI guard (.github/workflows/check-ci-guardrails.yml) enforcing manager batch policy + wide-change opt-in.',
  'Implement rollback script (scripts/ops/rollback-production.sh) with tested Fly + Supabase restore steps.',
  'Configure Prometheus alerts (prometheus-alerts.yml) for tile latency + idea pool ingestion failures; link to runbook.',
  'Validate scripts/backup/ pipeline by executing npm run backup → restore dry run; document evidence.',
  'Update docs/runbooks/production_deployment.md with new deploy/rollback flow, linking to feature pack guardrails.',
  'Pair with QA to expose health artifact links in daily report; document integration notes.',
  'Confirm npm run ci, npm run scan, and npm run test:ci pass on manager-batch branch with updated workflows.',
  'Write feedback to feedback/devops/2025-10-17.md and clean stray md files.',
];

export function launchTask(number: number): string {
  return launchTasks[number - 1] ?? `Task ${number}`;
}
