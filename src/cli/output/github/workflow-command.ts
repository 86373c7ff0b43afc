import { printable, withoutSequences } from '../../../core/untrusted.ts';

type Properties = Readonly<Record<string, string | number | undefined>>;

/** `::error file=a.md,line=3::words`, escaped as the runner unescapes it. */
export function workflowCommand(name: string, message: string, properties: Properties = {}): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const listed = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${name}${listed === '' ? '' : ` ${listed}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return printable(withoutSequences(text)).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
