import type { Family, Leak } from '../leak.ts';
import { bob } from '../personas.ts';
import { conditions, shown } from '../schemas/conditions.ts';

const object = 'public.articles';

function read(id: string, words: string, condition: string, title: string): Leak {
  return {
    id,
    words,
    sql: `alter policy articles_read on public.articles using (${condition});`,
    object,
    verb: 'select',
    trial: { persona: 'bob', sql: `select from public.articles where title = '${title}'` },
  };
}

export const conditionsFamily: Family = {
  schema: conditions,
  leaks: [
    read(
      'flag-forgotten',
      'One of five conditions is gone: what is hidden is read',
      shown.replace('and not hidden ', ''),
      'hidden',
    ),
    read(
      'label-added',
      'One word more in the list: what is in review is read',
      shown.replace(`= 'published'`, `in ('published', 'review')`),
      'in review',
    ),
    read(
      'moment-forgotten',
      'The moment is no longer asked for: what comes next week is read',
      shown.replace('(embargo is null or embargo <= now())', 'true'),
      'next week',
    ),
    read(
      'moment-moved',
      'The moment is a day too early',
      shown.replace('embargo <= now()', `embargo <= now() + interval '1 day'`),
      'tonight',
    ),
    read('number-forgotten', 'The price is no longer asked for', shown.replace('app.is_free(price)', 'true'), 'sold'),
    read('negative-number', '`= 0` became `<= 0`', shown.replace('app.is_free(price)', 'price <= 0'), 'repaid'),
    {
      ...read('helper-changed', 'The policy is the same; the helper function that it asks says `true`', shown, 'sold'),
      sql: `create or replace function app.is_free(price numeric) returns boolean language sql immutable as $$ select true $$;`,
    },
    read(
      'audience-widened',
      '`<>` instead of `=`: who is not for nobody',
      shown.replace(`audience = 'everyone'`, `audience <> 'nobody'`),
      'for members',
    ),
    read('json-key', 'A key of a JSON column opens a draft', `${shown} or meta ->> 'preview' = 'open'`, 'a preview'),
    {
      id: 'insert-published',
      words: 'The check of an insert forgets the status: one publishes without a review',
      sql: 'alter policy articles_add on public.articles with check (author = (select auth.uid()));',
      object,
      verb: 'insert',
      trial: {
        persona: 'bob',
        sql: `insert into public.articles (id, author, title, status) values (99, '${bob}', 'x', 'published')`,
      },
    },
    {
      id: 'status-raised',
      words: 'The check of an update forgets the status: a draft is made published',
      sql: 'alter policy articles_change on public.articles with check (author = (select auth.uid()));',
      object,
      verb: 'update',
      trial: { persona: 'bob', sql: `update public.articles set status = 'published' where status = 'draft'` },
    },
    {
      id: 'published-removed',
      words: "One's own may be deleted when published, too",
      sql: 'alter policy articles_remove on public.articles using (author = (select auth.uid()));',
      object,
      verb: 'delete',
      trial: { persona: 'bob', sql: 'delete from public.articles' },
    },
  ],
};
