import type { Fingerprint } from './schema.ts';

/** One object in which what was restored is not what was backed up. A type, not an interface: it goes into facts. */
export type Difference = {
  /** `rows of public.ideas`, `policy "owners read" on public.ideas` */
  readonly object: string;
  readonly is: 'missing' | 'extra' | 'changed';
  readonly why: string;
};

/** By object, in the order of their names. */
export function compareFingerprints(was: Fingerprint, is: Fingerprint): readonly Difference[] {
  return [
    ...between(was.tables, is.tables, 'rows of ', (then, now) =>
      then.rows !== now.rows
        ? `${then.rows} rows were backed up, ${now.rows} are there`
        : then.hash === now.hash
          ? undefined
          : `as many rows, ${now.rows}, and other values in them`,
    ),
    ...between(was.sequences, is.sequences, 'sequence value of ', ({ from, to }, { from: now }) =>
      BigInt(now) < BigInt(least(from, to))
        ? 'it gives numbers again that were given out'
        : BigInt(now) > BigInt(most(from, to))
          ? 'it is further than it was'
          : undefined,
    ),
    ...between(was.objects, is.objects, '', (then, now) => (then === now ? undefined : 'its definition is another')),
  ];
}

/** A sequence that counts down ends below where it began. */
function least(one: string, other: string): string {
  return BigInt(one) < BigInt(other) ? one : other;
}

function most(one: string, other: string): string {
  return BigInt(one) < BigInt(other) ? other : one;
}

function between<Of>(
  was: Readonly<Record<string, Of>>,
  is: Readonly<Record<string, Of>>,
  prefix: string,
  differ: (then: Of, now: Of) => string | undefined,
): readonly Difference[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted();
  return names.flatMap((name): Difference[] => {
    const [then, now] = [was[name], is[name]];
    const object = `${prefix}${name}`;
    if (now === undefined) return [{ object, is: 'missing', why: 'it was backed up and is not there' }];
    if (then === undefined) return [{ object, is: 'extra', why: 'it is there and was not backed up' }];
    const why = differ(then, now);
    return why === undefined ? [] : [{ object, is: 'changed', why }];
  });
}
