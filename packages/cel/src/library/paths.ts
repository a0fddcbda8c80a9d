import { BOOL, listOf, STRING } from "../check/types.js";
import { CelError } from "../value/error.js";
import { goQuote } from "../value/go-quote.js";
import type { CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";
import { clean, lastElement, parent, relative } from "./path-clean.js";
import { backslashed, decodePath, type EncodedPath, encodePath, volumeOf } from "./path-encoding.js";
import { matchesPath, pathPattern } from "./path-match.js";
import { textsOf } from "./string-list.js";

const prefixMatch = [overload([STRING, STRING], BOOL, hasPrefix)];
const match = [overload([STRING, STRING], BOOL, (path: string, pattern: string) => matchesAny(path, [pattern]))];
const matchAny = [overload([STRING, listOf(STRING)], BOOL, matchesAnyOf)];

/**
 * Cerbos's functions on paths (cel.md section 6.11), which read Unix and Windows shapes on every platform.
 *
 * Errors: `failed to encode path C:a: unsupported Win32 path`, `failed to determine relative path of b: ...`,
 * `failed to match pattern "[" on path "a": syntax error in pattern`.
 */
export const paths: readonly FunctionDeclaration[] = [
  globalFunction("basePath", [
    overload(
      [STRING],
      STRING,
      onEncoded(({ value }) => lastElement(value)),
    ),
  ]),
  globalFunction("dirPath", [overload([STRING], STRING, onEncoded(directory))]),
  globalFunction("extPath", [overload([STRING], STRING, onEncoded(extension))]),
  globalFunction("joinPath", [overload([listOf(STRING)], STRING, join)]),
  globalFunction("relPath", [overload([STRING, STRING], STRING, relativePath)]),
  globalFunction("volumeName", [overload([STRING], STRING, volumeOf)]),
  globalFunction("pathHasPrefix", prefixMatch),
  method("pathHasPrefix", prefixMatch),
  globalFunction("pathMatch", match),
  method("pathMatch", match),
  globalFunction("pathMatchAnyOf", matchAny),
  method("pathMatchAnyOf", matchAny),
];

/** Encodes; the error names the path and what it was for. */
function encode(path: string, role = "path"): EncodedPath | CelError {
  const encoded = encodePath(path);
  return encoded instanceof CelError ? new CelError(`failed to encode ${role} ${path}: ${encoded.message}`) : encoded;
}

function onEncoded(answer: (path: EncodedPath) => string | CelError): (path: string) => string | CelError {
  return (path) => {
    const encoded = encode(path);
    return encoded instanceof CelError ? encoded : answer(encoded);
  };
}

function directory(path: EncodedPath): string | CelError {
  if (path.kind === "unix") return parent(path.value);
  if (path.isRoot) return path.kind === "drive" ? `${decodePath(path)}\\` : decodePath(path);
  const slash = path.value.lastIndexOf("/");
  // The reference panics here; `internal error` is what its caller sees.
  if (slash < 0) return new CelError("internal error: runtime error: slice bounds out of range [:-1]");
  return decodePath({ kind: path.kind, value: path.value.slice(0, slash) });
}

function extension({ value }: EncodedPath): string {
  const name = value.slice(value.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot);
}

function join(list: readonly CelValue[]): string | CelError {
  const elements = stringsOf(list);
  if (elements instanceof CelError) return elements;
  const [first, ...others] = elements;
  if (first === undefined) return "";
  if (others.length === 0) return first;
  const start = encode(first, "first path");
  if (start instanceof CelError) return start;
  const values = [start.value];
  for (const other of others) {
    const encoded = encode(other);
    if (encoded instanceof CelError) return encoded;
    values.push(encoded.value);
  }
  return decodePath({ kind: start.kind, value: clean(values.join("/")) });
}

function relativePath(base: string, target: string): string | CelError {
  const from = encode(base, "base path");
  if (from instanceof CelError) return from;
  const to = encode(target, "target path");
  if (to instanceof CelError) return to;
  const value = relative(from.value, to.value);
  if (value === undefined)
    return new CelError(
      `failed to determine relative path of ${target}: Rel: can't make ${to.value} relative to ${from.value}`,
    );
  return to.kind === "unix" ? value : backslashed(value);
}

/** False for hidden entries and for equal paths that are spelled differently, as in the reference. */
function hasPrefix(path: string, prefix: string): boolean | CelError {
  if (path === prefix) return true;
  const way = relativePath(prefix, path);
  return way instanceof CelError ? way : !/^[./]/.test(way);
}

function matchesAnyOf(path: string, patterns: readonly CelValue[]): boolean | CelError {
  const texts = stringsOf(patterns);
  return texts instanceof CelError ? texts : matchesAny(path, texts);
}

/** Stops at the first match; a malformed pattern before it is an error. */
function matchesAny(path: string, patterns: readonly string[]): boolean | CelError {
  const encodedPath = encode(path);
  if (encodedPath instanceof CelError) return encodedPath;
  for (const text of patterns) {
    const encodedPattern = encode(text, "pattern");
    if (encodedPattern instanceof CelError) return encodedPattern;
    const pattern = pathPattern(encodedPattern.value);
    if (pattern === undefined)
      return new CelError(`failed to match pattern ${goQuote(text)} on path ${goQuote(path)}: syntax error in pattern`);
    if (matchesPath(pattern, encodedPath.value)) return true;
  }
  return false;
}

function stringsOf(list: readonly CelValue[]): readonly string[] | CelError {
  const texts = textsOf(list);
  return texts instanceof CelError ? new CelError(`failed to convert list to string slice: ${texts.message}`) : texts;
}
