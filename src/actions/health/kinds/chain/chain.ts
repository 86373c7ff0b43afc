import type { HttpRequest } from '../../../../services/http/request.ts';
import type { StepRecord } from '../../result.ts';
import type { Answer, Judgement, Trouble } from './judgement.ts';

/** One call, asked as often as it took: what may be kept of it, the answer if one came, and what was wrong with the asking. */
export interface Heard {
  readonly record: Omit<StepRecord, 'fields' | 'conditions'>;
  readonly answer: Answer | undefined;
  /** Why no answer came, or that it took more than one try. */
  readonly troubles: readonly Trouble[];
}

export type Ask = (name: string, request: HttpRequest) => Promise<Heard>;

/** An answer with what it comes to. */
export interface Taken<Judged extends Judgement> {
  readonly answer: Answer;
  readonly judged: Judged;
}

/** Steps that are taken one after the other, each kept: what a preset's diagnosis is made of. */
export interface Chain {
  /** Undefined when no answer came. */
  step<Judged extends Judgement>(
    name: string,
    request: HttpRequest,
    judge: (answer: Answer) => Judged,
  ): Promise<Taken<Judged> | undefined>;
  readonly steps: readonly StepRecord[];
  /** What was wrong with the asking; what is wrong with the answers, their judges say. */
  readonly troubles: readonly Trouble[];
}

export function createChain(ask: Ask): Chain {
  const steps: StepRecord[] = [];
  const troubles: Trouble[] = [];
  return {
    steps,
    troubles,
    async step(name, request, judge) {
      const { record, answer, troubles: ofAsking } = await ask(name, request);
      troubles.push(...ofAsking);
      if (answer === undefined) {
        steps.push({ ...record, fields: {}, conditions: [] });
        return undefined;
      }
      const judged = judge(answer);
      steps.push({ ...record, fields: judged.fields, conditions: judged.conditions });
      return { answer, judged };
    },
  };
}
