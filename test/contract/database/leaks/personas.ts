/** Who asks: a role, what stands in the request's token, what the connection's settings say. */
export interface Persona {
  readonly role: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, string>>;
}

export const alice = '00000000-0000-4000-8000-00000000000a';
export const bob = '00000000-0000-4000-8000-00000000000b';
export const guest = '00000000-0000-4000-8000-00000000000c';
export const north = '00000000-0000-4000-8000-000000000001';
export const south = '00000000-0000-4000-8000-000000000002';

const signedIn = { role: 'authenticated', is_anonymous: false };

/** The same six for every schema. */
export const personas = {
  anon: { role: 'anon', claims: { role: 'anon' } },
  alice: {
    role: 'authenticated',
    claims: { ...signedIn, sub: alice, app_metadata: { org_id: north }, user_metadata: {} },
    settings: { 'app.project': 'alpha' },
  },
  /** Has written into user_metadata what he likes, as every user may. */
  bob: {
    role: 'authenticated',
    claims: { ...signedIn, sub: bob, app_metadata: { org_id: south }, user_metadata: { org_id: north, role: 'staff' } },
    settings: { 'app.project': 'beta' },
  },
  /** Signed in anonymously, on a connection where the setting of someone before has been emptied. */
  guest: {
    role: 'authenticated',
    claims: { ...signedIn, sub: guest, is_anonymous: true, app_metadata: {}, user_metadata: {} },
    settings: { 'app.project': '' },
  },
  /** A role of the workspace's own, which may have memberships. */
  analyst: { role: 'leak_analyst' },
  service: { role: 'service_role', claims: { role: 'service_role' } },
} as const satisfies Record<string, Persona>;

export type PersonaName = keyof typeof personas;

/** Roles belong to the whole server: made once, before the first database. */
export const customRoles = `
create role leak_analyst nologin;
create role leak_owner nologin;
grant leak_analyst, leak_owner to postgres;
grant leak_analyst to authenticator;
`;

export const people = `
insert into auth.users (id, aud, role, email, raw_app_meta_data) values
  ('${alice}', 'authenticated', 'authenticated', 'alice@example.com', '{"org_id": "${north}"}'),
  ('${bob}', 'authenticated', 'authenticated', 'bob@example.com', '{"org_id": "${south}"}'),
  ('${guest}', 'authenticated', 'authenticated', null, '{}');
`;
