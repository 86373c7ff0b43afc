import undici from 'undici';
import { expect, it } from 'vitest';
import { Client, buildConnector } from './undici.ts';

// In a file of its own: what undici exports as a whole adds to its parts when it is loaded.
it('the parts of undici that are used are those that it exports', () => {
  expect([Client, buildConnector]).toEqual([undici.Client, undici.buildConnector]);
});
