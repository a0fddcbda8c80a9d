import { CelError } from "./error.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The sextet of each character code below 128, or -1. */
const SEXTETS = Int8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

const at = (sextets: number): string => ALPHABET[sextets & 63] as string;

/** Standard base64 with padding (cel.md section 6.4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  const rest = bytes.length % 3;
  const whole = bytes.length - rest;
  for (let index = 0; index < whole; index += 3) {
    const group = ((bytes[index] as number) << 16) | ((bytes[index + 1] as number) << 8) | (bytes[index + 2] as number);
    text += at(group >> 18) + at(group >> 12) + at(group >> 6) + at(group);
  }
  if (rest === 0) return text;
  const group = ((bytes[whole] as number) << 8) | (bytes[whole + 1] ?? 0);
  return text + at(group >> 10) + at(group >> 4) + (rest === 1 ? "==" : `${at(group << 2)}=`);
}

/**
 * Standard base64, padded or without any padding; line breaks are skipped, left-over bits of the last character do not matter
 * (cel.md section 6.4). Error: `illegal base64 data at input byte N`.
 */
export function decodeBase64(text: string): Uint8Array | CelError {
  return decodeUnpadded(withoutPadding(text)) ?? decodeUnpadded(text) ?? illegalAt(firstIllegal(text));
}

/** The text without line breaks and without the padding that completes its last group, if it has just that. */
function withoutPadding(text: string): string {
  if (!text.includes("=")) return text;
  const compact = text.replace(/[\r\n]/g, "");
  if (compact.length % 4 !== 0) return text;
  return compact.endsWith("==") ? compact.slice(0, -2) : compact.endsWith("=") ? compact.slice(0, -1) : text;
}

function decodeUnpadded(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let group = 0;
  let bits = 0;
  let sextets = 0;
  for (let index = 0; index < text.length; index += 1) {
    const sextet = sextetAt(text, index);
    if (sextet === SKIPPED) continue;
    if (sextet < 0) return undefined;
    sextets += 1;
    group = ((group << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (group >> bits) & 0xff;
    length += 1;
  }
  return sextets % 4 === 1 ? undefined : bytes.subarray(0, length);
}

/** Where Go's decoder without padding stops: at a foreign character, or at the lonely one at the end. */
function firstIllegal(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const sextet = sextetAt(text, index);
    if (sextet < 0 && sextet !== SKIPPED) return index;
  }
  return text.length - 1;
}

const SKIPPED = -2;

function sextetAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code === 10 || code === 13 ? SKIPPED : (SEXTETS[code] ?? -1);
}

const illegalAt = (index: number) => new CelError(`illegal base64 data at input byte ${index}`);
