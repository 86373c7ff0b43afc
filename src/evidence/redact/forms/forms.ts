import { isCommon } from '../common.ts';
import { base64Forms } from './base64.ts';
import { jsonForms } from './json.ts';
import { markupForms } from './markup.ts';
import { percentForms } from './percent.ts';
import { quotedForms } from './quoted.ts';
import { utf16Forms } from './utf16.ts';

/** Shorter values are refused as secrets, and shorter lines of longer ones are not looked for: they are in every text. */
export const shortest = 8;

/** A line that only says what follows: the same in everybody's key. */
const armour = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;

/** Every text as which a secret may turn up: the value whole and line by line, each as it is and encoded. */
export function formsOf(value: string): ReadonlySet<string> {
  return new Set(partsOf(value).flatMap(encodings));
}

/** What is looked for of a value: all of it, it without white space around it, and its lines. */
function partsOf(value: string): readonly string[] {
  const lines = value.split(/\r\n|\r|\n/).flatMap((line) => [line, line.trim()]);
  const tellingLines = lines.filter((line) => !armour.test(line.trim()) && !isCommon(line));
  return [value, value.trim(), ...tellingLines].filter((part) => part.trim().length >= shortest);
}

function encodings(part: string): readonly string[] {
  const hex = Buffer.from(part).toString('hex');
  return [
    part,
    ...jsonForms(part),
    ...percentForms(part),
    ...markupForms(part),
    ...quotedForms(part),
    ...utf16Forms(part),
    ...base64Forms(part),
    hex,
    hex.toUpperCase(),
  ];
}
