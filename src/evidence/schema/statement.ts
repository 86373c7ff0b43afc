import { z } from 'zod';
import { statementType, predicateTypes } from '../predicate-types.ts';
import {
  accountPredicate,
  approvalPredicate,
  donePredicate,
  linkPredicate,
  personPredicate,
  resource,
  sealPredicate,
  testResultPredicate,
} from './predicate.ts';
import type { ReadonlyDeep } from './readonly-deep.ts';

function statementOf<Type extends string, Predicate extends z.ZodType>(type: Type, predicate: Predicate) {
  return z.strictObject({
    _type: z.literal(statementType),
    subject: z.array(resource).min(1).refine(namedOnce, 'names a subject twice'),
    predicateType: z.literal(type),
    predicate,
  });
}

function namedOnce(subjects: readonly z.infer<typeof resource>[]): boolean {
  return new Set(subjects.map((subject) => subject.name)).size === subjects.length;
}

/** The in-toto statements that Prestage writes, and the only ones that it reads. */
export const statementSchema = z.discriminatedUnion('predicateType', [
  statementOf(predicateTypes.link, linkPredicate),
  statementOf(predicateTypes.testResult, testResultPredicate),
  statementOf(predicateTypes.done, donePredicate),
  statementOf(predicateTypes.person, personPredicate),
  statementOf(predicateTypes.approval, approvalPredicate),
  statementOf(predicateTypes.account, accountPredicate),
  statementOf(predicateTypes.seal, sealPredicate),
]);

export type Statement = ReadonlyDeep<z.infer<typeof statementSchema>>;
export type PredicateType = Statement['predicateType'];
export type StatementOf<Type extends PredicateType> = Extract<Statement, { predicateType: Type }>;
export type SealStatement = StatementOf<typeof predicateTypes.seal>;
export type Resource = ReadonlyDeep<z.infer<typeof resource>>;
