import type { GuardFinding } from '../finding.ts';
import { scanText } from '../scan/scanner.ts';
import type { Subject } from '../subject.ts';
import { nobody } from '../waiver.ts';

/** Of added lines and of what commits say: a line that is taken away is no new leak. */
export async function secretFindings(subject: Subject): Promise<readonly GuardFinding[]> {
  const { policy, range, added, messages } = subject;
  const common = { limit: 'none', waiver: nobody(policy) };
  const rewrite = `revoke it, then: git rebase --interactive ${range.mergeBase.slice(0, 12)}`;
  const findings: GuardFinding[] = [];
  for (const { path, text, lines, marked = [] } of added) {
    const literal = (line: number): number => marked.filter((each) => each === lines[line - 1]).length;
    for (const { rule, line } of await scanText(text, path, literal)) {
      const at = lines[line - 1];
      findings.push({
        ...common,
        rule: 'secret',
        path,
        ...(at === undefined ? {} : { line: at }),
        message: `A credential stands in it (${rule})`,
        actual: rule,
        fix: rewrite,
      });
    }
  }
  for (const { commit, message } of messages) {
    for (const { rule } of await scanText(message, 'COMMIT_EDITMSG')) {
      const text = `The message of commit ${commit.slice(0, 12)} holds a credential (${rule})`;
      findings.push({ ...common, rule: 'secret', message: text, actual: rule, fix: rewrite });
    }
  }
  return findings;
}
