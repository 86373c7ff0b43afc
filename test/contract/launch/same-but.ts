import type { EndState } from './end-state.ts';

/**
 * What two launches have in common. Of the feedback which sections there are: what a program printed goes with the run that is
 * killed, and a push that was cut says which files the database has instead.
 */
export function sameBut({ files, ...rest }: EndState) {
  const entries = Object.entries(files).map(([path, text]): [string, unknown] => [
    path,
    path.startsWith('feedback/') ? headings(text)?.toSorted() : text,
  ]);
  return { ...rest, files: Object.fromEntries(entries) };
}

function headings(text: string | undefined): readonly string[] | undefined {
  return text?.split('\n').filter((line) => line.startsWith('#'));
}
