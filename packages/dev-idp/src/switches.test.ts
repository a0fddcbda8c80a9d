import { describe, expect, it } from "vitest";
import { checkSwitches } from "./switches.js";

const check = (written: unknown) => {
  const problems: string[] = [];
  return { good: checkSwitches(written, "switches", problems), problems };
};

describe("switches", () => {
  it("takes what is right and leaves undefined ones out", () => {
    const written = { overage: "truncate", leeway: 0, latency: 0, rotate: false, noAccessPolicy: undefined };
    expect(check(written)).toEqual({
      good: { overage: "truncate", leeway: 0, latency: 0, rotate: false },
      problems: [],
    });
    expect(check(undefined)).toEqual({ good: {}, problems: [] });
  });

  it.each([
    [[], "switches: expected an object"],
    [{ overages: "full" }, `switches: unknown name "overages", did you mean "overage"?`],
    [{ overage: "some" }, `switches.overage must be "full", "truncate" or "error"`],
    [{ thinIdToken: "yes" }, "switches.thinIdToken must be true or false"],
    [{ idTokenLifetime: 0 }, "switches.idTokenLifetime must be a whole number from 1 on"],
    [{ leeway: 1.5 }, "switches.leeway must be a whole number from 0 on"],
    [{ fail: { tokens: { status: 500, times: 1 } } }, "switches.fail must name endpoints"],
    [{ fail: { token: { status: 200, times: 1 } } }, "switches.fail must name endpoints"],
    [{ fail: { token: { status: 500 } } }, "switches.fail must name endpoints"],
    [JSON.parse('{"__proto__": true}'), `switches: unknown name "__proto__"`],
  ])("%j is refused", (written, problem) => {
    const { good, problems } = check(written);
    expect(good).toEqual({});
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});
