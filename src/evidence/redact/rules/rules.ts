import { carrierRules } from './carriers.ts';
import type { Rule } from './rule.ts';
import { tokenRules } from './tokens.ts';

/** Raised with every change of what is taken out: of the rules, and of the forms in which known values are looked for. */
export const ruleSet = 'prestage-redaction/1';

export const rules: readonly Rule[] = [...tokenRules, ...carrierRules];
