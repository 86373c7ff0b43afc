import { daily } from './daily.ts';
import { base } from './base.ts';
import { entries } from './entries.ts';
import { print } from './print.ts';
import { proof } from './proof.ts';
import { timelineStyle } from './timeline.ts';
import { tokens } from './tokens.ts';
import { top } from './top.ts';

/** The page's one style sheet. It is a constant: nothing of a record goes into it. */
export const style = [tokens, base, top, timelineStyle, entries, proof, daily, print].join('');
