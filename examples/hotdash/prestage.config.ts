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
  database: { exposure: 'explicit' },
  vault: { kind: 'dotenv', folder: 'vault' },
  rehearsal: {
    branch: 'manager-batch-20251017T033137Z',
  },
  feedback: {
    tidy: {
      keep: [
        'README.md',
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
