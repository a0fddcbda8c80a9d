import { BOOL, type CelType, listOf, SPIFFE_ID, SPIFFE_MATCHER, SPIFFE_TRUST_DOMAIN, STRING } from "../check/types.js";
import { CelError, NO_SUCH_OVERLOAD } from "../value/error.js";
import { SpiffeId, SpiffeMatcher, type SpiffeTrustDomain } from "../value/spiffe.js";
import { parseSpiffeId, parseSpiffeTrustDomain } from "../value/spiffe-text.js";
import type { CelResult, CelValue } from "../value/value.js";
import { type FunctionDeclaration, globalFunction, method, type Overload, overload } from "./define.js";

/**
 * SPIFFE ids, trust domains and matchers (cel.md section 6.12). A method on anything else is a bare `no such overload`.
 *
 * Errors: `failed to parse SPIFFE ID: ...`, `failed to parse SPIFFE trust domain: ...`, `invalid SPIFFE ID: ...`.
 */
export const spiffe: readonly FunctionDeclaration[] = [
  globalFunction("spiffeID", [overload([STRING], SPIFFE_ID, idOf)]),
  globalFunction("spiffeTrustDomain", [overload([STRING], SPIFFE_TRUST_DOMAIN, trustDomainOf)]),
  globalFunction("spiffeMatchAny", [overload([], SPIFFE_MATCHER, () => new SpiffeMatcher(() => true))]),
  globalFunction("spiffeMatchExact", [
    overload([SPIFFE_ID], SPIFFE_MATCHER, matchExact),
    overload([STRING], SPIFFE_MATCHER, (text: string) => whenParsed(idOf(text), matchExact)),
  ]),
  globalFunction("spiffeMatchOneOf", [
    overload([listOf(SPIFFE_ID)], SPIFFE_MATCHER, matchOneOf),
    overload([listOf(STRING)], SPIFFE_MATCHER, matchOneOf),
  ]),
  globalFunction("spiffeMatchTrustDomain", [
    overload([SPIFFE_TRUST_DOMAIN], SPIFFE_MATCHER, matchTrustDomain),
    overload([STRING], SPIFFE_MATCHER, (text: string) => whenParsed(trustDomainOf(text), matchTrustDomain)),
  ]),
  onReceiver("path", [SPIFFE_ID], STRING, (id: SpiffeId) => id.path),
  onReceiver("trustDomain", [SPIFFE_ID], SPIFFE_TRUST_DOMAIN, (id: SpiffeId) => id.trustDomain),
  onReceiver("isMemberOf", [SPIFFE_ID, SPIFFE_TRUST_DOMAIN], BOOL, isMember),
  onReceiver("name", [SPIFFE_TRUST_DOMAIN], STRING, (trustDomain: SpiffeTrustDomain) => trustDomain.name),
  // Declared as a string, but the reference's function `id(x)` shadows it and hands the trust domain back.
  onReceiver("id", [SPIFFE_TRUST_DOMAIN], STRING, (trustDomain: SpiffeTrustDomain) => trustDomain),
  method(
    "matchesID",
    [
      overload([SPIFFE_MATCHER, SPIFFE_ID], BOOL, (matcher: SpiffeMatcher, id: SpiffeId) => matcher.matches(id)),
      overload([SPIFFE_MATCHER, STRING], BOOL, (matcher: SpiffeMatcher, text: string) =>
        whenParsed(introduced("invalid SPIFFE ID", parseSpiffeId(text)), (id) => matcher.matches(id)),
      ),
    ],
    { mismatch: () => NO_SUCH_OVERLOAD },
  ),
];

function onReceiver(
  name: string,
  params: readonly CelType[],
  result: CelType,
  run: Overload["run"],
): FunctionDeclaration {
  return method(name, [overload(params, result, run)], { mismatch: () => NO_SUCH_OVERLOAD });
}

function idOf(text: string): SpiffeId | CelError {
  return introduced("failed to parse SPIFFE ID", parseSpiffeId(text));
}

function trustDomainOf(text: string): SpiffeTrustDomain | CelError {
  return introduced("failed to parse SPIFFE trust domain", parseSpiffeTrustDomain(text));
}

/** A parsed value, or the reason why there is none behind an introduction. */
const introduced = <Value>(introduction: string, parsed: Value | CelError): Value | CelError =>
  parsed instanceof CelError ? new CelError(`${introduction}: ${parsed.message}`) : parsed;

const whenParsed = <Value>(parsed: Value | CelError, then: (value: Value) => CelResult): CelResult =>
  parsed instanceof CelError ? parsed : then(parsed);

function isMember(id: SpiffeId, trustDomain: SpiffeTrustDomain): boolean {
  return id.trustDomain.name === trustDomain.name;
}

function matchExact(id: SpiffeId): SpiffeMatcher {
  return new SpiffeMatcher((other) => other.toString() === id.toString());
}

function matchTrustDomain(trustDomain: SpiffeTrustDomain): SpiffeMatcher {
  return new SpiffeMatcher((id) => isMember(id, trustDomain));
}

/** Ids and texts may be mixed; anything else, and a text that is no id, is a bare `no such overload`. */
function matchOneOf(list: readonly CelValue[]): SpiffeMatcher | CelError {
  const texts = new Set<string>();
  for (const element of list) {
    const id = typeof element === "string" ? parseSpiffeId(element) : element;
    if (!(id instanceof SpiffeId)) return NO_SUCH_OVERLOAD;
    texts.add(id.toString());
  }
  return new SpiffeMatcher((id) => texts.has(id.toString()));
}
