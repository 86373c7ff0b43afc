import { readPlatform } from '../../../../../services/chatwoot/schema.ts';
import type { Answer, Judgement, Trouble } from '../../chain/judgement.ts';
import { troubled } from '../../chain/judgement.ts';
import { shapeless, unexpected, type Asked } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import {
  dependencyFailing,
  dependencyUnsaid,
  postgres,
  redis,
  versionDrift,
  versionUnsaid,
  type Dependency,
} from '../troubles/platform.ts';

/** Of `/api`, which says 200 whatever is broken: only its fields are to be believed, and only where they are there. */
export function judgePlatform(subject: Subject, asked: Asked, answer: Answer, pinned: string | undefined): Judgement {
  const trouble = unexpected(asked, answer);
  if (trouble !== undefined) return troubled(trouble);
  const said = readPlatform(answer.body);
  if (said === undefined) return troubled(shapeless(asked, 'what Chatwoot says there'));
  const { version, queue, data } = said;
  const shown = (word: string | undefined) => (word === undefined ? null : subject.show(word));
  return {
    fields: { version: shown(version), queue_services: shown(queue), data_services: shown(data) },
    conditions: [
      { condition: 'queue_services == "ok"', holds: holds(queue, 'ok') },
      { condition: 'data_services == "ok"', holds: holds(data, 'ok') },
      ...(pinned === undefined
        ? []
        : [{ condition: `version == ${JSON.stringify(pinned)}`, holds: holds(version, pinned) }]),
    ],
    troubles: [
      ...dependency(subject, redis, queue),
      ...dependency(subject, postgres, data),
      ...drift(subject, pinned, version),
    ],
  };
}

function holds(value: string | undefined, wanted: string): boolean | 'unknown' {
  return value === undefined ? 'unknown' : value === wanted;
}

function dependency(subject: Subject, of: Dependency, says: string | undefined): readonly Trouble[] {
  if (says === undefined) return [dependencyUnsaid(subject, of)];
  return says === 'ok' ? [] : [dependencyFailing(subject, of, says)];
}

function drift(subject: Subject, pinned: string | undefined, version: string | undefined): readonly Trouble[] {
  if (pinned === undefined || version === pinned) return [];
  return [version === undefined ? versionUnsaid(subject, pinned) : versionDrift(subject, pinned, version)];
}
