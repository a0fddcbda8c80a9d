export type { Ast, Expr } from "./ast.js";
export type { Checked } from "./check/checker.js";
export {
  BOOL,
  BYTES,
  type CelType,
  CIDR,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  IP,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  STRING,
  TIMESTAMP,
  typeText,
  UINT,
} from "./check/types.js";
export type { Bindings } from "./compile/bindings.js";
export {
  type CheckOptions,
  cerbosEnvironment,
  type Environment,
  type StandardOptions,
  standardEnvironment,
} from "./environment.js";
export { CelCompileError, type Issue } from "./issue.js";
export { unparse } from "./unparse.js";
export { Duration } from "./value/duration.js";
export { parseDuration } from "./value/duration-parse.js";
export { equals } from "./value/equality.js";
export { CelError, isError } from "./value/error.js";
export { Hierarchy } from "./value/hierarchy.js";
export { type JsonValue, toJson } from "./value/json.js";
export { kindOf } from "./value/kind.js";
export { CelMap } from "./value/map.js";
export { Message } from "./value/message.js";
export { Cidr, Ip } from "./value/network.js";
export { Optional } from "./value/optional.js";
export { Timestamp } from "./value/timestamp.js";
export { parseTimestamp } from "./value/timestamp-parse.js";
export { TypeValue } from "./value/type-value.js";
export { Uint } from "./value/uint.js";
export type { CelResult, CelValue, PlainMap } from "./value/value.js";
