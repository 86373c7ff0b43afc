import {
  ArgumentScannerError,
  formatMessageForArgumentScannerError,
  text_en as english,
  type ApplicationText,
} from '@stricli/core';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import { failureOf } from './failure-of.ts';

/** What stricli found wrong, collected instead of printed: it is rendered once, by our output. */
export interface Problems {
  readonly text: ApplicationText;
  /** The one failure that all of it comes to; undefined when nothing was wrong. */
  failure(command: string): Failure | undefined;
}

export function collectProblems(): Problems {
  const misuse: Misuse[] = [];
  const thrown: unknown[] = [];
  const note = (what: Misuse): string => {
    misuse.push(what);
    return '';
  };
  const keep = (error: unknown): string => {
    thrown.push(error);
    return '';
  };
  const text: ApplicationText = {
    ...english,
    briefs: { ...english.briefs, help: 'Print this help', argumentEscapeSequence: 'What follows is no option' },
    noCommandRegisteredForInput: ({ input, corrections }) => note({ kind: 'command', input, corrections }),
    exceptionWhileParsingArguments: (error) => note({ kind: 'argument', sentence: wrongArgument(error) }),
    exceptionWhileLoadingCommandFunction: keep,
    exceptionWhileLoadingCommandContext: keep,
    exceptionWhileRunningCommand: keep,
    commandErrorResult: keep,
    exceptionWhileRunningIntegrationHook: ({ exception }) => keep(exception),
    exceptionWhileRunningIntegrationFlag: ({ exception }) => keep(exception),
  };
  const failure = (command: string): Failure | undefined => {
    if (thrown.length > 0) return failureOf(thrown[0]);
    return misuse.length > 0 ? misused(command, misuse) : undefined;
  };
  return { text, failure };
}

type Misuse =
  | { readonly kind: 'command'; readonly input: string; readonly corrections: readonly string[] }
  | { readonly kind: 'argument'; readonly sentence: string };

function misused(command: string, all: readonly Misuse[]): Failure {
  const [first] = all;
  const data =
    first?.kind === 'command'
      ? noCommand(command, first.input, first.corrections)
      : {
          code: 'cli.usage',
          what: `\`${command}\` cannot be called like this`,
          why: all.flatMap((misuse) => (misuse.kind === 'argument' ? [misuse.sentence] : [])).join('\n'),
          fix: `See \`${command} --help\`.`,
        };
  return new Failure(data, exitCodes.usage);
}

function noCommand(command: string, input: string, corrections: readonly string[]): FailureData {
  const code = 'cli.unknown-command';
  const see = `\`${command} --help\` lists what there is.`;
  if (input.startsWith('-'))
    return {
      code,
      what: `${input} stands before the command`,
      why: 'options stand after it',
      fix: `Put it last. ${see}`,
    };
  const meant = corrections.map((name) => `\`${command} ${name.replaceAll('`', '')}\``).join(' or ');
  const fix = meant === '' ? see : `Did you mean ${meant}? ${see}`;
  return {
    code,
    what: `There is no command \`${command} ${input}\``,
    why: `\`${command}\` has none of that name`,
    fix,
  };
}

function wrongArgument(error: unknown): string {
  if (!(error instanceof ArgumentScannerError)) return failureOf(error).message;
  const sentence = formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) => {
      const meant =
        corrections.length === 0
          ? ''
          : `; did you mean ${corrections.map((name) => `--${name.replace(/^--/u, '')}`).join(' or ')}?`;
      return `There is no option ${input.startsWith('-') ? input : `--${input}`}${meant}`;
    },
    UnsatisfiedFlagError: ({ externalFlagName }) => `--${externalFlagName} needs a value`,
    UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is missing`,
    UnexpectedPositionalError: ({ input }) => `There is one argument too many: ${input}`,
    EnumValidationError: ({ externalFlagName, input, values }) =>
      `--${externalFlagName} is one of ${values.join(', ')}, not ${input}`,
    ArgumentParseError: ({ externalFlagNameOrPlaceholder, input, exception }) =>
      `--${externalFlagNameOrPlaceholder} cannot take ${input}: ${exception instanceof Error ? exception.message : String(exception)}`,
    UnexpectedFlagError: ({ externalFlagName }) => `--${externalFlagName} is given twice`,
  });
  return /[.?]$/u.test(sentence) ? sentence : `${sentence}.`;
}
