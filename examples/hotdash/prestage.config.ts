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
