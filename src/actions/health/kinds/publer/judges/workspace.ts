import { isUser, readAccounts, readWorkspaces, type Account } from '../../../../../services/publer/schema.ts';
import { troubled, type Answer, type Judgement, type Trouble } from '../../chain/judgement.ts';
import { compareLists } from '../../chain/lists.ts';
import { shapeless } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import { workspaceWrong } from '../troubles/access.ts';
import { accountsExtra, accountsMissing, allAccountsMissing, noAccounts } from '../troubles/contents.ts';
import { notServed, type PublerCall } from './access.ts';

/** Of `/users/me`: the key is somebody's. Whose is not kept. */
export function judgeUser(subject: Subject, call: PublerCall, answer: Answer): Judgement {
  const refused = notServed(subject, call, answer);
  if (refused !== undefined) return refused;
  if (!isUser(answer.body)) return troubled(shapeless(call, 'the key’s user'));
  return { fields: {}, conditions: [{ condition: 'the key is a user’s', holds: true }], troubles: [] };
}

/**
 * Of `/workspaces`: the configured one is among those that the key opens. They are kept by their names: teams put ids of workspaces
 * into the vault, and what stands there stands nowhere else.
 */
export function judgeWorkspaces(subject: Subject, call: PublerCall, answer: Answer): Judgement {
  const refused = notServed(subject, call, answer);
  if (refused !== undefined) return refused;
  const workspaces = readWorkspaces(answer.body);
  if (workspaces === undefined) return troubled(shapeless(call, 'workspaces'));
  const own = workspaces.find(({ id }) => id === subject.workspace);
  return {
    fields: {
      workspaces: workspaces.map(({ name }) => subject.show(name)),
      plan: own?.plan === undefined ? null : subject.show(own.plan),
    },
    conditions: [{ condition: 'workspaces has the one of the config', holds: own !== undefined }],
    troubles:
      own === undefined
        ? [
            workspaceWrong(
              subject,
              workspaces.map(({ name }) => name),
            ),
          ]
        : [],
  };
}

/** Of `/accounts`, against those expected: `provider:name`, or not at all when undefined. */
export function judgeAccounts(
  subject: Subject,
  call: PublerCall,
  answer: Answer,
  expected: readonly string[] | undefined,
): Judgement {
  const refused = notServed(subject, call, answer);
  if (refused !== undefined) return refused;
  const accounts = readAccounts(answer.body)?.map(accountName);
  if (accounts === undefined) return troubled(shapeless(call, 'social accounts'));
  const fields = { accounts: accounts.map(subject.show).toSorted() };
  if (expected === undefined)
    return { fields, conditions: [], troubles: accounts.length === 0 ? [noAccounts(subject)] : [] };
  const { missing, extra } = compareLists(expected, accounts);
  const condition = { condition: 'accounts are those expected', holds: missing.length + extra.length === 0 };
  return { fields, conditions: [condition], troubles: changes(subject, missing, extra, accounts.length === 0) };
}

/** As the config has it: one name may be a page here and a profile there. */
function accountName({ provider, name }: Account): string {
  return `${provider}:${name}`;
}

function changes(
  subject: Subject,
  missing: readonly string[],
  extra: readonly string[],
  isEmpty: boolean,
): readonly Trouble[] {
  const gone = isEmpty ? allAccountsMissing : accountsMissing;
  return [
    ...(missing.length === 0 ? [] : [gone(subject, missing)]),
    ...(extra.length === 0 ? [] : [accountsExtra(subject, extra)]),
  ];
}
