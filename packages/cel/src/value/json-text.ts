import { type CelError, isError } from "./error.js";
import { type JsonValue, toJson } from "./json.js";
import { MAX_TEXT_LENGTH, TEXT_TOO_LONG } from "./limits.js";
import { compareStrings } from "./order.js";
import type { CelValue } from "./value.js";

/**
 * `json.encode`'s text (cel.md section 6.7): compact, keys in byte order, `<`, `>`, `&` and the line separators escaped, numbers as
 * JavaScript writes them, apart from -0. Errors: those of `toJson`, and a text beyond the limit.
 */
export function jsonText(value: CelValue): string | CelError {
  const json = toJson(value);
  if (isError(json)) return json;
  const text = new Text();
  text.write(json);
  return text.length > MAX_TEXT_LENGTH ? TEXT_TOO_LONG : text.parts.join("");
}

/** Gathers pieces, and stops gathering when they are too many. */
class Text {
  readonly parts: string[] = [];
  length = 0;

  write(json: JsonValue): void {
    if (this.length > MAX_TEXT_LENGTH) return;
    if (typeof json === "string") this.#add(quoted(json));
    else if (typeof json === "number") this.#add(Object.is(json, -0) ? "-0" : String(json));
    else if (json === null || typeof json === "boolean") this.#add(String(json));
    else if (isList(json)) this.#writeList(json);
    else this.#writeObject(json);
  }

  #writeList(elements: readonly JsonValue[]): void {
    let separator = "[";
    for (const element of elements) {
      this.#add(separator);
      this.write(element);
      separator = ",";
    }
    this.#add(separator === "[" ? "[]" : "]");
  }

  #writeObject(object: { readonly [key: string]: JsonValue }): void {
    let separator = "{";
    for (const key of Object.keys(object).sort(compareStrings)) {
      this.#add(separator);
      this.#add(quoted(key));
      this.#add(":");
      this.write(object[key] as JsonValue);
      separator = ",";
    }
    this.#add(separator === "{" ? "{}" : "}");
  }

  #add(piece: string): void {
    this.parts.push(piece);
    this.length += piece.length;
  }
}

const isList = (json: JsonValue): json is readonly JsonValue[] => Array.isArray(json);

const quoted = (text: string): string => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, escaped);

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
