import { unicodeClass } from "./unicode-class.js";

/** A pattern in RE2JS's dialect. */
export interface EngineSource {
  readonly source: string;
  /** What RE2JS names in an error, to what Go names there. */
  readonly originals: ReadonlyMap<string, string>;
}

/**
 * The pattern with the places rewritten that RE2JS reads differently from Go:
 *
 * - a group name that occurs twice: names are never used, so the later group loses it;
 * - names of Unicode classes, where Go is more liberal, `\p{greek}`, and has fewer, not `\p{Emoji}`;
 * - `[[:]`, a class of two characters.
 */
export function engineSource(pattern: string): EngineSource {
  const originals = new Map<string, string>();
  const names = new Set<string>();
  let source = "";
  let inClass = false;
  for (let position = 0; position < pattern.length; ) {
    const token = tokenAt(pattern, position, inClass);
    const { property, name } = token.groups ?? {};
    let text = token[0];
    position += text.length;
    if (property !== undefined) {
      const original = text;
      text = `${original.slice(0, 2)}{${unicodeClass(property)}}`;
      if (text !== original) originals.set(text, original);
    } else if (inClass) {
      inClass = text !== "]";
      // Go looks for the end of a POSIX class behind the colon, RE2JS at it.
      if (text === "[:" && pattern[position] === "]") {
        const end = pattern.indexOf(":]", position);
        if (end < 0) text = "\\[:";
        else originals.set("[:]", pattern.slice(position - 2, end + 2));
      }
    } else if (text.startsWith("[")) {
      inClass = true;
    } else if (name !== undefined) {
      if (names.has(name)) text = "(";
      names.add(name);
    }
    source += text;
  }
  return { source, originals };
}

/** Quoted text, escapes, the start of a class with what is literal there, named groups, any other character. */
const OUTSIDE = /\\Q.*?(?:\\E|$)|\\[pP]\{(?<property>[^}]*)\}|\\.|\[\^?\]?|\(\?P?<(?<name>\w+)>|./sy;

/** Escapes, the start or all of a POSIX class, any other character. */
const INSIDE = /\\[pP]\{(?<property>[^}]*)\}|\\.|\[:(?:\^?\w+:\])?|./sy;

function tokenAt(pattern: string, position: number, inClass: boolean): RegExpExecArray {
  const tokens = inClass ? INSIDE : OUTSIDE;
  tokens.lastIndex = position;
  // Either takes any character.
  return tokens.exec(pattern) as RegExpExecArray;
}
