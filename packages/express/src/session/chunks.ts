import { type CookieAttributes, type CookieJar, MAX_COOKIE_BYTES } from "../http/cookies.js";

/** At most this many cookies for one value (CK-5). */
const MAX_CHUNKS = 3;
/** Room for `; Path=...; Expires=...; HttpOnly; Secure; SameSite=Lax` beside name and value. */
const ATTRIBUTE_BYTES = 120;

const nameOf = (name: string, index: number) => (index === 0 ? name : `${name}.${index}`);

/**
 * Splits a value over cookies `name`, `name.1`, `name.2`; the first starts with the count. `undefined` when it does not fit.
 * Parts of different values cannot be mixed: what they join to is sealed, and a mixture does not open.
 */
export function split(name: string, value: string): readonly string[] | undefined {
  const room = MAX_COOKIE_BYTES - ATTRIBUTE_BYTES - Buffer.byteLength(name) - 4;
  const count = Math.ceil((value.length + 2) / room);
  if (count > MAX_CHUNKS) return undefined;
  const counted = `${count}.${value}`;
  return Array.from({ length: count }, (_, index) => counted.slice(index * room, (index + 1) * room));
}

/** Writes the parts, and clears those that an earlier, larger value may have left. */
export function writeChunks(
  jar: CookieJar,
  name: string,
  parts: readonly string[],
  attributes: CookieAttributes,
): void {
  for (let index = 0; index < MAX_CHUNKS; index += 1) {
    const part = parts[index];
    if (part !== undefined) jar.set(nameOf(name, index), part, attributes);
    else if (attributes.path !== "/" || jar.get(nameOf(name, index)) !== undefined)
      // Under another path the request does not show what is there.
      jar.set(nameOf(name, index), "", { ...attributes, maxAge: 0 });
  }
}

/** Joins the parts: `undefined` when there is nothing, `"malformed"` for a wrong count or a gap. */
export function readChunks(jar: CookieJar, name: string): string | undefined {
  const first = jar.get(name);
  if (first === undefined) return hasChunks(jar, name) ? "malformed" : undefined;
  const count = Number(/^([1-3])\./.exec(first)?.[1]);
  if (Number.isNaN(count)) return "malformed";
  let joined = first.slice(2);
  for (let index = 1; index < MAX_CHUNKS; index += 1) {
    const part = jar.get(nameOf(name, index));
    if (index < count !== (part !== undefined)) return "malformed";
    joined += part ?? "";
  }
  return joined;
}

/** Clears every part the request showed; under another path than `/`, every part there can be. */
export function clearChunks(jar: CookieJar, name: string, attributes: CookieAttributes): void {
  for (let index = 0; index < MAX_CHUNKS; index += 1)
    if (attributes.path !== "/" || jar.get(nameOf(name, index)) !== undefined || index === 0)
      jar.set(nameOf(name, index), "", { ...attributes, maxAge: 0 });
}

export const hasChunks = (jar: CookieJar, name: string): boolean =>
  Array.from({ length: MAX_CHUNKS }, (_, index) => nameOf(name, index)).some((part) => jar.get(part) !== undefined);
