import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { paths } from "./paths.js";

function call(name: string, ...args: readonly CelValue[]) {
  const declared = paths.find((one) => one.style === "global" && one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  const result = dispatcher(declared, args.length)(args);
  return result instanceof CelError ? `error: ${result.message}` : result;
}

describe("parts of a path", () => {
  it.each([
    ["", ".", ".", "."],
    ["/", "/", "/", ""],
    ["/a/../b.tar.gz", "b.tar.gz", "/", ".gz"],
    ["a/b/", "b", "a", ""],
    ["../a", "a", "..", ""],
    ["/..", "/", "/", ""],
    [".bashrc", ".bashrc", ".", ".bashrc"],
    ["C:", "C:", "C:\\", ""],
    ["C:\\a\\b.txt", "b.txt", "C:\\a", ".txt"],
    ["C:\\a", "a", "C:", ""],
    ["\\\\host\\share", "share", "\\\\host\\share", ""],
    ["\\\\host\\share\\d.x", "d.x", "\\\\host\\share", ".x"],
    ["a\\b.c", "b.c", "a", ".c"],
  ])("%s: base %s, directory %s, extension %s", (path, base, directory, extension) => {
    expect(call("basePath", path)).toBe(base);
    expect(call("dirPath", path)).toBe(directory);
    expect(call("extPath", path)).toBe(extension);
  });

  it.each([
    ["C:\\a", "C:"],
    ["c:/a", "c:"],
    ["\\\\host\\share\\a", "\\\\host\\share"],
    ["\\\\host", ""],
    ["\\\\\\share", ""],
    ["1:", ""],
    ["/a", ""],
  ])("%s has the volume %j", (path, volume) => expect(call("volumeName", path)).toBe(volume));

  it("cannot be told of a drive without backslashes", () => {
    expect(call("basePath", "C:/a")).toBe("error: failed to encode path C:/a: unsupported Win32 path");
    expect(call("dirPath", "a\\")).toBe("error: internal error: runtime error: slice bounds out of range [:-1]");
  });
});

describe("joined paths", () => {
  it.each([
    [[], ""],
    [["a/../b"], "a/../b"],
    [["/a", "../../b"], "/b"],
    [["", ""], "."],
    [["C:", "b"], "C:\\b"],
    [["\\\\h\\s", "b"], "\\\\h\\s\\b"],
    [["a", "b\\c"], "a/b/c"],
  ])("%j make %s", (elements, joined) => expect(call("joinPath", elements)).toBe(joined));

  it.each([
    [["C:a", "b"], "failed to encode first path C:a: unsupported Win32 path"],
    [["a", "C:b"], "failed to encode path C:b: unsupported Win32 path"],
    [["a", 1], "failed to convert list to string slice: type conversion error from Double to 'string'"],
    [["a", 1n], "failed to convert list to string slice: unsupported type conversion from 'int' to string"],
  ])("%o fail: %s", (elements, message) => expect(call("joinPath", elements)).toBe(`error: ${message}`));
});

describe("relative paths", () => {
  it.each([
    ["/a/b", "/a/b/c", "c"],
    ["/a/b", "/a/c/d", "../c/d"],
    ["/a", "/a", "."],
    ["a", "..", "../.."],
    ["a", ".", ".."],
    ["", "a", "a"],
    ["../a", "../b", "../b"],
    ["C:\\a", "D:\\a", "..\\..\\D:\\a"],
    ["\\\\h\\s\\a", "\\\\h\\s\\b", "..\\b"],
  ])("from %s to %s: %s", (base, target, way) => expect(call("relPath", base, target)).toBe(way));

  it.each([
    ["/a", "b", "failed to determine relative path of b: Rel: can't make b relative to /a"],
    ["../..", "..", "failed to determine relative path of ..: Rel: can't make .. relative to ../.."],
    ["C:x", "a", "failed to encode base path C:x: unsupported Win32 path"],
    ["a", "C:x", "failed to encode target path C:x: unsupported Win32 path"],
  ])("from %s to %s fails: %s", (base, target, message) =>
    expect(call("relPath", base, target)).toBe(`error: ${message}`),
  );

  it.each([
    ["/a/b", "/a", true],
    ["/ab", "/a", false],
    ["/a/b", "/", true],
    ["/a/.b", "/a", false],
    ["/a/", "/a/", true],
    ["/a/", "/a", false],
    ["C:\\a\\b", "C:", true],
    ["c:\\a", "C:\\", false],
  ])("%s under %s: %s", (path, prefix, expected) => expect(call("pathHasPrefix", path, prefix)).toBe(expected));
});

describe("patterns", () => {
  it.each([
    ["/a/b.zip", "/a/*.zip", true],
    ["/a/b/c", "/a/*", false],
    ["/a/b/c", "/a/**/c", true],
    ["/a/b/c", "/a/**", false],
    ["ab", "a*b", true],
    ["axbxb", "a*b", true],
    ["axbyc", "a*b*c", true],
    ["", "", true],
    ["/a", "?a", false],
    ["日本", "??", true],
    ["😀", "?", true],
    ["b", "[^a]", true],
    ["a/b", "a[^x]b", true],
    ["d", "[!a-c]", false],
    ["*", "[*]", true],
    ["a.md", "*.{txt,md}", false],
    ["C:\\a\\b", "C:\\a\\*", true],
    ["a\\b", "a/*", true],
  ])("%s fits %s: %s", (path, pattern, expected) => {
    expect(call("pathMatch", path, pattern)).toBe(expected);
    expect(call("pathMatchAnyOf", path, ["/nowhere", pattern])).toBe(expected);
  });

  it.each(["[", "[a", "[]a]", "[a-]", "[-a]", "[^]", "a[]]", "x[a"])("%s is malformed, whatever the path", (pattern) =>
    expect(call("pathMatch", "a", pattern)).toBe(
      `error: failed to match pattern "${pattern}" on path "a": syntax error in pattern`,
    ),
  );

  it("stop at the first that fits", () => {
    expect(call("pathMatchAnyOf", "a", ["a", "["])).toBe(true);
    expect(call("pathMatchAnyOf", "a", ["[", "a"])).toContain("syntax error in pattern");
    expect(call("pathMatchAnyOf", "a", ["C:*"])).toBe("error: failed to encode pattern C:*: unsupported Win32 path");
  });

  it("take time in proportion to path and pattern", () => {
    expect(call("pathMatch", "a".repeat(5000), "*a".repeat(200))).toBe(true);
    expect(call("pathMatch", "a".repeat(5000), `${"*a".repeat(200)}b`)).toBe(false);
  });
});
