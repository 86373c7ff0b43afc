import type { Json } from '../../core/json.ts';

/** The type with every array and member made read-only; JSON stays as it is (it is read-only already). */
export type ReadonlyDeep<T> = [Json] extends [T]
  ? T
  : T extends readonly (infer Element)[]
    ? readonly ReadonlyDeep<Element>[]
    : T extends object
      ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
      : T;
