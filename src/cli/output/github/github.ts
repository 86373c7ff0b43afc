import type { FailureData } from '../../../core/failure.ts';
import type { Stream } from '../../process.ts';
import type { Block, Output, ShownFinding } from '../port.ts';
import { workflowCommand } from './workflow-command.ts';

/** The same words as before, and an annotation at the file and line of each failure and finding. */
export function withAnnotations(output: Output, stream: Stream): Output {
  const say = (line: string): void => stream.write(`${line}\n`);
  return {
    ...output,
    payload(object, people) {
      output.payload(object, people);
      people.flatMap(annotationsOf).forEach(say);
    },
    failure(failure) {
      output.failure(failure);
      for (const data of failure.data.problems ?? [failure.data]) say(failureAnnotation(data));
    },
  };
}

function annotationsOf(block: Block): readonly string[] {
  if (block.kind === 'findings') return block.findings.map(annotation);
  return block.kind === 'failure' ? [failureAnnotation(block.failure)] : [];
}

function annotation({ severity, message, fix, file, line, rule }: ShownFinding): string {
  return workflowCommand(severity, `${message}\n${fix}`, { file, line, title: rule });
}

function failureAnnotation({ what, why, fix, file, line, code }: FailureData): string {
  return workflowCommand('error', `${what}\n${why}\n${fix}`, { file, line, title: code });
}
