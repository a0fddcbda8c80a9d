import { BOOL, DYN, INT, listOf, STRING } from "../check/types.js";
import { NO_SUCH_OVERLOAD } from "../value/error.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";
import { format } from "./format.js";
import { charAt, indexOf, lastIndexOf, substring } from "./string-index.js";
import { join, lowerAscii, quote, replace, reversed, split, trim, upperAscii } from "./string-parts.js";

const contains = (text: string, part: string) => text.includes(part);
const startsWith = (text: string, part: string) => text.startsWith(part);
const endsWith = (text: string, part: string) => text.endsWith(part);

/** These three do not name themselves when an operand does not fit (cel.md section 5.2). */
const unnamed = { mismatch: () => NO_SUCH_OVERLOAD };

/** Functions of strings (cel.md sections 6.1 and 6.4). */
export const strings: readonly FunctionDeclaration[] = [
  method("contains", [overload([STRING, STRING], BOOL, contains)], unnamed),
  method("startsWith", [overload([STRING, STRING], BOOL, startsWith)], unnamed),
  method("endsWith", [overload([STRING, STRING], BOOL, endsWith)], unnamed),
  method("charAt", [overload([STRING, INT], STRING, charAt)]),
  method("indexOf", [overload([STRING, STRING], INT, indexOf), overload([STRING, STRING, INT], INT, indexOf)]),
  method("lastIndexOf", [
    overload([STRING, STRING], INT, lastIndexOf),
    overload([STRING, STRING, INT], INT, lastIndexOf),
  ]),
  method("substring", [overload([STRING, INT], STRING, substring), overload([STRING, INT, INT], STRING, substring)]),
  method("replace", [
    overload([STRING, STRING, STRING], STRING, replace),
    overload([STRING, STRING, STRING, INT], STRING, replace),
  ]),
  method("split", [
    overload([STRING, STRING], listOf(STRING), split),
    overload([STRING, STRING, INT], listOf(STRING), split),
  ]),
  method("join", [overload([listOf(STRING)], STRING, join), overload([listOf(STRING), STRING], STRING, join)]),
  method("trim", [overload([STRING], STRING, trim)]),
  method("lowerAscii", [overload([STRING], STRING, lowerAscii)]),
  method("upperAscii", [overload([STRING], STRING, upperAscii)]),
  method("reverse", [overload([STRING], STRING, reversed)]),
  method("format", [overload([STRING, listOf(DYN)], STRING, format)]),
  globalFunction("strings.quote", [overload([STRING], STRING, quote)]),
];
