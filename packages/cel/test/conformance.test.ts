import { describe, expect, it } from "vitest";
import { cerbosEnvironment } from "../src/index.js";
import { agrees, type Entry, entries, outcomeOf } from "./support/conformance.js";
import { isException } from "./support/exceptions.js";

/** The verified expressions of the reference, through both back ends. */
describe.each(["closures", "source"] as const)("the reference's expressions, %s", (backend) => {
  if (entries === undefined) {
    it.skip("the shared conformance data is not at hand: ../shared/conformance/cel/expressions.json", () => {});
    return;
  }
  const environment = cerbosEnvironment();
  const bySection = grouped(entries);

  it.each([...bySection])("agrees on every entry of section %s", (_, list) => {
    const wrong = list.filter((entry) => !isException(entry) && !agrees(entry, outcomeOf(entry, environment, backend)));
    expect(
      wrong.map((entry) => ({
        expr: entry.expr,
        expected: expectation(entry),
        found: outcomeOf(entry, environment, backend),
      })),
    ).toEqual([]);
  });

  it("every exception is still one", () => {
    const mended =
      entries?.filter((entry) => isException(entry) && agrees(entry, outcomeOf(entry, environment, backend))) ?? [];
    expect(mended.map(({ expr }) => expr)).toEqual([]);
  });

  it("exceptions are at most one in a hundred", () => {
    expect(entries?.filter(isException).length ?? 0).toBeLessThanOrEqual((entries?.length ?? 0) / 100);
  });
});

function grouped(list: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of list) groups.set(entry.section, [...(groups.get(entry.section) ?? []), entry]);
  return groups;
}

function expectation({ result, error, outputError, special, compileError, type }: Entry): object {
  return { result, error, outputError, special, compileError, type };
}
