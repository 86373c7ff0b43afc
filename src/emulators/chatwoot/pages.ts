import type { ChatwootContext } from './context.ts';

/** The dashboard: one page whatever its path, which a client that looks at the status alone takes for an answer. */
export function dashboard(c: ChatwootContext): Response {
  return c.html(page('Chatwoot', '<div id="app"></div>'));
}

/** Rails' own pages for what it has no route for, and for what it fell over. */
export function noPage(c: ChatwootContext): Response {
  return c.html(page("The page you were looking for doesn't exist (404)", '<h1>404</h1>'), 404);
}

export function brokenPage(c: ChatwootContext): Response {
  return c.html(page("We're sorry, but something went wrong (500)", '<h1>500</h1>'), 500);
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${body}</body></html>\n`;
}
