import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const ownFolder = `bucket_id = 'documents' and (storage.foldername(name))[1] = (select auth.uid())::text`;

export const storageFolders: CorrectSchema = {
  id: 'storage-folders',
  words: 'A private bucket in which everyone has a folder of his own',
  exposure: 'explicit',
  sql: `
    insert into storage.buckets (id, name, public) values ('documents', 'documents', false);
    create policy documents_read on storage.objects for select to authenticated using (${ownFolder});
    create policy documents_add on storage.objects for insert to authenticated with check (${ownFolder});
    create policy documents_change on storage.objects for update to authenticated
      using (${ownFolder}) with check (${ownFolder});
    create policy documents_remove on storage.objects for delete to authenticated using (${ownFolder});`,
  rows: `
    insert into storage.objects (bucket_id, name, owner, owner_id) values
      ('documents', '${alice}/a.pdf', '${alice}', '${alice}'), ('documents', '${bob}/b.pdf', '${bob}', '${bob}');`,
  intent: [
    { persona: 'anon', sql: 'select from storage.objects', reaches: 0 },
    { persona: 'alice', sql: 'select from storage.objects', reaches: 1 },
    { persona: 'bob', sql: `update storage.objects set metadata = '{}'`, reaches: 1 },
    {
      persona: 'bob',
      sql: `insert into storage.objects (bucket_id, name) values ('documents', '${alice}/c.pdf')`,
      reaches: 'refused',
    },
    { persona: 'alice', sql: 'select from storage.buckets', reaches: 0 },
  ],
  rewritten: `
    drop policy documents_read on storage.objects;
    create policy documents_read_own on storage.objects for select to authenticated
      using (bucket_id = 'documents' and path_tokens[1] = (select auth.uid())::text and array_length(path_tokens, 1) > 1);`,
};
