import type { LiteralValue } from "../ast.js";
import type { RawIssue } from "../issue.js";
import { MAX_INT, MAX_UINT, Uint } from "../value/uint.js";
import { unescapedBytes, unescapedString } from "./escapes.js";

/** What the scanner stands on. `punct` is an operator or bracket, in `text`. */
export type TokenKind = "ident" | "field" | "int" | "uint" | "double" | "string" | "bytes" | "punct" | "end" | "bad";

const TAB = 9,
  LF = 10,
  FF = 12,
  CR = 13,
  SPACE = 32;
const QUOTE = 34,
  APOSTROPHE = 39,
  SLASH = 47,
  ZERO = 48,
  NINE = 57,
  BACKTICK = 96,
  BACKSLASH = 92,
  DOT = 46;

const twoCharacter = new Set(["&&", "||", "==", "!=", "<=", ">="]);
const oneCharacter = new Set([..."()[]{}.,:?!<>+-*/%"]);

/** Reads tokens one at a time; the current one is in the fields. Never throws: what it cannot read is an issue. */
export class Scanner {
  kind: TokenKind = "end";
  /** Where the current token starts and ends, in UTF-16 units. */
  start = 0;
  end = 0;
  /** An identifier's or operator's text, a backtick field's name. */
  text = "";
  /** A string's or bytes' content. */
  value: LiteralValue = null;

  constructor(
    readonly source: string,
    private readonly issues: RawIssue[],
  ) {}

  issue(message: string, at = this.start): void {
    this.issues.push({ message, at });
  }

  next(): void {
    const { source } = this;
    let at = this.end;
    for (;;) {
      const code = source.charCodeAt(at);
      if (code === SPACE || code === LF || code === TAB || code === CR || code === FF) at += 1;
      else if (code === SLASH && source.charCodeAt(at + 1) === SLASH) at = lineEnd(source, at);
      else break;
    }
    this.start = at;
    if (at >= source.length) {
      this.kind = "end";
      this.end = at;
      this.text = "";
      return;
    }
    const code = source.charCodeAt(at);
    if (isIdentStart(code)) this.#identOrPrefixedString(at);
    else if (isDigit(code) || (code === DOT && isDigit(source.charCodeAt(at + 1)))) this.#number(at);
    else if (code === QUOTE || code === APOSTROPHE) this.#quoted(at, "string", false);
    else if (code === BACKTICK) this.#backtick(at);
    else this.#punctuation(at);
  }

  #identOrPrefixedString(at: number): void {
    const { source } = this;
    const prefix = /^(?:[bB][rR]?|[rR])(?=["'])/.exec(source.slice(at, at + 3))?.[0];
    if (prefix !== undefined) {
      const bytes = prefix[0] === "b" || prefix[0] === "B";
      this.#quoted(at + prefix.length, bytes ? "bytes" : "string", !bytes || prefix.length === 2);
      return;
    }
    let end = at + 1;
    while (isIdentPart(source.charCodeAt(end))) end += 1;
    this.#set("ident", end, source.slice(at, end));
  }

  #number(at: number): void {
    const { source } = this;
    const hex = /^0x[0-9a-fA-F]+/.exec(source.slice(at, at + 2) === "0x" ? source.slice(at, at + 400) : "")?.[0];
    let end = at + (hex?.length ?? 0);
    let double = false;
    if (hex === undefined) {
      while (isDigit(source.charCodeAt(end))) end += 1;
      if (source.charCodeAt(end) === DOT && isDigit(source.charCodeAt(end + 1))) {
        double = true;
        end += 1;
        while (isDigit(source.charCodeAt(end))) end += 1;
      }
      const exponent = /^[eE][+-]?[0-9]+/.exec(source.slice(end, end + 400))?.[0];
      if (exponent !== undefined) {
        double = true;
        end += exponent.length;
      }
    }
    if (!double && (source[end] === "u" || source[end] === "U")) this.#set("uint", end + 1, source.slice(at, end));
    else this.#set(double ? "double" : "int", end, source.slice(at, end));
    // 1x, 0X1 and 1_000 are no two tokens.
    if (isIdentPart(source.charCodeAt(this.end))) {
      this.issue("Syntax error: a number runs into a name", this.end);
      this.kind = "bad";
    }
  }

  /** `at` is the opening quote. */
  #quoted(at: number, kind: "string" | "bytes", raw: boolean): void {
    const { source } = this;
    const quote = source[at] as string;
    const triple = source.startsWith(quote.repeat(3), at);
    const closing = triple ? quote.repeat(3) : quote;
    let end = at + closing.length;
    for (;;) {
      if (end >= source.length || (!triple && isLineEnd(source.charCodeAt(end)))) {
        this.issue("Syntax error: a string does not end");
        this.#set("bad", end, "");
        return;
      }
      if (source.startsWith(closing, end)) break;
      end += !raw && source.charCodeAt(end) === BACKSLASH ? 2 : 1;
    }
    const inner = source.slice(at + closing.length, end);
    const content = triple ? inner.replace(/\r\n?/g, "\n") : inner;
    this.#set(kind, end + closing.length, "");
    const result = kind === "bytes" ? unescapedBytes(content, raw) : unescapedString(content, raw);
    if ("problem" in result) {
      this.issue(result.problem);
      this.value = kind === "bytes" ? new Uint8Array() : "";
    } else this.value = result.value;
  }

  #backtick(at: number): void {
    const match = /^`([A-Za-z0-9_.\-/ ]+)`/.exec(this.source.slice(at, at + 1000));
    if (match === null) {
      this.issue("Syntax error: a name in backticks has letters, digits and _ . - / only");
      this.#set("bad", at + 1, "");
    } else this.#set("field", at + match[0].length, match[1] as string);
  }

  #punctuation(at: number): void {
    const two = this.source.slice(at, at + 2);
    if (twoCharacter.has(two)) this.#set("punct", at + 2, two);
    else if (oneCharacter.has(two[0] as string)) this.#set("punct", at + 1, two[0] as string);
    else {
      this.issue(
        `Syntax error: unexpected character ${JSON.stringify(String.fromCodePoint(this.source.codePointAt(at) as number))}`,
      );
      this.#set("bad", at + 1, "");
    }
  }

  #set(kind: TokenKind, end: number, text: string): void {
    this.kind = kind;
    this.end = end;
    this.text = text;
  }
}

/** The value of an integer token, `undefined` when it does not fit. */
export function integer(text: string, negative: boolean): bigint | undefined {
  const value = BigInt(text.startsWith("0x") ? text : text.replace(/^0+(?=\d)/, ""));
  if (negative) return value <= MAX_INT + 1n ? -value : undefined;
  return value <= MAX_INT ? value : undefined;
}

export function unsigned(text: string): Uint | undefined {
  const value = BigInt(text.startsWith("0x") ? text : text.replace(/^0+(?=\d)/, ""));
  return value <= MAX_UINT ? new Uint(value) : undefined;
}

const isDigit = (code: number) => code >= ZERO && code <= NINE;
const isIdentStart = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isIdentPart = (code: number) => isIdentStart(code) || isDigit(code);
const isLineEnd = (code: number) => code === LF || code === CR;

function lineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}
