import { leftOut } from './template.ts';

/** What the launch changes, when nobody kills it: migrations and seeds are rows of their histories. */
export const wanted = {
  databases: {
    staging: {
      'public.content_approvals': '2',
      'public.content_performance': '2',
      'public.facts': '2',
      'public.idea_pool': '8',
      'public.product_suggestions': '6',
      'public.trend_opportunities': '3',
      'supabase_migrations.schema_migrations': '4',
      'supabase_migrations.seed_files': '3',
    },
    production: {},
  },
  /** Fly takes an app's secrets at once, GitHub one by one. */
  changesAsked: 15,
  secrets: 19,
  backups: 1,
} as const;

/** Of its eighteen tasks four are left out, and one waits for a person. */
export function wantedVerdict(number: string): string {
  if (leftOut.includes(number)) return 'skipped';
  return number === '16' ? 'waiting' : 'verified';
}
