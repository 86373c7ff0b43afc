import type { Family } from '../leak.ts';
import { alice } from '../personas.ts';
import { publicRead } from '../schemas/public-read.ts';

const object = 'public.posts';

export const publicReadFamily: Family = {
  schema: publicRead,
  leaks: [
    {
      id: 'drafts-read',
      words: 'Published or not, which was meant to be published and not deleted',
      sql: 'alter policy posts_read on public.posts using (published or not featured);',
      object,
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.posts where not published' },
    },
    {
      id: 'update-any-author',
      words: 'An update policy that asks whether someone is signed in, not who',
      sql: 'alter policy posts_change on public.posts using ((select auth.uid()) is not null);',
      object,
      verb: 'update',
      trial: { persona: 'bob', sql: `update public.posts set title = 'x' where author = '${alice}'` },
    },
    {
      id: 'owner-column',
      words: "UPDATE of the owner's column is granted: a row can be given away",
      sql: 'grant update (author) on public.posts to authenticated;',
      object,
      verb: 'update',
      trial: { persona: 'bob', sql: `update public.posts set author = '${alice}'` },
    },
    {
      id: 'table-wide-update',
      words: 'UPDATE of the whole table instead of two columns',
      sql: 'grant update on public.posts to authenticated;',
      object,
      verb: 'update',
      trial: { persona: 'bob', sql: 'update public.posts set featured = true' },
    },
  ],
};
