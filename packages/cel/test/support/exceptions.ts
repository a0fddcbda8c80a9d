import type { Entry } from "./conformance.js";

/** Oddities of the reference that are not reproduced; docs/differences.md gives the reasons. */
const quirks = new Set(["fold-null", "mutable-list-alias", "invalid-utf8-literal"]);

/** Crashes of the reference on bytes as keys: here bytes are a key like any other. */
const isCrashOnBytes = (entry: Entry) => entry.quirk === "go-panic" && entry.error?.includes("types.Bytes") === true;

export const isException = (entry: Entry): boolean => isCrashOnBytes(entry) || quirks.has(entry.quirk ?? "");
