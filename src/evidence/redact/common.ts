/** Words of eight letters and more that harmless output, configuration and Prestage's own evidence are full of. */
const words = new Set(
  `administrator anonymous application artifacts attested authenticated authorization bindings changeme commands database
  development direction disabled documentation durationms environment evidence function internal javascript localhost
  password passw0rd password1 password123 postgres postgresql prestage production redacted rehearsal repository required
  response service_role statement statements supabase tokenless typescript undefined username verified workspace
  authenticator eu-central-1 eu-west-1 us-east-1 us-west-2`.split(/\s+/),
);

/** Dates, times, versions, addresses and numbers in a row. */
const figures = [/^\d{1,4}(?:[-/:.T ]\d{1,4}){1,6}(?:Z|:\d+)?$/i, /^(?:0?1234567890?|12345678|87654321|0123456789)$/];
/** Where a service is, without a word of who may go there. */
const origin =
  /^(?:(?:https?|wss?|postgres(?:ql)?|redis):\/\/)?(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|\[::1?\])(?::\d+)?\/?$/i;

/** Whether a text stands in so much that is harmless that masking it would deface evidence, and so betray it. */
export function isCommon(text: string): boolean {
  const value = text.trim();
  if (new Set(value).size < 3) return true;
  return words.has(value.toLowerCase()) || origin.test(value) || figures.some((figure) => figure.test(value));
}
