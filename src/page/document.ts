import { createHash } from 'node:crypto';
import { html, trusted, type Html } from './html/html.ts';
import { iconSheet } from './html/icons.ts';
import { style } from './look/style.ts';

/** Built without the `html` tag: a formatter may move white space in a template, and the policy's hash is over each byte. */
const styleElement = trusted(`<style>${style}</style>`);

/** A whole HTML document that may load and run nothing: its policy allows this one style sheet and no more. */
export function htmlDocument(title: string, body: Html): string {
  return html`${trusted('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(style)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        ${iconSheet()} ${body}
      </body>
    </html> `.toString();
}

function policy(style: string): string {
  const digest = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}
