import { isMapped, parseAddress } from "./address-text.js";
import { CelError } from "./error.js";
import { goQuote } from "./go-quote.js";
import { Cidr, type Ip } from "./network.js";

/**
 * `ip(text)` (cel.md section 6.8): no zones, no IPv4 in IPv6.
 *
 * Errors: `IP Address "x" parse error during conversion from string: ParseAddr("x"): ...`,
 * `IP address "x" with zone value is not allowed`, `IPv4-mapped IPv6 address "x" is not allowed`.
 */
export function parseIp(text: string): Ip | CelError {
  const address = parseAddress(text);
  if (typeof address === "string")
    return new CelError(`IP Address ${goQuote(text)} parse error during conversion from string: ${address}`);
  if (address.zone !== "") return new CelError(`IP address ${goQuote(text)} with zone value is not allowed`);
  return isMapped(address.ip) ? mappedRefused(text) : address.ip;
}

/**
 * `cidr(text)` (cel.md section 6.8): an address and a prefix length; host bits are kept.
 *
 * Errors: `CIDR "x" parse error during conversion from string: netip.ParsePrefix("x"): ...`,
 * `IPv4-mapped IPv6 address "x" is not allowed`.
 */
export function parseCidr(text: string): Cidr | CelError {
  const prefix = parsePrefix(text);
  if (typeof prefix === "string")
    return new CelError(
      `CIDR ${goQuote(text)} parse error during conversion from string: netip.ParsePrefix(${goQuote(text)}): ${prefix}`,
    );
  return isMapped(prefix.ip) ? mappedRefused(text) : prefix;
}

/** The address in canonical form: lower case, the first of the longest runs of zero groups as `::`. */
export function ipText(ip: Ip): string {
  if (ip.family === 4) return octets.map((shift) => (ip.bits >> shift) & 0xffn).join(".");
  const parts = groups.map((shift) => ((ip.bits >> shift) & 0xffffn).toString(16));
  const zeros = longestZeros(parts);
  if (zeros.length < 2) return parts.join(":");
  return `${parts.slice(0, zeros.start).join(":")}::${parts.slice(zeros.start + zeros.length).join(":")}`;
}

/** The canonical address and the prefix length, as `10.0.0.1/8`. */
export const cidrText = (cidr: Cidr): string => `${ipText(cidr.ip)}/${cidr.prefixLength}`;

/** How many bits an address of the family has. */
export const addressBits = (family: Ip["family"]): number => (family === 4 ? 32 : 128);

const octets = [24n, 16n, 8n, 0n];
const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n];

const mappedRefused = (text: string) => new CelError(`IPv4-mapped IPv6 address ${goQuote(text)} is not allowed`);

function parsePrefix(text: string): Cidr | string {
  const slash = text.lastIndexOf("/");
  if (slash < 0) return "no '/'";
  const address = parseAddress(text.slice(0, slash));
  if (typeof address === "string") return address;
  if (address.zone !== "") return "IPv6 zones cannot be present in a prefix";
  const length = text.slice(slash + 1);
  if (!/^(?:0|[1-9][0-9]*)$/.test(length) || !isInt64(length)) return `bad bits after slash: ${goQuote(length)}`;
  if (Number(length) > addressBits(address.ip.family)) return "prefix length out of range";
  return new Cidr(address.ip, Number(length));
}

/** Go reads no number from digits that 64 bits cannot hold. */
const isInt64 = (digits: string) => digits.length < 19 || (digits.length === 19 && digits <= "9223372036854775807");

function longestZeros(parts: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, part] of parts.entries()) {
    if (part !== "0") start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  }
  return longest;
}
