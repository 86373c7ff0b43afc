/**
 * The answer to an error of the emulator itself, which must not pass for one of the service. For `app.onError`: hono
 * would otherwise print it.
 */
export function broken(error: unknown): Response {
  const why = error instanceof Error ? error.message : String(error);
  return Response.json({ error: { code: 'emulator.broken', why } }, { status: 500 });
}
