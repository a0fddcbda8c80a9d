import { BYTES, DYN, STRING } from "../check/types.js";
import { decodeBase64, encodeBase64 } from "../value/base64.js";
import { jsonText } from "../value/json-text.js";
import { type FunctionDeclaration, globalFunction, overload } from "./define.js";

/** `base64.encode`, `base64.decode` (cel.md section 6.4) and `json.encode` (section 6.7). */
export const encoders: readonly FunctionDeclaration[] = [
  globalFunction("base64.encode", [overload([BYTES], STRING, encodeBase64)]),
  globalFunction("base64.decode", [overload([STRING], BYTES, decodeBase64)]),
  globalFunction("json.encode", [overload([DYN], STRING, jsonText)]),
];
