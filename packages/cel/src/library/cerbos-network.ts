import { BOOL, STRING } from "../check/types.js";
import { type Address, isMapped, parseAddress } from "../value/address-text.js";
import { CelError } from "../value/error.js";
import { Ip } from "../value/network.js";
import { addressBits } from "../value/network-text.js";
import { type FunctionDeclaration, method, overload } from "./define.js";

/**
 * `s.inIPAddrRange(cidr)` by the rules of Go's net package (cel.md section 6.9), which are not those of `cidr(...)`: an IPv4
 * address mapped into IPv6 is that IPv4 address, and the prefix length may have leading zeros.
 *
 * Errors: `invalid IP address: x`, `invalid CIDR address: x`.
 */
export const cerbosNetwork: readonly FunctionDeclaration[] = [
  method("inIPAddrRange", [overload([STRING, STRING], BOOL, inRange)]),
];

function inRange(text: string, range: string): boolean | CelError {
  const address = withoutZone(parseAddress(text));
  if (address === undefined) return new CelError(`invalid IP address: ${text}`);
  const slash = range.indexOf("/");
  const base = slash < 0 ? undefined : withoutZone(parseAddress(range.slice(0, slash)));
  const length = prefixLength(range.slice(slash + 1));
  if (base === undefined || length === undefined || length > addressBits(base.family))
    return new CelError(`invalid CIDR address: ${range}`);
  const ip = unmapped(address);
  const host = BigInt(addressBits(base.family) - length);
  const network = unmapped(new Ip(base.family, (base.bits >> host) << host));
  return ip.family === network.family && ip.bits >> host === network.bits >> host;
}

const withoutZone = (address: Address | string): Ip | undefined =>
  typeof address === "string" || address.zone !== "" ? undefined : address.ip;

const unmapped = (ip: Ip): Ip => (isMapped(ip) ? new Ip(4, ip.bits & 0xffffffffn) : ip);

/** Digits of any number below Go's limit for such numbers; leading zeros do not matter. */
const prefixLength = (digits: string): number | undefined => (/^[0-9]+$/.test(digits) ? Number(digits) : undefined);
