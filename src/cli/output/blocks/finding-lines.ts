import type { Look, ShownFinding } from '../port.ts';
import { count } from '../words/count.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { place } from './failure-lines.ts';

/** Findings of the linter, each with its place first, and how many there are. */
export function findingLines(findings: readonly ShownFinding[], look: Look): readonly string[] {
  return [...findings.flatMap((finding) => [...one(finding, look), '']), summary(findings, look)];
}

function one(finding: ShownFinding, look: Look): readonly string[] {
  const ink = finding.severity === 'error' ? 'red' : 'yellow';
  const rule = look.palette('dim', finding.rule);
  return [
    `${safeLine(place(finding))}  ${look.palette(ink, finding.severity)}  ${rule}`,
    `  ${safeLine(finding.message)}`,
    `  ${look.palette('cyan', `→ ${safeLine(finding.fix)}`)}`,
  ];
}

function summary(findings: readonly ShownFinding[], look: Look): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  if (findings.length === 0) return look.palette('green', 'No findings.');
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}.`;
}
