/** A static type. Parameters stand for any type and are instantiated anew for every call. */
export type CelType =
  | { readonly kind: "dyn" }
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | { readonly kind: "list"; readonly element: CelType }
  | { readonly kind: "map"; readonly key: CelType; readonly value: CelType }
  | { readonly kind: "type"; readonly of: CelType }
  | { readonly kind: "optional"; readonly of: CelType }
  | { readonly kind: "message"; readonly name: string }
  | { readonly kind: "opaque"; readonly name: string }
  | { readonly kind: "param"; readonly name: string };

export type PrimitiveName = "bool" | "int" | "uint" | "double" | "string" | "bytes" | "null" | "timestamp" | "duration";

const primitive = (name: PrimitiveName): CelType => ({ kind: "primitive", name });

export const DYN: CelType = { kind: "dyn" };
export const BOOL = primitive("bool");
export const INT = primitive("int");
export const UINT = primitive("uint");
export const DOUBLE = primitive("double");
export const STRING = primitive("string");
export const BYTES = primitive("bytes");
export const NULL = primitive("null");
export const TIMESTAMP = primitive("timestamp");
export const DURATION = primitive("duration");

export const listOf = (element: CelType): CelType => ({ kind: "list", element });
export const mapOf = (key: CelType, value: CelType): CelType => ({ kind: "map", key, value });
export const typeOf = (of: CelType): CelType => ({ kind: "type", of });
export const optionalOf = (of: CelType): CelType => ({ kind: "optional", of });
export const opaque = (name: string): CelType => ({ kind: "opaque", name });
export const message = (name: string): CelType => ({ kind: "message", name });
export const param = (name: string): CelType => ({ kind: "param", name });

export const IP = opaque("net.IP");
export const CIDR = opaque("net.CIDR");
export const HIERARCHY = opaque("cerbos.lib.hierarchy");
export const SPIFFE_ID = opaque("cerbos.lib.spiffeID");
export const SPIFFE_TRUST_DOMAIN = opaque("cerbos.lib.spiffeTrustDomain");
export const SPIFFE_MATCHER = opaque("cerbos.lib.spiffeMatcher");
export const VARIABLES = opaque("cerbos.Variables");

/** The type's text in messages, such as `map(string, dyn)`. */
export function typeText(type: CelType): string {
  switch (type.kind) {
    case "dyn":
      return "dyn";
    case "primitive":
      return type.name;
    case "list":
      return `list(${typeText(type.element)})`;
    case "map":
      return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case "type":
      return `type(${typeText(type.of)})`;
    case "optional":
      return `optional_type(${typeText(type.of)})`;
    case "message":
    case "opaque":
    case "param":
      return type.name;
  }
}
