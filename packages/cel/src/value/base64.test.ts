import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.js";
import { CelError } from "./error.js";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("base64", () => {
  it.each([
    ["", ""],
    ["a", "YQ=="],
    ["ab", "YWI="],
    ["hello", "aGVsbG8="],
    ["日", "5pel"],
  ])("encodes %j", (text, encoded) => expect(encodeBase64(bytes(text))).toBe(encoded));

  it.each([
    ["without padding", "aGVsbG8"],
    ["with line breaks", "aGVs\r\nbG8=\n"],
    ["with a line break in the padding", "aGVsbG8\n="],
    ["with left-over bits", "aGVsbG9="],
  ])("decodes %s", (_, encoded) => expect(decodeBase64(encoded)).toEqual(bytes("hello")));

  it.each([
    ["aGVsbG8==", 7],
    ["aGVs bG8=", 4],
    ["_-8=", 0],
    ["a", 0],
    ["YWJja", 4],
    ["aGVsbG8=x", 7],
    ["YQ=", 2],
    ["=", 0],
    ["YWI=YWI=", 3],
    ["aé==", 1],
  ])("refuses %j at byte %d", (encoded, at) =>
    expect(decodeBase64(encoded)).toEqual(new CelError(`illegal base64 data at input byte ${at}`)),
  );

  it("gives back what it was given", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (given) => {
        expect(decodeBase64(encodeBase64(given))).toEqual(given);
        expect(decodeBase64(encodeBase64(given).replaceAll("=", ""))).toEqual(given);
      }),
    );
  });
});
