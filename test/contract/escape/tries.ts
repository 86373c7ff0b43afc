import { beyond } from './tries/beyond.ts';
import { behind } from './tries/behind.ts';
import { files } from './tries/files.ts';
import { own } from './tries/own.ts';
import { packages } from './tries/packages.ts';
import { programs } from './tries/programs.ts';
import { readable } from './tries/readable.ts';
import { throughTools } from './tries/through-tools.ts';
import type { Try } from './tries/try.ts';

export const tries: readonly Try[] = [
  ...programs,
  ...throughTools,
  ...behind,
  ...packages,
  ...files,
  ...beyond,
  ...own,
  ...readable,
];
