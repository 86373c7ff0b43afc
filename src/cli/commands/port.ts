import { misuse } from '../app/misuse.ts';

/** A port that a flag names; 0 is a free one. */
export function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw misuse(`${text} is no port`, 'a port is a whole number from 0 to 65535', 'Give another, or leave --port out.');
}
