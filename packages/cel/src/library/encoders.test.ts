import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import type { CelValue } from "../value/value.js";
import { dispatcher } from "./define.js";
import { encoders } from "./encoders.js";

function call(name: string, argument: CelValue): unknown {
  const declaration = encoders.find((candidate) => candidate.name === name);
  if (declaration === undefined) throw new Error(`no function ${name}`);
  return dispatcher(declaration, 1)([argument]);
}

describe("encoders", () => {
  it("encode and decode", () => {
    expect(call("base64.encode", new Uint8Array([0xff, 0xfe]))).toBe("//4=");
    expect(call("base64.decode", "//4")).toEqual(new Uint8Array([0xff, 0xfe]));
    expect(call("json.encode", ["<", -0, 9007199254740993n])).toBe('["\\u003c",-0,"9007199254740993"]');
  });

  it("say which function an argument does not fit", () => {
    expect(call("base64.encode", "a")).toEqual(new CelError("no such overload: base64.encode(string)"));
    expect(call("base64.decode", 1.5)).toEqual(new CelError("no such overload: base64.decode(double)"));
  });
});
