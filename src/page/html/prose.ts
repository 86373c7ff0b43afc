import { type Html, html } from './html.ts';

/** A sentence whose back-ticked words are set as code, as Prestage's own messages write them. */
export function prose(text: string): readonly Html[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
