import { expect, it } from "vitest";
import { DYN } from "../check/types.js";
import { cerbos } from "./cerbos.js";
import { dispatcher } from "./define.js";

it("hands id's argument back without its type", () => {
  const [id] = cerbos;
  if (id === undefined) throw new Error("id is not declared");
  const value = { a: 1n };
  expect(dispatcher(id, 1)([value])).toBe(value);
  expect(id.overloads[0]?.result).toBe(DYN);
});
