import type { Family } from '../leak.ts';
import { setProject, tenantSetting } from '../schemas/tenant-setting.ts';

const object = 'public.facts';

export const tenantSettingFamily: Family = {
  schema: tenantSetting,
  leaks: [
    {
      id: 'coalesce-to-all',
      words: '`coalesce(setting, project)`: where nothing is set, everything is yours',
      sql: `alter policy facts_read on public.facts using (project = coalesce(${setProject}, project));`,
      object,
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.facts' },
    },
    {
      id: 'empty-setting',
      words: '`coalesce(setting, claim)` without nullif: an emptied setting matches rows without a project',
      sql: `alter policy facts_read on public.facts using (
        project = coalesce(current_setting('app.project', true), (select auth.jwt()) ->> 'project'));`,
      object,
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.facts' },
    },
    {
      id: 'prefix',
      words: "`like setting || '%'`: an emptied setting is the prefix of everything",
      sql: `alter policy facts_read on public.facts using (project like current_setting('app.project', true) || '%');`,
      object,
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.facts' },
    },
    {
      id: 'missing-setting',
      words: '`current_setting` without missing_ok: the policy ends in an error',
      sql: `alter policy facts_read on public.facts using (project = current_setting('app.project'));`,
      object,
      verb: 'select',
      effect: 'broken',
      trial: { persona: 'analyst', sql: 'select count(*) from public.facts' },
    },
    {
      id: 'custom-role-true',
      words: "A policy `using (true)` for a role of one's own",
      sql: 'create policy facts_report on public.facts for select to leak_analyst using (true);',
      object,
      verb: 'select',
      trial: { persona: 'analyst', sql: 'select from public.facts' },
    },
    {
      id: 'default-privileges',
      words: "Default privileges for anon, and the next migration's table",
      sql: `alter default privileges in schema public grant select on tables to anon;
        create table public.drafts (id bigint primary key, body text);
        insert into public.drafts values (1, 'x');`,
      object: 'public.drafts',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.drafts' },
    },
  ],
};
