import { BOOL, CIDR, INT, IP, STRING } from "../check/types.js";
import { CelError } from "../value/error.js";
import { Cidr, Ip } from "../value/network.js";
import { addressBits, ipText, parseCidr, parseIp } from "../value/network-text.js";
import { type FunctionDeclaration, globalFunction, method, overload } from "./define.js";

const isLoopback = (ip: Ip) => (ip.family === 4 ? ip.bits >> 24n === 127n : ip.bits === 1n);

const isMulticast = (ip: Ip) => (ip.family === 4 ? ip.bits >> 28n === 0b1110n : ip.bits >> 120n === 0xffn);

const isLinkLocalUnicast = (ip: Ip) =>
  ip.family === 4 ? ip.bits >> 16n === 0xa9fen : ip.bits >> 118n === 0b1111111010n;

/** 224.0.0.0/24, and ffx2::/16 for any flags x. */
const isLinkLocalMulticast = (ip: Ip) =>
  ip.family === 4 ? ip.bits >> 8n === 0xe00000n : ((ip.bits >> 112n) & 0xff0fn) === 0xff02n;

/** Private ranges count; so does every address that is nothing special. */
const isGlobalUnicast = (ip: Ip) =>
  ip.bits !== 0n &&
  !(ip.family === 4 && ip.bits === 0xffffffffn) &&
  !isLoopback(ip) &&
  !isMulticast(ip) &&
  !isLinkLocalUnicast(ip);

/** The address without the bits after the prefix. */
function networkBits(ip: Ip, prefixLength: number): bigint {
  const host = BigInt(addressBits(ip.family) - prefixLength);
  return (ip.bits >> host) << host;
}

const containsIp = (cidr: Cidr, ip: Ip) =>
  cidr.ip.family === ip.family && networkBits(cidr.ip, cidr.prefixLength) === networkBits(ip, cidr.prefixLength);

const containsCidr = (outer: Cidr, inner: Cidr) =>
  outer.prefixLength <= inner.prefixLength && containsIp(outer, inner.ip);

const masked = (cidr: Cidr) =>
  new Cidr(new Ip(cidr.ip.family, networkBits(cidr.ip, cidr.prefixLength)), cidr.prefixLength);

/** IP addresses and CIDR ranges by the rules of Go's netip (cel.md section 6.8); errors as `parseIp` and `parseCidr` give them. */
export const network: readonly FunctionDeclaration[] = [
  globalFunction("ip", [overload([STRING], IP, parseIp)]),
  globalFunction("cidr", [overload([STRING], CIDR, parseCidr)]),
  globalFunction("isIP", [overload([STRING], BOOL, (text: string) => !(parseIp(text) instanceof CelError))]),
  globalFunction("isCIDR", [overload([STRING], BOOL, (text: string) => !(parseCidr(text) instanceof CelError))]),
  globalFunction("ip.isCanonical", [
    overload([STRING], BOOL, (text: string) => {
      const ip = parseIp(text);
      return ip instanceof CelError ? ip : ipText(ip) === text;
    }),
  ]),
  method("family", [overload([IP], INT, (ip: Ip) => BigInt(ip.family))]),
  method("isUnspecified", [overload([IP], BOOL, (ip: Ip) => ip.bits === 0n)]),
  method("isLoopback", [overload([IP], BOOL, isLoopback)]),
  method("isGlobalUnicast", [overload([IP], BOOL, isGlobalUnicast)]),
  method("isLinkLocalUnicast", [overload([IP], BOOL, isLinkLocalUnicast)]),
  method("isLinkLocalMulticast", [overload([IP], BOOL, isLinkLocalMulticast)]),
  method("containsIP", [
    overload([CIDR, IP], BOOL, containsIp),
    overload([CIDR, STRING], BOOL, (cidr: Cidr, text: string) => {
      const ip = parseIp(text);
      return ip instanceof CelError ? ip : containsIp(cidr, ip);
    }),
  ]),
  method("containsCIDR", [
    overload([CIDR, CIDR], BOOL, containsCidr),
    overload([CIDR, STRING], BOOL, (outer: Cidr, text: string) => {
      const inner = parseCidr(text);
      return inner instanceof CelError ? inner : containsCidr(outer, inner);
    }),
  ]),
  method("ip", [overload([CIDR], IP, (cidr: Cidr) => cidr.ip)]),
  method("masked", [overload([CIDR], CIDR, masked)]),
  method("prefixLength", [overload([CIDR], INT, (cidr: Cidr) => BigInt(cidr.prefixLength))]),
  method("isMask", [overload([CIDR], BOOL, (cidr: Cidr) => networkBits(cidr.ip, cidr.prefixLength) === cidr.ip.bits)]),
];
