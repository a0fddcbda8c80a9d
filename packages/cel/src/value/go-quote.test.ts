import { expect, it } from "vitest";
import { goQuote } from "./go-quote.js";

it.each([
  ["nope", '"nope"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ["\u0007\b\f\n\r\t\v", '"\\a\\b\\f\\n\\r\\t\\v"'],
  ["\u0000\u001f\u007f", '"\\x00\\x1f\\x7f"'],
  ["\u0080\u00a0\u200b\u2028", '"\\u0080\\u00a0\\u200b\\u2028"'],
  ["\u{e0001}", '"\\U000e0001"'],
  ["\u00e9\u65e5\u{1f600}", '"\u00e9\u65e5\u{1f600}"'],
  ["\ud800", '"\ufffd"'],
])("%o is quoted as %s", (text, quoted) => expect(goQuote(text)).toBe(quoted));
