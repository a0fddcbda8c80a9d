/** A literal's content, or why it has none. */
export type Unescaped<T> = { readonly value: T } | { readonly problem: string };

const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
  "'": 39,
  '"': 34,
  "`": 96,
  "?": 63,
};

interface Escape {
  readonly code: number;
  readonly length: number;
  /** Written with \u or \U, which bytes do not have. */
  readonly unicode: boolean;
}

/** Reads the escape that starts at a backslash (cel.md section 1.2). */
function escapeAt(text: string, at: number): Escape | undefined {
  const letter = text[at + 1] ?? "";
  const known = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
  if (known !== undefined) return { code: known, length: 2, unicode: false };
  const hex = letter === "x" || letter === "X" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : 0;
  if (hex > 0) {
    const digits = text.slice(at + 2, at + 2 + hex);
    if (digits.length < hex || /[^0-9a-fA-F]/.test(digits)) return undefined;
    return { code: Number.parseInt(digits, 16), length: 2 + hex, unicode: hex > 2 };
  }
  const octal = text.slice(at + 1, at + 4);
  return /^[0-3][0-7]{2}$/.test(octal) ? { code: Number.parseInt(octal, 8), length: 4, unicode: false } : undefined;
}

const UNKNOWN = { problem: "Syntax error: unknown escape" };

export function unescapedString(text: string, raw: boolean): Unescaped<string> {
  if (raw || !text.includes("\\")) return { value: text };
  let value = "";
  for (let at = 0; at < text.length; ) {
    if (text[at] !== "\\") {
      value += text[at];
      at += 1;
      continue;
    }
    const found = escapeAt(text, at);
    if (found === undefined) return UNKNOWN;
    if (found.code > 0x10ffff || (found.code >= 0xd800 && found.code <= 0xdfff))
      return { problem: "invalid unicode code point" };
    value += String.fromCodePoint(found.code);
    at += found.length;
  }
  return { value };
}

export function unescapedBytes(text: string, raw: boolean): Unescaped<Uint8Array> {
  const encoder = new TextEncoder();
  if (raw || !text.includes("\\")) return { value: encoder.encode(text) };
  const bytes: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] !== "\\") {
      const character = String.fromCodePoint(text.codePointAt(at) as number);
      bytes.push(...encoder.encode(character));
      at += character.length;
      continue;
    }
    const found = escapeAt(text, at);
    if (found === undefined) return UNKNOWN;
    if (found.unicode) return { problem: "unable to unescape string" };
    bytes.push(found.code);
    at += found.length;
  }
  return { value: new Uint8Array(bytes) };
}
