import { mkdir, writeFile } from 'node:fs/promises';
import { documents, generated, renderDocument, renderSchema } from './generated.ts';

/** `npm run generate`: writes every generated file anew. test/generated.test.ts fails while one is stale. */
await mkdir('schemas', { recursive: true });
for (const entry of generated) {
  await writeFile(entry.file, await renderSchema(entry));
  console.log(`wrote ${entry.file}`);
}
for (const document of documents) {
  await writeFile(document.file, await renderDocument(document));
  console.log(`wrote ${document.file}`);
}
