/** A text in double quotes as Go's `%q` writes it: letters, marks, digits, punctuation, symbols and the space as they are. */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text)
    quoted += escapes.get(character) ?? (printable.test(character) ? character : escaped(character));
  return `${quoted}"`;
}

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
]);

function escaped(character: string): string {
  const point = character.codePointAt(0) as number;
  // Go holds UTF-8, where a lone surrogate has become the replacement character.
  if (point >= 0xd800 && point <= 0xdfff) return "\ufffd";
  if (point < 0x80) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
