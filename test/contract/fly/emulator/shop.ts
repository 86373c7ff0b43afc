import { fly } from '../../../../src/emulators/fly/emulator.ts';
import { namedFault } from '../../../../src/emulators/kit/fault/read-fault.ts';
import type { Json } from '../../../../src/core/json.ts';
import { startFly, token, type Running } from '../flyctl/world.ts';

export interface Answer {
  readonly status: number;
  // What is asked about differs with each call.
  readonly json: Json;
}

export interface Shop {
  readonly on: Running;
  /** `POST /machines/ID`, below the shop's own path. */
  call(line: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same, from the root. */
  ask(line: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Asks for the machine's config with another image, as a deploy does. */
  deploy(id: string, tag?: string, more?: object): Promise<Answer>;
  machine(id: string): Promise<ReturnType<typeof read>>;
  pass(milliseconds: number): void;
  fault(name: string): void;
}

export const [first, second] = ['611c4e1acff53b', '606c79eca0d768'] as const;

/** A shop with two machines whose clock stands still. */
export async function openShop(given: Readonly<Record<string, Json>> = {}): Promise<Shop> {
  const on = await startFly({ given });
  on.clock.change({ rate: 0 });
  const ask: Shop['ask'] = async (line, body, headers = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const answer = await fetch(`${on.urls['fly']}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  };
  const call: Shop['call'] = async (line, body, headers) => ask(line.replace(' ', ' /v1/apps/shop'), body, headers);
  return {
    on,
    ask,
    call,
    async deploy(id, tag = 'v2', more = {}) {
      const config = on.state.apps
        .get('shop')
        ?.machines.find((each) => each.id === id)
        ?.versions.at(-1)?.config;
      const image = tag === 'v2' ? 'registry.fly.io/shop-staging:v2' : `registry.fly.io/shop:${tag}`;
      return call(`POST /machines/${id}`, { config: { ...config, image }, ...more });
    },
    machine: async (id) => read((await call(`GET /machines/${id}`)).json),
    pass: (milliseconds) => on.clock.change({ advanceMs: milliseconds }),
    fault: (name) => void on.faults.arm(namedFault(name, fly.catalogue)),
  };
}

interface Shown {
  readonly state: string;
  readonly version: string;
  readonly host_status: string;
  readonly image_ref: { readonly tag: string; readonly digest: string };
  readonly checks: readonly { readonly name: string; readonly status: string }[];
  readonly events: readonly {
    readonly type: string;
    readonly request: { readonly restart_count?: number; readonly exit_event?: Readonly<Record<string, Json>> };
  }[];
}

function read(json: Json): Shown {
  return JSON.parse(JSON.stringify(json));
}
