import { Duration } from "../value/duration.js";
import { type CelError, isError } from "../value/error.js";
import { kindOf } from "../value/kind.js";
import { MAX_TEXT_LENGTH, MAX_VALUE_DEPTH, TEXT_TOO_LONG, VALUE_TOO_DEEP } from "../value/limits.js";
import { isMap, mapEntries } from "../value/map.js";
import { fixedText, plainDecimal, scientificText } from "../value/number-text.js";
import { compareStrings } from "../value/order.js";
import { durationText, timestampUtcText } from "../value/time-text.js";
import { Timestamp } from "../value/timestamp.js";
import { TypeValue } from "../value/type-value.js";
import { Uint } from "../value/uint.js";
import type { CelValue } from "../value/value.js";
import { type ClauseRule, clauseRules } from "./format-rules.js";
import type { Clause } from "./format-template.js";

/** One argument as its clause shows it (cel.md section 6.4). Error: `error during formatting: ...` for a kind the verb does not take. */
export function formatted({ verb, precision }: Clause, value: CelValue): string | CelError {
  const rule = clauseRules[verb];
  switch (verb) {
    case "s":
      return shown(value, rule, 0);
    case "d":
      return decimal(value) ?? rule.refusal(kindOf(value));
    case "f":
      return isNumeric(value) ? fixedText(plainNumber(value), precision) : rule.refusal(kindOf(value));
    case "e":
      return isNumeric(value) ? scientificText(plainNumber(value), precision) : rule.refusal(kindOf(value));
    case "b":
      return typeof value === "boolean" ? (value ? "1" : "0") : integerText(value, 2, rule);
    case "o":
      return integerText(value, 8, rule);
    case "x":
      return hexText(value, rule);
    case "X": {
      const text = hexText(value, rule);
      return isError(text) ? text : text.toUpperCase();
    }
  }
}

const isNumeric = (value: CelValue): value is number | bigint | Uint =>
  typeof value === "number" || typeof value === "bigint" || value instanceof Uint;

const plainNumber = (value: number | bigint | Uint): number | bigint => (value instanceof Uint ? value.value : value);

function decimal(value: CelValue): string | undefined {
  if (!isNumeric(value)) return undefined;
  const number = plainNumber(value);
  return typeof number === "number" ? plainDecimal(number) : String(number);
}

function integerText(value: CelValue, radix: number, rule: ClauseRule): string | CelError {
  if (typeof value === "bigint") return value.toString(radix);
  return value instanceof Uint ? value.value.toString(radix) : rule.refusal(kindOf(value));
}

function hexText(value: CelValue, rule: ClauseRule): string | CelError {
  if (typeof value === "string") return hexBytes(new TextEncoder().encode(value));
  return value instanceof Uint8Array ? hexBytes(value) : integerText(value, 16, rule);
}

function hexBytes(bytes: Uint8Array): string | CelError {
  if (bytes.length * 2 > MAX_TEXT_LENGTH) return TEXT_TOO_LONG;
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** `%s`: lists and maps with all they hold, map entries in the order of their keys' texts. */
function shown(value: CelValue, rule: ClauseRule, depth: number): string | CelError {
  if (typeof value === "string") return value;
  if (value === null || typeof value === "boolean") return String(value);
  const number = decimal(value);
  if (number !== undefined) return number;
  if (value instanceof Uint8Array) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(value);
  if (value instanceof Timestamp) return timestampUtcText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof TypeValue) return value.name;
  if (depth > MAX_VALUE_DEPTH) return VALUE_TOO_DEEP;
  if (Array.isArray(value)) return shownList(value, rule, depth);
  return isMap(value) ? shownMap(mapEntries(value), rule, depth) : rule.refusal(kindOf(value));
}

function shownList(elements: readonly CelValue[], rule: ClauseRule, depth: number): string | CelError {
  const texts: string[] = [];
  let length = 0;
  for (const element of elements) {
    const text = shown(element, rule, depth + 1);
    if (isError(text)) return text;
    length += text.length + 2;
    if (length > MAX_TEXT_LENGTH) return TEXT_TOO_LONG;
    texts.push(text);
  }
  return `[${texts.join(", ")}]`;
}

function shownMap(
  entries: Iterable<readonly [CelValue, CelValue]>,
  rule: ClauseRule,
  depth: number,
): string | CelError {
  const texts: { readonly key: string; readonly value: string }[] = [];
  let length = 0;
  for (const entry of entries) {
    const key = shown(entry[0], rule, depth + 1);
    if (isError(key)) return key;
    const value = shown(entry[1], rule, depth + 1);
    if (isError(value)) return value;
    length += key.length + value.length + 4;
    if (length > MAX_TEXT_LENGTH) return TEXT_TOO_LONG;
    texts.push({ key, value });
  }
  texts.sort((a, b) => compareStrings(a.key, b.key));
  return `{${texts.map(({ key, value }) => `${key}: ${value}`).join(", ")}}`;
}
