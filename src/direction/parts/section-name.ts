/** The sections that a direction is made of, with the titles that each goes by, the one we write first. */
export const sectionTitles = {
  objective: ['Objective'],
  tasks: ['Current Tasks', 'Tasks'],
  constraints: ['Constraints'],
  done: ['Definition of Done'],
  contractTest: ['Contract Test'],
  risk: ['Risk & Rollback', 'Risk and Rollback'],
  links: ['Links & References', 'Links and References'],
  changeLog: ['Change Log', 'Changelog'],
} as const;

export type SectionName = keyof typeof sectionTitles;

const sectionNames = [
  'objective',
  'tasks',
  'constraints',
  'done',
  'contractTest',
  'risk',
  'links',
  'changeLog',
] as const satisfies readonly SectionName[];

/** In the template's order. A Contract Test may be left out. */
export const requiredSections: readonly SectionName[] = sectionNames.filter((name) => name !== 'contractTest');

const byTitle = new Map<string, SectionName>(
  sectionNames.flatMap((name) => sectionTitles[name].map((title) => [title.toLowerCase(), name] as const)),
);

/** Undefined for a section of the author's own. */
export function sectionNameOf(title: string): SectionName | undefined {
  return byTitle.get(title.toLowerCase().replace(/:$/, ''));
}
