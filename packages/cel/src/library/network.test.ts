import { describe, expect, it } from "vitest";
import { CelError } from "../value/error.js";
import { parseCidr, parseIp } from "../value/network-text.js";
import type { CelValue } from "../value/value.js";
import { cerbosNetwork } from "./cerbos-network.js";
import { dispatcher } from "./define.js";
import { network } from "./network.js";

/** Calls what is declared; the receiver comes first. */
function call(style: "global" | "method", name: string, ...args: readonly unknown[]) {
  const declared = [...network, ...cerbosNetwork].find((one) => one.style === style && one.name === name);
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return dispatcher(declared, args.length)(args as readonly CelValue[]);
}

const ranges = ["isUnspecified", "isLoopback", "isGlobalUnicast", "isLinkLocalUnicast", "isLinkLocalMulticast"];

describe("the kinds of addresses", () => {
  it.each([
    ["0.0.0.0", ["isUnspecified"]],
    ["::", ["isUnspecified"]],
    ["127.9.9.9", ["isLoopback"]],
    ["::1", ["isLoopback"]],
    ["::2", ["isGlobalUnicast"]],
    ["10.0.0.1", ["isGlobalUnicast"]],
    ["fc00::1", ["isGlobalUnicast"]],
    ["255.255.255.255", []],
    ["169.254.1.1", ["isLinkLocalUnicast"]],
    ["febf::1", ["isLinkLocalUnicast"]],
    ["fec0::1", ["isGlobalUnicast"]],
    ["224.0.0.9", ["isLinkLocalMulticast"]],
    ["224.0.1.1", []],
    ["ff12::1", ["isLinkLocalMulticast"]],
    ["ff05::1", []],
  ])("%s is %j", (text, expected) => {
    const ip = parseIp(text);
    expect(ranges.filter((name) => call("method", name, ip) === true)).toEqual(expected);
  });
});

describe("ranges", () => {
  it.each([
    ["10.1.0.0/16", "10.1.255.255", true],
    ["10.1.0.7/16", "10.1.0.0", true],
    ["10.1.0.0/16", "10.2.0.0", false],
    ["0.0.0.0/0", "::1", false],
    ["2001:db8::/48", "2001:db8::1", true],
  ])("%s and the address %s: %s", (range, address, expected) => {
    expect(call("method", "containsIP", parseCidr(range), address)).toBe(expected);
    expect(call("method", "containsIP", parseCidr(range), parseIp(address))).toBe(expected);
  });

  it.each([
    ["10.0.0.0/8", "10.1.0.0/16", true],
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.1.0.0/16", "10.0.0.0/8", false],
    ["10.0.0.0/8", "::/8", false],
  ])("%s and the range %s: %s", (outer, inner, expected) => {
    expect(call("method", "containsCIDR", parseCidr(outer), inner)).toBe(expected);
    expect(call("method", "containsCIDR", parseCidr(outer), parseCidr(inner))).toBe(expected);
  });

  it("are masked, and know whether they are", () => {
    expect(call("method", "masked", parseCidr("10.1.2.3/8"))).toEqual(parseCidr("10.0.0.0/8"));
    expect(call("method", "isMask", parseCidr("10.1.2.3/8"))).toBe(false);
    expect(call("method", "isMask", parseCidr("10.0.0.0/8"))).toBe(true);
    expect(call("method", "ip", parseCidr("10.1.2.3/8"))).toEqual(parseIp("10.1.2.3"));
    expect(call("method", "prefixLength", parseCidr("::/0"))).toBe(0n);
  });

  it("pass on what is wrong with a text", () => {
    expect(call("method", "containsIP", parseCidr("::/0"), "x")).toEqual(parseIp("x"));
    expect(call("method", "containsCIDR", parseCidr("::/0"), "x")).toEqual(parseCidr("x"));
  });
});

describe("questions about texts", () => {
  it("never fail for isIP and isCIDR", () => {
    expect(call("global", "isIP", "::1")).toBe(true);
    expect(call("global", "isIP", "::ffff:1.2.3.4")).toBe(false);
    expect(call("global", "isCIDR", "::/0")).toBe(true);
    expect(call("global", "isCIDR", "::")).toBe(false);
  });

  it("tell the canonical text", () => {
    expect(call("global", "ip.isCanonical", "2001:db8::1")).toBe(true);
    expect(call("global", "ip.isCanonical", "2001:DB8::1")).toBe(false);
    expect(call("global", "ip.isCanonical", "x")).toEqual(parseIp("x"));
  });

  it("name the kinds they cannot take", () => {
    expect(call("global", "ip", 5)).toEqual(new CelError("no such overload: ip(double)"));
    expect(call("method", "isLoopback", "::1")).toEqual(new CelError("no such overload: isLoopback(string)"));
  });
});

describe("inIPAddrRange", () => {
  it.each([
    ["10.1.2.3", "10.0.0.0/8", true],
    ["10.1.2.3", "10.0.0.0/08", true],
    ["::ffff:10.1.2.3", "10.0.0.0/8", true],
    ["10.1.2.3", "::ffff:10.0.0.0/104", true],
    ["10.1.2.3", "::ffff:10.0.0.0/64", false],
    ["10.1.2.3", "::/0", false],
    ["::10.1.2.3", "10.0.0.0/8", false],
    ["2001:db8::1", "2001:db8::/32", true],
  ])("%s in %s: %s", (address, range, expected) =>
    expect(call("method", "inIPAddrRange", address, range)).toBe(expected),
  );

  it.each([
    ["nope", "10.0.0.0/8", "invalid IP address: nope"],
    ["fe80::1%eth0", "fe80::/10", "invalid IP address: fe80::1%eth0"],
    ["10.0.0.1", "10.0.0.0", "invalid CIDR address: 10.0.0.0"],
    ["10.0.0.1", "10.0.0.0/33", "invalid CIDR address: 10.0.0.0/33"],
    ["10.0.0.1", "10.0.0.0/8/8", "invalid CIDR address: 10.0.0.0/8/8"],
    ["10.0.0.1", "10.0.0.0/-1", "invalid CIDR address: 10.0.0.0/-1"],
  ])("%s in %s fails: %s", (address, range, message) =>
    expect(call("method", "inIPAddrRange", address, range)).toEqual(new CelError(message)),
  );
});
