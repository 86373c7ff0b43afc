/** What a text is about: its words, short of the common ones, cut to a stem so that "rehearsal" meets "rehearse". */
export function subjectOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !common.has(word)).map(stemOf));
}

export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  return [...a].filter((word) => b.has(word)).sort();
}

function stemOf(word: string): string {
  return word.replace(/(?:ies|es|s)$/, '').slice(0, 6);
}

const common = new Set(
  (
    'the and for with from into onto that this these those via all any are can new not per its his her out off over ' +
    'add make made use used using run implement update ensure task tasks direction directions docs requires needs wait'
  ).split(' '),
);
