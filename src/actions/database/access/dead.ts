import type { Session } from '../../../services/postgres/session.ts';
import { fullName, type Policy, type Relation } from './catalogue/schema.ts';
import { tryAll, type Probe } from './probe/server.ts';
import { settingsOf } from './probe/subject.ts';
import { qualified } from './sql.ts';
import type { DeadPolicy, Persona } from './types.ts';

interface Asked {
  readonly relation: Relation;
  readonly policy: Policy;
  readonly probe: Probe;
}

/**
 * Policies whose condition holds for no persona on any row that lies there. What a policy asks other tables is answered
 * without their policies, so that it is dead by itself and not because of them.
 */
export async function findDeadPolicies(
  session: Session,
  relations: readonly Relation[],
  personas: readonly Persona[],
): Promise<readonly DeadPolicy[]> {
  const all = relations.flatMap((relation) =>
    relation.policies.filter(({ permissive }) => permissive).map((policy) => ({ relation, policy })),
  );
  const asked = all.flatMap(({ relation, policy }) =>
    personas
      .filter((persona) => concerns(policy, persona))
      .map((persona): Asked => ({ relation, policy, probe: probeOf(relation, policy, persona) })),
  );
  const answers = await tryAll(
    session,
    asked.map(({ probe }) => probe),
  );
  return all.flatMap(({ relation, policy }): readonly DeadPolicy[] => {
    const said = answers.filter((_, index) => asked[index]?.policy === policy);
    const name = { table: fullName(relation), policy: policy.name };
    if (said.length === 0)
      return [{ ...name, tried: false, why: `no persona has the role ${policy.roles.join(' or ')}` }];
    if (said.some(({ state, counts }) => state !== null || (counts?.[1] ?? 0) === 0 || (counts?.[0] ?? 0) > 0))
      return [];
    return [{ ...name, tried: true, why: 'its condition holds for no persona on any row' }];
  });
}

/** Those who go round policies are not asked: nothing is decided for them. */
function concerns({ roles }: Policy, { role }: Persona): boolean {
  return roles.includes(role) || (roles.includes('public') && role !== 'service_role');
}

function probeOf(relation: Relation, { using, check }: Policy, persona: Persona): Probe {
  const condition = using ?? check ?? 'true';
  const sql = `select jsonb_build_array(count(*) filter (where ${condition}), count(*)) from ${qualified(relation)}`;
  return { role: 'none', set: settingsOf(persona), reads: true, sql };
}
