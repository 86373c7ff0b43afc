import { performance } from 'node:perf_hooks';
import { parseMarkdown } from '../../src/direction/markdown/parse.ts';
import { directionOf } from './text.ts';

/** `node parser.ts TASKS`: the Markdown parser alone, once, in this process. Prints milliseconds. */
const { text } = directionOf(Number(process.argv[2]));
const started = performance.now();
parseMarkdown(text);
console.log(JSON.stringify(performance.now() - started));
