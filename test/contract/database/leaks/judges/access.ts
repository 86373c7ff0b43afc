import { compareAccess } from '../../../../../src/actions/database/access/compare.ts';
import { measureAccess } from '../../../../../src/actions/database/access/measure.ts';
import type { AccessMatrix, Persona } from '../../../../../src/actions/database/access/types.ts';
import type { DatabaseLogin } from '../../../../../src/core/database.ts';
import { openSession } from '../../../../../src/services/postgres/session.ts';
import { personas as declared, type Persona as Declared } from '../personas.ts';
import type { Finding, Judge } from './judge.ts';

const personas = Object.entries<Declared>(declared).map(([name, { role, claims = {}, settings = {} }]): Persona => ({
  name,
  role,
  claims,
  settings,
}));

/** Ours: what was measured first is what is meant; what is measured later is compared with it. */
export function access(): Judge {
  return {
    version: 'of this commit',
    remembers: true,
    look: () => {
      let meant: AccessMatrix | undefined;
      return async (login) => {
        const measured = await measure(login, meant);
        if (meant !== undefined) return differences(meant, measured);
        meant = measured;
        return oddities(measured);
      };
    },
  };
}

/** What it complains of without any comparison. */
function oddities({ deadPolicies, cells }: AccessMatrix): readonly Finding[] {
  return [
    ...deadPolicies.map(({ table, policy, why }) => ({ name: `dead ${table} ${policy}`, key: why })),
    ...cells
      .filter(({ outcome }) => outcome === 'unknown' || outcome === 'broken')
      .map(({ outcome, verb, object, why }) => ({ name: `${outcome} ${verb} ${object}`, key: why ?? '' })),
  ];
}

function differences(meant: AccessMatrix, measured: AccessMatrix): readonly Finding[] {
  return compareAccess(meant, measured).map(({ change, verb, object, words }) => ({
    name: [change, ...(verb === undefined ? [] : [verb]), object.replace(/\(.*/, '()')].join(' '),
    key: words,
  }));
}

/** As the superuser, since the database may be thrown away. */
async function measure({ url, password }: DatabaseLogin, meant: AccessMatrix | undefined): Promise<AccessMatrix> {
  const session = await openSession({ url: url.replace('//postgres@', '//supabase_admin@'), password });
  try {
    return await measureAccess(session, { personas, scratch: true, meant });
  } finally {
    await session.close();
  }
}
