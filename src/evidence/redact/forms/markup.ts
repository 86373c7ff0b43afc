/** Each escaper's words for the five signs, and mustache's and lodash's for three more. */
const escapers: readonly Readonly<Record<string, string>>[] = [
  {},
  { '"': '&quot;' },
  { '"': '&quot;', "'": '&#39;' },
  { '"': '&quot;', "'": '&#x27;' },
  { '"': '&quot;', "'": '&apos;' },
  { '"': '&#34;', "'": '&#39;' },
  { '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' },
];
const always: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The value in HTML or XML, as text and in attributes. */
export function markupForms(value: string): readonly string[] {
  return escapers.map((own) => value.replaceAll(/[&<>"'/`=]/g, (sign) => own[sign] ?? always[sign] ?? sign));
}
