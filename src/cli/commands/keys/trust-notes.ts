import { trustFile, unreviewedOf, type WorkspaceTrust } from '../../../run/trust.ts';
import type { Block } from '../../output/port.ts';

/** What a reader has to know of whose signatures counted. */
export function trustNotes(trust: WorkspaceTrust): readonly Block[] {
  const { unreviewed } = unreviewedOf(trust);
  const waiting = trust.unreviewed.map(({ name, roles }) => `${name} (${roles.join(', ')})`);
  return [
    ...(unreviewed === undefined ? [] : [note(`The keys of ${trustFile} counted as they are: ${unreviewed}.`)]),
    ...(waiting.length === 0 ? [] : [note(`${trustFile} is not as committed: ${waiting.join(', ')} did not count.`)]),
  ];
}

function note(text: string): Block {
  return { kind: 'note', text };
}
