import { CelError } from "../value/error.js";
import { Hierarchy } from "../value/hierarchy.js";
import { kindOf } from "../value/kind.js";
import { Cidr, Ip } from "../value/network.js";
import { cidrText, ipText } from "../value/network-text.js";
import { Optional } from "../value/optional.js";
import { SpiffeId, SpiffeTrustDomain } from "../value/spiffe.js";
import type { CelValue } from "../value/value.js";

/**
 * The texts of a list that is declared as `list(string)`; only its first element is sure to be one (cel.md section 5.2). What
 * has a text of its own (a hierarchy, an address, a SPIFFE id) becomes that.
 *
 * Errors: the reference's conversion error, such as `type conversion error from Double to 'string'`.
 */
export function textsOf(list: readonly CelValue[]): readonly string[] | CelError {
  const texts: string[] = [];
  for (const element of list) {
    const text = textOf(element);
    if (text instanceof CelError) return text;
    texts.push(text);
  }
  return texts;
}

function textOf(value: CelValue): string | CelError {
  if (typeof value === "string") return value;
  if (value instanceof Optional) return value.value === undefined ? NO_VALUE : textOf(value.value);
  if (value instanceof Hierarchy) return value.parts.join(".");
  if (value instanceof Ip) return ipText(value);
  if (value instanceof Cidr) return cidrText(value);
  if (value instanceof SpiffeId) return value.toString();
  if (value instanceof SpiffeTrustDomain) return value.name;
  const kind = kindOf(value);
  return new CelError(refusals.get(kind) ?? `type conversion error from '${kind}' to 'string'`);
}

const NO_VALUE = new CelError("optional.none() dereference");

/** The reference has a wording for each kind. */
const refusals: ReadonlyMap<string, string> = new Map([
  ["int", "unsupported type conversion from 'int' to string"],
  ["uint", "unsupported type conversion from 'uint' to string"],
  ["double", "type conversion error from Double to 'string'"],
  ["bool", "type conversion error from bool to 'string'"],
  ["bytes", "type conversion error from Bytes to 'string'"],
  ["list", "type conversion error from list to 'string'"],
  ["map", "type conversion error from map to 'string'"],
  ["google.protobuf.Timestamp", "type conversion error from 'Timestamp' to 'string'"],
  ["google.protobuf.Duration", "type conversion error from 'Duration' to 'string'"],
  ["type", "type conversion not supported for 'type'"],
  ["cerbos.lib.spiffeMatcher", "unsupported native conversion from SPIFFEMatcher to 'string'"],
]);
