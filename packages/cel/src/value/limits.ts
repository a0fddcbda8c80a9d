import { CelError } from "./error.js";

/**
 * Bounds of this implementation, which the reference leaves to its host (cel.md section 7): no function builds a larger text or
 * walks a deeper value, however an expression multiplies its inputs.
 */

/** Longest text a function builds, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 16_777_216;

/** Deepest nesting of lists and maps that is turned into text or JSON. */
export const MAX_VALUE_DEPTH = 1000;

export const TEXT_TOO_LONG = new CelError(`text exceeds limit of ${MAX_TEXT_LENGTH} characters`);
export const VALUE_TOO_DEEP = new CelError(`value exceeds nesting limit of ${MAX_VALUE_DEPTH}`);
export const VALUE_TOO_LARGE = new CelError("value exceeds size limit of JSON");
