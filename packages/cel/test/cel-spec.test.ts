import { getConformanceSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { describe, expect, it } from "vitest";
import {
  CelCompileError,
  CelMap,
  type CelResult,
  type CelValue,
  cerbosEnvironment,
  equals,
  isError,
  kindOf,
  TypeValue,
  Uint,
} from "../src/index.js";

/** A value as the suite writes it, in protobuf's JSON. */
interface SuiteValue {
  readonly kind: { readonly case: string | undefined; readonly value?: unknown };
}

interface SuiteTest {
  readonly original: {
    readonly name: string;
    readonly expr: string;
    readonly container: string;
    readonly typeEnv: readonly unknown[];
    readonly bindings: Readonly<Record<string, unknown>>;
    readonly disableCheck: boolean;
    readonly resultMatcher: { readonly case: string | undefined; readonly value?: unknown };
  };
}

interface Suite {
  readonly name: string;
  readonly suites: readonly Suite[];
  readonly tests: readonly SuiteTest[];
}

/** Tests that are of the dialect, so that a mistake in the skipping cannot go unnoticed. */
const RAN = 1475;

/** Sections that are not part of Cerbos's dialect. */
const foreignSections: Readonly<Record<string, string>> = {
  block_ext: "cel.block is not in the dialect",
  enums: "enums are not in the dialect",
  proto2: "protobuf messages are not in the dialect",
  proto2_ext: "proto.getExt is not in the dialect",
  proto3: "protobuf messages are not in the dialect",
  wrappers: "wrapper messages beyond their values are not in the dialect",
};

/** Where the reference itself answers otherwise than the suite wants, and the reference counts. */
const overruled = new Set([
  "map_value_repeat_key",
  "map_value_repeat_key_heterogeneous",
  "map_null_entry_no_such_key",
  "map_present_key_invalid_field",
  "indexof_out_of_range",
  "lastindexof_out_of_range",
]);

function reasonToSkip(section: string, { original }: SuiteTest): string | undefined {
  if (foreignSections[section] !== undefined) return foreignSections[section];
  if (overruled.has(original.name)) return "the reference answers otherwise";
  if (original.container !== "") return "containers are not in the dialect";
  if (original.typeEnv.length > 0 || Object.keys(original.bindings).length > 0)
    return "the test declares or binds variables";
  if (original.disableCheck) return "the test does not check types";
  if (/TestAllTypes|google\.protobuf\.|proto2|proto3/.test(original.expr))
    return "protobuf messages are not in the dialect";
  return undefined;
}

function valueOfSuite({ kind }: SuiteValue): CelValue | undefined {
  switch (kind.case) {
    case "nullValue":
      return null;
    case "boolValue":
    case "int64Value":
    case "doubleValue":
    case "stringValue":
    case "bytesValue":
      return kind.value as CelValue;
    case "uint64Value":
      return new Uint(kind.value as bigint);
    case "typeValue":
      return new TypeValue(kind.value as string);
    case "listValue":
      return (kind.value as { values: SuiteValue[] }).values.map((value) => valueOfSuite(value) ?? null);
    case "mapValue":
      return new CelMap(
        (kind.value as { entries: { key: SuiteValue; value: SuiteValue }[] }).entries.map(({ key, value }) => [
          valueOfSuite(key) ?? null,
          valueOfSuite(value) ?? null,
        ]),
      );
    default:
      return undefined;
  }
}

const environment = cerbosEnvironment();

function evaluate(expr: string, backend: "closures" | "source"): CelResult | CelCompileError {
  try {
    return environment.compile(environment.check(environment.parse(expr)), { backend }).evaluate({ request: {} });
  } catch (error) {
    if (error instanceof CelCompileError) return error;
    throw error;
  }
}

/** What the test wants: true unless it says otherwise, `undefined` when it is about types. */
function wantedValue(matcher: SuiteTest["original"]["resultMatcher"]): CelValue | undefined {
  if (matcher.case === undefined) return true;
  const value = matcher.case === "value" ? matcher.value : (matcher.value as { result?: unknown }).result;
  return value === undefined ? undefined : valueOfSuite(value as SuiteValue);
}

/** `undefined` when the test passes, otherwise what came out. */
function failure({ original }: SuiteTest, backend: "closures" | "source"): string | undefined {
  const found = evaluate(original.expr, backend);
  const failed = found instanceof CelCompileError || isError(found);
  if (original.resultMatcher.case === "evalError") return failed ? undefined : "a value";
  const wanted = wantedValue(original.resultMatcher);
  // A test of types alone: it passes the checker, whatever comes out.
  if (wanted === undefined) return found instanceof CelCompileError ? found.message : undefined;
  if (failed) return found.message;
  const isNaNs = typeof wanted === "number" && Number.isNaN(wanted) && Number.isNaN(found);
  return isNaNs || (equals(found, wanted) === true && kindOf(found) === kindOf(wanted))
    ? undefined
    : `another value (${kindOf(found)})`;
}

function allTests(suite: Suite): readonly SuiteTest[] {
  return [...suite.tests, ...suite.suites.flatMap(allTests)];
}

describe("the conformance suite of cel-spec", () => {
  let ran = 0;
  const sections = (getConformanceSuite() as unknown as Suite).suites;

  it.each(sections.map((suite) => [suite.name, suite] as const))("%s: nothing of the dialect fails", (name, suite) => {
    const skipped = new Map<string, number>();
    const wrong: string[] = [];
    let passed = 0;
    for (const test of allTests(suite)) {
      const reason = reasonToSkip(name, test);
      if (reason !== undefined) {
        skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
        continue;
      }
      for (const backend of ["closures", "source"] as const) {
        const found = failure(test, backend);
        ran += 1;
        if (found === undefined) passed += 1;
        else wrong.push(`${test.original.name}: ${test.original.expr} (${backend}): ${found}`);
      }
    }
    expect(wrong, `${passed} passed, skipped ${JSON.stringify([...skipped])}`).toEqual([]);
  });

  it("runs what is of the dialect, through both back ends", () => {
    expect(ran / 2).toBe(RAN);
  });
});
