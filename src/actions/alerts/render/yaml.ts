import { stringify } from 'yaml';

/** YAML that Prettier leaves as it is. */
export function yamlOf(value: unknown): string {
  return stringify(value, { lineWidth: 0, singleQuote: true, blockQuote: 'literal', aliasDuplicateObjects: false });
}
