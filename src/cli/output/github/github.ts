import type { FailureData } from '../../../core/failure.ts';
import type { Stream } from '../../process.ts';
import type { Block, Output, ShownFinding } from '../port.ts';
import { findingsSummary } from './summary.ts';
import { workflowCommand } from './workflow-command.ts';

/** What GitHub shows of each severity in one step; it drops the others without a word. */
const shownOfEach = 10;

/** The same words as before, and an annotation at the file and line of each failure and finding; what is too many is summarised. */
export function withAnnotations(output: Output, stream: Stream, summarise: (markdown: string) => void): Output {
  const say = (line: string): void => stream.write(`${line}\n`);
  return {
    ...output,
    payload(object, people) {
      output.payload(object, people);
      people.flatMap(annotationsOf).forEach(say);
      const rest = people.flatMap((block) => (block.kind === 'findings' ? splitShown(block.findings).rest : []));
      if (rest.length > 0) summarise(findingsSummary(rest));
    },
    failure(failure) {
      output.failure(failure);
      for (const data of failure.data.problems ?? [failure.data]) say(failureAnnotation(data));
    },
  };
}

function annotationsOf(block: Block): readonly string[] {
  if (block.kind === 'findings') return splitShown(block.findings).shown.map(annotation);
  return block.kind === 'failure' ? [failureAnnotation(block.failure)] : [];
}

function splitShown(findings: readonly ShownFinding[]): Record<'shown' | 'rest', readonly ShownFinding[]> {
  const seen = { error: 0, warning: 0 };
  const isShown = ({ severity }: ShownFinding): boolean => (seen[severity] += 1) <= shownOfEach;
  const { shown = [], rest = [] } = Object.groupBy(findings, (each) => (isShown(each) ? 'shown' : 'rest'));
  return { shown, rest };
}

function annotation({ severity, message, fix, file, line, rule }: ShownFinding): string {
  return workflowCommand(severity, `${message}\n${fix}`, { file, line, title: rule });
}

function failureAnnotation({ what, why, fix, file, line, code }: FailureData): string {
  return workflowCommand('error', `${what}\n${why}\n${fix}`, { file, line, title: code });
}
