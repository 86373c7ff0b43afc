import { defineConfig } from 'prestage';

export default defineConfig({
  rehearse: ['reports/runs/20251017T033137Z/task_direction_devops/direction.md', 'docs/directions/devops.md'],
  environments: {
    staging: {},
    production: { production: true },
  },
  vault: { kind: 'dotenv', folder: 'vault' },
  rehearsal: {
    branch: 'manager-batch-20251017T033137Z',
  },
  database: {
    // As supabase/config.toml says: a new table is granted by hand.
    exposure: 'explicit',
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
