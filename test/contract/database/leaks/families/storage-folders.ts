import type { Family } from '../leak.ts';
import { alice } from '../personas.ts';
import { storageFolders } from '../schemas/storage-folders.ts';

const object = 'bucket documents';

export const storageFoldersFamily: Family = {
  schema: storageFolders,
  leaks: [
    {
      id: 'public-bucket',
      words: 'The bucket is made public: whoever knows a path reads it, without any policy',
      sql: `update storage.buckets set public = true where id = 'documents';`,
      object,
      verb: 'none',
      trial: { persona: 'service', sql: `select from storage.buckets where id = 'documents' and public` },
    },
    {
      id: 'listing',
      words: 'A policy lists all files of the bucket',
      sql: `create policy documents_list on storage.objects for select using (bucket_id = 'documents');`,
      object,
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from storage.objects' },
    },
    {
      id: 'storage-update',
      words: 'Files may be overwritten without asking whose they are',
      sql: `alter policy documents_change on storage.objects
        using (bucket_id = 'documents') with check (bucket_id = 'documents');`,
      object,
      verb: 'update',
      trial: { persona: 'bob', sql: `update storage.objects set metadata = '{}'` },
    },
    {
      id: 'storage-delete',
      words: 'Files may be deleted without asking whose they are',
      sql: `alter policy documents_remove on storage.objects using (bucket_id = 'documents');`,
      object,
      verb: 'delete',
      trial: {
        persona: 'bob',
        sql: `set local storage.allow_delete_query = 'true'; delete from storage.objects`,
      },
    },
    {
      id: 'storage-upload',
      words: "Uploads into anyone's folder",
      sql: `alter policy documents_add on storage.objects with check (bucket_id = 'documents');`,
      object,
      verb: 'insert',
      trial: {
        persona: 'bob',
        sql: `insert into storage.objects (bucket_id, name) values ('documents', '${alice}/x')`,
      },
    },
    {
      id: 'storage-shared-folder',
      words: 'A folder by its name takes uploads of everyone',
      sql: `create policy documents_shared on storage.objects for insert to authenticated
        with check (bucket_id = 'documents' and (storage.foldername(name))[1] = 'shared');`,
      object,
      verb: 'insert',
      trial: {
        persona: 'bob',
        sql: `insert into storage.objects (bucket_id, name) values ('documents', 'shared/x.pdf')`,
      },
    },
    {
      id: 'storage-by-ending',
      words: 'Files of one ending are shown, whosever they are',
      sql: `create policy documents_papers on storage.objects for select to authenticated
        using (bucket_id = 'documents' and name like '%.pdf');`,
      object,
      verb: 'select',
      trial: { persona: 'bob', sql: `select from storage.objects where name like '${alice}/%'` },
    },
    {
      id: 'buckets-listed',
      words: 'A policy shows all buckets to all',
      sql: 'create policy buckets_list on storage.buckets for select using (true);',
      object: 'storage.buckets',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from storage.buckets' },
    },
  ],
};
