import type { Duration } from "./duration.js";
import type { CelError } from "./error.js";
import type { Hierarchy } from "./hierarchy.js";
import type { CelMap } from "./map.js";
import type { Message } from "./message.js";
import type { Cidr, Ip } from "./network.js";
import type { Optional } from "./optional.js";
import type { SpiffeId, SpiffeMatcher, SpiffeTrustDomain } from "./spiffe.js";
import type { Timestamp } from "./timestamp.js";
import type { TypeValue } from "./type-value.js";
import type { Uint } from "./uint.js";

/**
 * What an expression evaluates to, apart from an error. An int is a `bigint`, a double a `number`, a list an array; a map is a
 * plain object (as JSON gives it: string keys, own properties only) or a `CelMap` (keys of any kind).
 */
export type CelValue =
  | null
  | boolean
  | bigint
  | Uint
  | number
  | string
  | Uint8Array
  | Timestamp
  | Duration
  | readonly CelValue[]
  | CelMap
  | PlainMap
  | TypeValue
  | Optional
  | Message
  | Hierarchy
  | Ip
  | Cidr
  | SpiffeId
  | SpiffeTrustDomain
  | SpiffeMatcher;

/** A map as JSON gives it. */
export interface PlainMap {
  readonly [key: string]: CelValue;
}

/** What an evaluation gives: a value, or the error it ended in. */
export type CelResult = CelValue | CelError;
