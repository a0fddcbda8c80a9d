import type { Request } from "express";
import { describe, expect, it } from "vitest";
import type { Contact } from "./contact.js";
import { etagOf, requireMatch } from "./etag.js";

const contact = { version: 3 } as Contact;
const requestWith = (header: string | undefined) => ({ get: () => header }) as unknown as Request;

describe("requireMatch", () => {
  it.each([undefined, "*", '"3"', ' "1" , "3"'])("lets through If-Match: %s", (header) => {
    expect(etagOf(contact)).toBe('"3"');
    expect(() => requireMatch(requestWith(header), contact)).not.toThrow();
  });

  it.each(['"2"', 'W/"3"', "3", "", '"3', '"1", "2"'])("answers 412 to If-Match: %s", (header) => {
    expect(() => requireMatch(requestWith(header), contact)).toThrow(expect.objectContaining({ status: 412 }));
  });
});
