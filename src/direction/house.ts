import { YamlFile, type Kind } from './sidecar/yaml.ts';
import type { Budget } from '../core/order.ts';

/** What a house rule asks of a direction. */
export type HouseCondition =
  | { readonly kind: 'last-task'; readonly words: string }
  | { readonly kind: 'section'; readonly title: string }
  | { readonly kind: 'line'; readonly section: string; readonly label: string }
  | { readonly kind: 'budget'; readonly most: Budget };

export interface HouseRule {
  /** A finding's rule is `house.<id>`. */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix: string;
  readonly condition: HouseCondition;
}

/** What a team asks of its directions beyond what every direction needs: comes with the team's template. */
export interface HouseRules {
  readonly rules: readonly HouseRule[];
}

const kind: Kind = {
  area: 'house',
  name: 'house rules file',
  example:
    'Write rules like this: `rules: [{ id: feedback-last, message: "…", fix: "…", last-task: "Write feedback to" }]`',
};

const conditions = ['last-task', 'section', 'line', 'budget'];

/**
 * Reads `<template>.rules.yaml`:
 *
 *     rules:
 *       - id: feedback-last
 *         severity: error            # or warning, which is the default
 *         message: The last task is not the feedback hygiene
 *         fix: End the list with `Write feedback to feedback/<agent>/<date>.md and clean up stray md files.`
 *         last-task: Write feedback to
 *
 * A rule has one condition: `last-task: words`, `section: title`, `line: { section, label }` (section `metadata` for the
 * lines under the title) or `budget: { minutes, tokens, files }` (the most that an order may ask for).
 * @throws Failure with the line: `house.yaml`, `house.shape`, `house.unknown-key`
 */
export function readHouseRules(text: string, file: string): HouseRules {
  const yaml = new YamlFile(text, file, kind);
  if (yaml.root === null) return { rules: [] };
  const members = yaml.members(yaml.root, 'the file', ['rules']);
  return { rules: yaml.list(members.get('rules'), 'rules').map((node) => readRule(yaml, node)) };
}

function readRule(yaml: YamlFile, node: unknown): HouseRule {
  const members = yaml.members(node, 'a rule', ['id', 'severity', 'message', 'fix', ...conditions]);
  const given = conditions.filter((condition) => members.has(condition));
  if (given.length !== 1) throw yaml.shape(node, `a rule must have one of ${conditions.join(', ')}`);
  const severity = members.has('severity') ? yaml.text(members.get('severity'), 'severity') : 'warning';
  if (severity !== 'error' && severity !== 'warning') throw yaml.shape(node, 'severity must be error or warning');
  return {
    id: yaml.text(members.get('id') ?? node, 'id'),
    severity,
    message: yaml.text(members.get('message') ?? node, 'message'),
    fix: yaml.text(members.get('fix') ?? node, 'fix'),
    condition: readCondition(yaml, given[0] ?? '', members.get(given[0] ?? '')),
  };
}

function readCondition(yaml: YamlFile, name: string, node: unknown): HouseCondition {
  if (name === 'last-task') return { kind: name, words: yaml.text(node, name) };
  if (name === 'section') return { kind: name, title: yaml.text(node, name) };
  if (name === 'budget') return { kind: name, most: readMost(yaml, node) };
  const members = yaml.members(node, name, ['section', 'label']);
  return {
    kind: 'line',
    section: yaml.text(members.get('section') ?? node, 'section'),
    label: yaml.text(members.get('label') ?? node, 'label'),
  };
}

function readMost(yaml: YamlFile, node: unknown): Budget {
  const members = yaml.members(node, 'budget', ['minutes', 'tokens', 'files']);
  return Object.fromEntries([...members].map(([unit, most]) => [unit, yaml.number(most, unit)]));
}
