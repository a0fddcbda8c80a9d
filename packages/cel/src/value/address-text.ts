import { goQuote } from "./go-quote.js";
import { Ip } from "./network.js";

/** An IP address as text may hold it: with an IPv6 zone, or as an IPv4 address mapped into IPv6. */
export interface Address {
  readonly ip: Ip;
  /** Empty for none. */
  readonly zone: string;
}

/** The address in a text by the rules of Go's `netip.ParseAddr`, or Go's reason for refusing it (cel.md section 6.8). */
export function parseAddress(text: string): Address | string {
  const refused = (reason: Reason) => `ParseAddr(${goQuote(text)}): ${reason.what}${at(reason)}`;
  switch (/[.:%]/.exec(text)?.[0]) {
    case ".": {
      const bits = parseFour(text);
      return typeof bits === "bigint" ? { ip: new Ip(4, bits), zone: "" } : refused(bits);
    }
    case ":": {
      const address = parseSix(text);
      return "what" in address ? refused(address) : address;
    }
    case "%":
      return refused({ what: "missing IPv6 address" });
    default:
      return refused({ what: "unable to parse IP" });
  }
}

/** Whether an IPv6 address is an IPv4 address in disguise (`::ffff:1.2.3.4`). */
export const isMapped = (ip: Ip): boolean => ip.family === 6 && ip.bits >> 32n === 0xffffn;

interface Reason {
  readonly what: string;
  /** The rest of the text, from where it went wrong. */
  readonly rest?: string;
}

const at = ({ rest }: Reason) => (rest === undefined || rest === "" ? "" : ` (at ${goQuote(rest)})`);

function parseFour(text: string): bigint | Reason {
  let bits = 0n;
  let octets = 0;
  let digits = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character >= "0" && character <= "9") {
      if (digits === "0") return { what: "IPv4 field has octet with leading zero" };
      digits += character;
      if (Number(digits) > 255) return { what: "IPv4 field has value >255" };
    } else if (character === ".") {
      if (digits === "" || index === text.length - 1)
        return { what: "IPv4 field must have at least one digit", rest: text.slice(index) };
      if (octets === 3) return { what: "IPv4 address too long" };
      bits = (bits << 8n) | BigInt(digits);
      octets += 1;
      digits = "";
    } else return { what: "unexpected character", rest: text.slice(index) };
  }
  if (octets < 3) return { what: "IPv4 address too short" };
  return (bits << 8n) | BigInt(digits);
}

const GROUPS = 8;

function parseSix(text: string): Address | Reason {
  const percent = text.indexOf("%");
  const zone = percent < 0 ? "" : text.slice(percent + 1);
  if (percent >= 0 && zone === "") return { what: "zone must be a non-empty string" };
  let rest = percent < 0 ? text : text.slice(0, percent);

  const groups: number[] = [];
  /** Where `::` stands among the groups. */
  let gap = -1;
  if (rest.startsWith("::")) {
    gap = 0;
    rest = rest.slice(2);
  }
  while (rest !== "") {
    if (groups.length === GROUPS) return { what: "trailing garbage after address", rest };
    const digits = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? "";
    if (digits.length > 4) return { what: "each group must have 4 or less digits", rest };
    if (digits === "") return { what: "each colon-separated field must have at least one digit", rest };
    if (rest.charAt(digits.length) === ".") {
      const tail = parseTail(rest, groups.length, gap >= 0);
      if ("what" in tail) return tail;
      groups.push(...tail);
      break;
    }
    groups.push(Number.parseInt(digits, 16));
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (!rest.startsWith(":")) return { what: "unexpected character, want colon", rest };
    if (rest === ":") return { what: "colon must be followed by more characters", rest };
    rest = rest.slice(1);
    if (rest.startsWith(":")) {
      if (gap >= 0) return { what: "multiple :: in address", rest };
      gap = groups.length;
      rest = rest.slice(1);
    }
  }
  if (groups.length < GROUPS) {
    if (gap < 0) return { what: "address string too short" };
    groups.splice(gap, 0, ...new Array<number>(GROUPS - groups.length).fill(0));
  } else if (gap >= 0) return { what: "the :: must expand to at least one field of zeros" };
  return {
    ip: new Ip(
      6,
      groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n),
    ),
    zone,
  };
}

/** The last two groups, written as an IPv4 address. */
function parseTail(text: string, groupsBefore: number, hasGap: boolean): readonly number[] | Reason {
  if (!hasGap && groupsBefore !== GROUPS - 2)
    return { what: "embedded IPv4 address must replace the final 2 fields of the address", rest: text };
  if (groupsBefore > GROUPS - 2)
    return { what: "too many hex fields to fit an embedded IPv4 at the end of the address", rest: text };
  const bits = parseFour(text);
  return typeof bits === "bigint" ? [Number(bits >> 16n), Number(bits & 0xffffn)] : bits;
}
