import { describe, expect, it } from "vitest";
import { CelError } from "./error.js";
import { cidrText, ipText, parseCidr, parseIp } from "./network-text.js";

const canonical = (text: string) => {
  const ip = parseIp(text);
  return ip instanceof CelError ? ip.message : ipText(ip);
};
const canonicalCidr = (text: string) => {
  const cidr = parseCidr(text);
  return cidr instanceof CelError ? cidr.message : cidrText(cidr);
};

describe("ip", () => {
  it.each([
    ["192.168.0.1", "192.168.0.1"],
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["::", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["2001:DB8::A", "2001:db8::a"],
    ["1::", "1::"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["::1.2.3.4", "::102:304"],
    ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"],
    ["64:ff9b::255.0.0.1", "64:ff9b::ff00:1"],
  ])("%s reads as %s", (text, expected) => expect(canonical(text)).toBe(expected));

  it.each([
    ["nope", "unable to parse IP"],
    ["%eth0", "missing IPv6 address"],
    ["256.1.1.1", "IPv4 field has value >255"],
    ["01.2.3.4", "IPv4 field has octet with leading zero"],
    ["1.2.3", "IPv4 address too short"],
    ["1.2.3.4.5", "IPv4 address too long"],
    ["1..2.3", 'IPv4 field must have at least one digit (at ".2.3")'],
    [".1.2.3", 'IPv4 field must have at least one digit (at ".1.2.3")'],
    ["1.2.3.", 'IPv4 field must have at least one digit (at ".")'],
    ["1.2.3.x", 'unexpected character (at "x")'],
    ["fe80::1%", "zone must be a non-empty string"],
    ["12345::", 'each group must have 4 or less digits (at "12345::")'],
    [":1", 'each colon-separated field must have at least one digit (at ":1")'],
    ["1:2", "address string too short"],
    ["1:2:", 'colon must be followed by more characters (at ":")'],
    ["1:2g", 'unexpected character, want colon (at "g")'],
    ["1::2::3", 'multiple :: in address (at ":3")'],
    ["1:2:3:4:5:6:7:8:9", 'trailing garbage after address (at "9")'],
    ["1:2:3:4:5:6:7:8::", "the :: must expand to at least one field of zeros"],
    ["1:1.2.3.4", 'embedded IPv4 address must replace the final 2 fields of the address (at "1.2.3.4")'],
    ["::1:2:3:4:5:6:7:1.2.3.4", 'too many hex fields to fit an embedded IPv4 at the end of the address (at "1.2.3.4")'],
    ["::1.2.3", "IPv4 address too short"],
  ])("%s is refused: %s", (text, reason) =>
    expect(canonical(text)).toBe(
      `IP Address "${text}" parse error during conversion from string: ParseAddr("${text}"): ${reason}`,
    ),
  );

  it("refuses zones and IPv4 in IPv6", () => {
    expect(canonical("fe80::1%eth0")).toBe('IP address "fe80::1%eth0" with zone value is not allowed');
    expect(canonical("::FFFF:1.2.3.4")).toBe('IPv4-mapped IPv6 address "::FFFF:1.2.3.4" is not allowed');
  });

  it("quotes what it quotes as Go does", () => {
    expect(canonical('a"\n')).toContain('IP Address "a\\"\\n"');
  });
});

describe("cidr", () => {
  it.each([
    ["192.168.0.1/24", "192.168.0.1/24"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:DB8:0::/48", "2001:db8::/48"],
    ["::1/128", "::1/128"],
  ])("%s reads as %s", (text, expected) => expect(canonicalCidr(text)).toBe(expected));

  it.each([
    ["10.0.0.0", "no '/'"],
    ["10.0.0.0/33", "prefix length out of range"],
    ["::/129", "prefix length out of range"],
    ["10.0.0.0/9223372036854775807", "prefix length out of range"],
    ["10.0.0.0/9223372036854775808", 'bad bits after slash: "9223372036854775808"'],
    ["10.0.0.0/08", 'bad bits after slash: "08"'],
    ["10.0.0.0/", 'bad bits after slash: ""'],
    ["10.0.0.0/+8", 'bad bits after slash: "+8"'],
    ["fe80::1%eth0/64", "IPv6 zones cannot be present in a prefix"],
    ["1.2/8/8", 'ParseAddr("1.2/8"): unexpected character (at "/8")'],
  ])("%s is refused: %s", (text, reason) =>
    expect(canonicalCidr(text)).toBe(
      `CIDR "${text}" parse error during conversion from string: netip.ParsePrefix("${text}"): ${reason}`,
    ),
  );

  it("refuses IPv4 in IPv6", () => {
    expect(canonicalCidr("::ffff:1.2.3.4/120")).toBe('IPv4-mapped IPv6 address "::ffff:1.2.3.4/120" is not allowed');
  });
});
