/** Wrapped lines shorter than this are not looked for. */
const shortestLine = 16;

/**
 * The value in base64, standard and URL-safe: by itself with or without padding, as `base64` wraps it at 76 and PEM at 64, and from
 * within something longer, where it may start at each of three places. There the characters that it shares with its
 * neighbours are left out, so at most four bits of its first and of its last byte remain.
 */
export function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const whole = bytes.toString('base64');
  const standard = [
    whole,
    whole.replaceAll('=', ''),
    ...[0, 1, 2].map((before) => within(bytes, before)),
    ...wrapped(whole, 64),
    ...wrapped(whole, 76),
  ];
  return standard.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** The characters that the value alone decides, when `before` bytes of something else stand before it. */
function within(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const first = Math.ceil((before * 8) / 6);
  const end = Math.floor(((before + bytes.length) * 8) / 6);
  return encoded.slice(first, end);
}

function wrapped(text: string, width: number): readonly string[] {
  if (text.length <= width) return [];
  const lines = Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
    text.slice(index * width, (index + 1) * width),
  );
  return lines.filter((line) => line.length >= shortestLine);
}
