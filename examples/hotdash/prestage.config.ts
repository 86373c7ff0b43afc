import { defineConfig, secret } from 'prestage';

export default defineConfig({
  rehearse: ['reports/runs/20251017T033137Z/task_direction_devops/direction.md', 'docs/directions/devops.md'],
  environments: {
    staging: {
      database: {
        url: 'postgres://postgres.qkzvmtrbylhwsnxadjop@aws-0-us-east-1.pooler.supabase.com:5432/postgres',
        password: secret('supabase_database_password'),
      },
    },
    production: {
      production: true,
      database: {
        url: 'postgres://postgres.hxwfdpcnygmutzrvkeqb@aws-0-us-east-1.pooler.supabase.com:5432/postgres',
        password: secret('supabase_database_password'),
      },
    },
  },
  vault: { kind: 'dotenv', folder: 'vault' },
  rehearsal: {
    branch: 'manager-batch-20251017T033137Z',
  },
  database: {
    // As supabase/config.toml says: a new table is granted by hand.
    exposure: 'explicit',
    fixtures: [
      { file: 'tests/fixtures/idea_pool.json', at: 'items.idea', table: 'public.idea_pool' },
      { file: 'tests/fixtures/idea_pool.json', at: 'items.suggestion', table: 'public.product_suggestions' },
    ],
    access: {
      personas: {
        anon: { role: 'anon' },
        alpha: {
          role: 'authenticated',
          claims: { sub: 'aaaaaaaa-0000-4000-8000-000000000000', project: 'alpha-garage' },
        },
        // A token without a project: the setting decides.
        beta: {
          role: 'authenticated',
          claims: { sub: 'bbbbbbbb-0000-4000-8000-000000000000' },
          settings: { 'app.current_project': 'beta-garage' },
        },
        nobody: { role: 'authenticated' },
        service_role: { role: 'service_role' },
      },
    },
  },
  deploy: {
    apps: {
      staging: {
        app: 'hotdash-staging',
        config: 'fly.staging.toml',
        probe: { url: 'https://hotdash-staging.fly.dev/health' },
      },
      production: {
        app: 'hotdash-production',
        // Nothing is built for production: what staging runs is promoted by its digest.
        imageFrom: 'staging',
        probe: { url: 'https://hotdash-production.fly.dev/health' },
        window: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday'], from: '08:00', to: '16:00' }],
      },
    },
    token: secret('fly_api_token'),
  },
  // Encrypted with one key for all environments; kept out of git.
  backup: { key: secret('backup_age_key') },
  health: {
    // Tells a runner without a network from a service that is down.
    control: { url: 'https://www.hotdash.example' },
    checks: {
      chatwoot: {
        kind: 'chatwoot',
        url: { staging: 'https://chat-staging.hotdash.example', production: 'https://chat.hotdash.example' },
        token: secret('chatwoot_api_token'),
        account: { staging: 2, production: 1 },
        version: '4.11.0',
        inboxes: ['Facebook', 'Support mail', 'Website chat'],
      },
      publer: {
        kind: 'publer',
        key: secret('publer_api_key'),
        workspace: { staging: '68f0c2a4e1b2c3d4e5f60718', production: '68f0c2a4e1b2c3d4e5f60719' },
        accounts: {
          staging: ['mastodon:HotDash staging'],
          production: ['facebook:Hot Rodan', 'instagram:hotrodan'],
        },
        // Posts that failed, or wait for somebody to log in again.
        posts: {},
      },
    },
  },
  notify: {
    channels: {
      mail: {
        kind: 'email',
        to: ['justin@hotrodan.com'],
        from: 'HotDash health <health@hotdash.example>',
        smtp: 'smtp://smtp.hotdash.example:587',
        user: 'hotdash-health',
        password: secret('smtp_password'),
      },
    },
    // Evidence is in no branch: mails name its path, and link to the night's run on GitHub, which has uploaded it.
    runbooks: { all: 'docs/runbooks/production_deployment.md' },
  },
  alerts: {
    owner: 'devops',
    runbook: {
      file: 'docs/runbooks/production_deployment.md',
      url: 'https://github.com/hotdash/hotdash/blob/main/docs/runbooks/production_deployment.md',
    },
    targets: {
      // What the app shows, recorded; production is asked in a live run.
      app: { recorded: 'tests/fixtures/app.prom', url: 'https://hotdash-production.fly.dev/metrics' },
      // What `prestage report metrics` writes for the node exporter's textfile collector.
      prestage: { recorded: 'tests/fixtures/prestage.prom' },
    },
    rules: {
      // docs/specs/content_pipeline.md: 95 of 100 loads of a tile take less than 3 seconds.
      TileLatency: {
        kind: 'latency',
        metric: 'tile_load_duration_seconds',
        by: 'tile_type',
        under: 3,
        objective: 0.95,
        least: 20,
      },
      IdeaPoolIngestion: {
        kind: 'ingestion',
        success: 'idea_pool_ingest_last_success_timestamp_seconds',
        runs: 'idea_pool_ingest_runs_total',
        every: '1h',
      },
      Health: {
        kind: 'level',
        metric: 'prestage_health_check_state',
        where: { state: 'fail' },
        what: 'health checks that fail',
        suffix: 'Failing',
        environments: ['production', 'staging'],
        by: ['check'],
        severity: 'page',
      },
      Backup: {
        kind: 'age',
        metric: 'prestage_backup_snapshot_timestamp_seconds',
        what: 'the newest backup',
        environments: ['staging'],
        most: '26h',
      },
      RestoreDrill: {
        kind: 'age',
        metric: 'prestage_backup_drill_timestamp_seconds',
        what: 'the last restore that was compared',
        environments: ['staging'],
        most: '8d',
      },
      Secrets: {
        kind: 'level',
        metric: 'prestage_secrets_drift',
        what: 'secrets that are not as the vault has them',
        suffix: 'Drift',
      },
    },
  },
  report: {
    daily: { objective: 0.99, days: 30 },
    runbook: {
      guardrails: ['integrations/new_feature_20251017T033137Z/manager_agent_pack_v1/07-ops/launch_guardrails.md'],
      approves: 'the Manager',
    },
  },
  secrets: {
    github: { repository: 'hotdash/hotdash', token: secret('github_token') },
    fly: {
      apps: { staging: 'hotdash-staging', production: 'hotdash-production' },
      token: secret('fly_api_token'),
    },
    map: {
      publer_api_key: { targets: [{ to: 'fly' }, { to: 'github' }], owner: 'devops', rotateAfter: '180d' },
      chatwoot_api_token: { targets: [{ to: 'fly' }, { to: 'github' }], owner: 'devops', rotateAfter: '180d' },
      supabase_service_key: { targets: [{ to: 'fly' }, { to: 'github' }], owner: 'devops' },
      supabase_database_password: {
        targets: [{ to: 'github-repository', name: 'STAGING_DATABASE_PASSWORD', from: 'staging' }],
        owner: 'devops',
      },
      // What the nightly audit asks with, and what it tells people by.
      fly_api_token: { targets: [{ to: 'github' }], owner: 'devops' },
      smtp_password: { targets: [{ to: 'github' }], owner: 'devops' },
      github_token: { targets: [{ to: 'github-repository', name: 'PRESTAGE_GITHUB_TOKEN' }], owner: 'devops' },
      prestage_fingerprint_key: { targets: [{ to: 'github-repository' }], owner: 'devops' },
    },
    // Of whoever watches that the nights' work was done; and what opens production's data, which is put into its GitHub
    // environment by hand, by whoever may: no sync of ours carries it.
    elsewhere: ['BACKUP_AGE_KEY', 'BACKUP_HEARTBEAT_URL', 'DATABASE_PASSWORD', 'HEALTH_HEARTBEAT_URL'],
  },
  feedback: {
    tidy: {
      keep: [
        'README.md',
        'supabase/access.md',
        'docs/{archive,directions,runbooks,specs}/**/*.md',
        'feedback/*/*.md',
        'integrations/**/*.md',
        'reports/**/*.md',
        'artifacts/**/*.md',
      ],
      protect: ['docs/directions/**', 'docs/specs/**', 'feedback/**', 'integrations/**', 'reports/**'],
      archive: 'docs/archive',
      most: 10,
    },
  },
});
