import { posix } from 'node:path';
import { exists } from '../../../services/files/read.ts';

/** What a note or a page links to and is not there; addresses on the web and places on the page itself are not looked at. */
export async function deadLinks(root: string, path: string, text: string): Promise<readonly string[]> {
  const pattern = path.endsWith('.html') ? /href="([^"]+)"/gu : /(?<!\\)\]\(([^)\s]+)\)/gu;
  const targets = [...text.matchAll(pattern)].map(([, target = '']) => target);
  const local = [...new Set(targets)].filter((target) => !/^(?:[a-z]+:|#)/iu.test(target));
  const looked = await Promise.all(
    local.map(async (target) => {
      const there = await exists(root, posix.join(posix.dirname(path), decodeURIComponent(target)));
      return there ? [] : [target];
    }),
  );
  return looked.flat();
}
