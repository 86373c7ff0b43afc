import { controlPath, controlRoutes, type Controlled } from './control.ts';
import { forThisMachine } from './guard.ts';
import type { HttpHandler } from './listen-http.ts';

/** The control plane under its path, and everything else to the handler. */
export function besideControl(emulator: Controlled, handler: HttpHandler): HttpHandler {
  const control = forThisMachine(controlRoutes(emulator).fetch);
  return (request, bindings) => (isControl(request) ? control : handler)(request, bindings);
}

function isControl(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return pathname === controlPath || pathname.startsWith(`${controlPath}/`);
}
