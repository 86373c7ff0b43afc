/** Members whose values are words of ours, never text from outside. */
const ours = new Set(['verdict', 'mode', 'result', 'limit']);

/** The same value with one text in the place of every text that comes from outside, names of facts included. */
export function plant<Value>(value: Value, text: string): Value {
  return planted(value, text) as Value;
}

function planted(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((member) => planted(member, text));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (ours.has(key)) return [key, member];
      return key === 'facts' ? [key, { [text]: text }] : [key, planted(member, text)];
    }),
  );
}

/** Texts that try to become markup, to leave an attribute, a comment or the style sheet, to run, or to mislead the eye. */
export const hostileTexts: readonly string[] = [
  '<script>window.pwned=1</script>',
  '</script><script>window.pwned=1</script>',
  '<img src=x onerror=window.pwned=1>',
  '"><svg onload=window.pwned=1>',
  "' autofocus onfocus='window.pwned=1' x='",
  '" onmouseover="window.pwned=1" x="',
  '</style></title></textarea><script>window.pwned=1</script>',
  '--><script>window.pwned=1</script><!--',
  ']]><script>window.pwned=1</script>',
  '</pre></code></details></main><iframe srcdoc="<script>parent.pwned=1</script>">',
  '<base href=//evil.example><form action=//evil.example><input name=x>',
  '<meta http-equiv=refresh content="0;url=javascript:window.pwned=1">',
  'javascript:window.pwned=1',
  'data:text/html,<script>parent.pwned=1</script>',
  '//evil.example/x',
  '../../../etc/passwd',
  '&lt;script&gt;&#x3c;script>&quot;onload=1',
  '`onload=window.pwned=1 ${window.pwned=1} {{constructor.constructor("window.pwned=1")()}}',
  '\u0000<scr\u0000ipt>window.pwned=1</script>',
  '\u001B]8;;https://evil.example\u0007click\u001B]8;;\u0007',
  'ok \u202E\u2066 deifirev \u2069\u202C \uD800',
  '@import url(//evil.example);}*{background:url(//evil.example)}',
  'x'.repeat(600),
];
