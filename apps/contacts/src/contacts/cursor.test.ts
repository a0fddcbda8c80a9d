import { describe, expect, it } from "vitest";
import { cursorOf, isContactId, positionOf } from "./cursor.js";

const id = "5c0f8a52-8a39-4a0e-9c57-2f5d2a4c3b01";

describe("cursors", () => {
  it("come back as the position that they were made of", () => {
    const position = { sortName: "o'brien 山\u0001ann", id };
    expect(positionOf(cursorOf(position))).toEqual(position);
    expect(cursorOf(position)).toMatch(/^[\w-]+$/);
  });

  it.each([
    "",
    "x",
    "!!!",
    id,
    Buffer.from("{}").toString("base64url"),
    Buffer.from('["a"]').toString("base64url"),
    Buffer.from('["a","not an id"]').toString("base64url"),
    Buffer.from(`[1,"${id}"]`).toString("base64url"),
    Buffer.from(`["a", "${id}"]`).toString("base64url"),
    Buffer.from(`["a\\u0000","${id}"]`).toString("base64url"),
    `${cursorOf({ sortName: "a", id })}=`,
  ])("cannot be made up: %j", (text) => {
    expect(positionOf(text)).toBeUndefined();
  });
});

describe("isContactId", () => {
  it("knows a UUID", () => {
    expect(isContactId(id)).toBe(true);
    expect(isContactId(id.toUpperCase())).toBe(true);
    for (const text of ["", "1", "new", `${id}0`, `{${id}}`, id.replaceAll("-", "")])
      expect(isContactId(text)).toBe(false);
  });
});
