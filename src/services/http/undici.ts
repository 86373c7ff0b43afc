import { createRequire } from 'node:module';
import type { Client as ClientOfUndici, buildConnector as ConnectorOfUndici } from 'undici';

/**
 * The parts of undici that are used, without the rest of it: its fetch, caches and sockets would cost each check that is run
 * once 50 ms and 12 MB. Its version is exact, and undici.test.ts holds them to be the ones that it exports.
 */
const require = createRequire(import.meta.url);

export const Client: typeof ClientOfUndici = require('undici/lib/dispatcher/client.js');
export type Client = ClientOfUndici;

export const buildConnector: typeof ConnectorOfUndici = require('undici/lib/core/connect.js');
export type Connector = ConnectorOfUndici.connector;
