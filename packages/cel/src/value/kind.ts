import { Duration } from "./duration.js";
import { Hierarchy } from "./hierarchy.js";
import { Message } from "./message.js";
import { Cidr, Ip } from "./network.js";
import { Optional } from "./optional.js";
import { SpiffeId, SpiffeMatcher, SpiffeTrustDomain } from "./spiffe.js";
import { Timestamp } from "./timestamp.js";
import { TypeValue } from "./type-value.js";
import { Uint } from "./uint.js";
import type { CelValue } from "./value.js";

/** The name of a value's run-time type, as `type(x)` gives it (cel.md section 4.8). */
export function kindOf(value: CelValue): string {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "double";
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
  }
  if (value === null) return "null_type";
  if (Array.isArray(value)) return "list";
  if (value instanceof Uint) return "uint";
  if (value instanceof Timestamp) return "google.protobuf.Timestamp";
  if (value instanceof Duration) return "google.protobuf.Duration";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Optional) return "optional_type";
  if (value instanceof TypeValue) return "type";
  if (value instanceof Message) return value.type.name;
  if (value instanceof Hierarchy) return "cerbos.lib.hierarchy";
  if (value instanceof Ip) return "net.IP";
  if (value instanceof Cidr) return "net.CIDR";
  if (value instanceof SpiffeId) return "cerbos.lib.spiffeID";
  if (value instanceof SpiffeTrustDomain) return "cerbos.lib.spiffeTrustDomain";
  if (value instanceof SpiffeMatcher) return "cerbos.lib.spiffeMatcher";
  return "map";
}

/** Go's name of a value's type in some messages, such as `types.Double`. */
export function goTypeOf(value: CelValue): string {
  switch (kindOf(value)) {
    case "string":
      return "types.String";
    case "double":
      return "types.Double";
    case "bool":
      return "types.Bool";
    case "int":
      return "types.Int";
    case "uint":
      return "types.Uint";
    case "bytes":
      return "types.Bytes";
    case "null_type":
      return "types.Null";
    case "google.protobuf.Timestamp":
      return "types.Timestamp";
    case "google.protobuf.Duration":
      return "types.Duration";
    case "list":
      return "*types.baseList";
    case "map":
      return "*types.baseMap";
    case "type":
      return "*types.Type";
    case "optional_type":
      return "*types.Optional";
    case "cerbos.lib.hierarchy":
      return "types.Hierarchy";
    case "net.IP":
      return "ext.IP";
    case "net.CIDR":
      return "ext.CIDR";
    default:
      return value instanceof Message ? "*types.protoMessageObject" : kindOf(value);
  }
}
