/** A piece of printed JSON: what it is decides its colour. */
export interface JsonToken {
  readonly kind: "plain" | "key" | "string" | "literal" | "allow" | "deny";
  readonly text: string;
}

const pattern = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON with two blanks of indentation, cut into tokens; joined, their texts are exactly `JSON.stringify(value, null, 2)`. */
export function highlightedJson(value: object): JsonToken[] {
  const text = JSON.stringify(value, null, 2);
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: "plain", text: text.slice(end, match.index) });
    const [whole, quoted, colon] = match;
    if (quoted !== undefined && colon !== undefined)
      tokens.push({ kind: "key", text: quoted }, { kind: "plain", text: colon });
    else tokens.push({ kind: kindOf(whole), text: whole });
    end = match.index + whole.length;
  }
  if (end < text.length) tokens.push({ kind: "plain", text: text.slice(end) });
  return tokens;
}

function kindOf(text: string): JsonToken["kind"] {
  if (text === '"EFFECT_ALLOW"') return "allow";
  if (text === '"EFFECT_DENY"') return "deny";
  return text.startsWith('"') ? "string" : "literal";
}
