/** The value inside a JSON string, as JavaScript, PHP (`\/`), Go (`\u003c`) and Python (ASCII alone) write it, and twice escaped. */
export function jsonForms(value: string): readonly string[] {
  const plain = escaped(value);
  const slashes = plain.replaceAll('/', String.raw`\/`);
  return [plain, slashes, asGo(plain), asAscii(plain), asAscii(plain).replaceAll('/', String.raw`\/`), escaped(plain)];
}

function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function asGo(json: string): string {
  return json.replaceAll(/[<>&\u2028\u2029]/g, unicodeEscape);
}

function asAscii(json: string): string {
  return json.replaceAll(/[\u007F-\uFFFF]/g, unicodeEscape);
}

function unicodeEscape(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0');
}
