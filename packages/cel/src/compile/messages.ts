import { Duration } from "../value/duration.js";
import { CelError, isError } from "../value/error.js";
import { Message } from "../value/message.js";
import { Optional } from "../value/optional.js";
import { Timestamp } from "../value/timestamp.js";
import { Uint } from "../value/uint.js";
import type { CelResult, CelValue } from "../value/value.js";
import type { EnvironmentParts } from "./parts.js";

interface Field {
  readonly name: string;
  readonly optional: boolean;
}

/** The construction of a message: a value of another kind for the well-known types, a `Message` otherwise (cel.md section 6.13). */
export function makeMessage<F extends Field>(
  name: string,
  fields: readonly F[],
  resultOf: (field: F) => CelResult,
  parts: EnvironmentParts,
): CelResult {
  const given: Record<string, CelValue | undefined> = {};
  const type = parts.messageTypes.get(name);
  for (const field of fields) {
    const value = resultOf(field);
    if (isError(value)) return value;
    const target = type?.fields.get(field.name) ?? field.name;
    if (!field.optional) given[target] = value;
    else if (!(value instanceof Optional))
      return new CelError(`cannot initialize optional entry '${field.name}' from non-optional value ${String(value)}`);
    else given[target] = value.value;
  }
  const known = Object.hasOwn(wellKnown, name) ? wellKnown[name] : undefined;
  if (known !== undefined) return known(given);
  return type === undefined ? new CelError(`unknown type: ${name}`) : new Message(type, given);
}

type Given = Readonly<Record<string, CelValue | undefined>>;

const wrapper = (fallback: CelValue) => (given: Given) => given.value ?? fallback;
const integer = (value: CelValue | undefined): bigint => (typeof value === "bigint" ? value : 0n);

const wellKnown: Readonly<Record<string, (given: Given) => CelResult>> = {
  "google.protobuf.BoolValue": wrapper(false),
  "google.protobuf.BytesValue": wrapper(new Uint8Array()),
  "google.protobuf.DoubleValue": wrapper(0),
  "google.protobuf.FloatValue": (given) => Math.fround((given.value as number | undefined) ?? 0),
  "google.protobuf.Int32Value": wrapper(0n),
  "google.protobuf.Int64Value": wrapper(0n),
  "google.protobuf.StringValue": wrapper(""),
  "google.protobuf.UInt32Value": wrapper(new Uint(0n)),
  "google.protobuf.UInt64Value": wrapper(new Uint(0n)),
  "google.protobuf.Duration": (given) => new Duration(integer(given.seconds) * 1_000_000_000n + integer(given.nanos)),
  "google.protobuf.Timestamp": (given) => new Timestamp(Number(integer(given.seconds)), Number(integer(given.nanos))),
  "google.protobuf.Struct": (given) => given.fields ?? {},
  "google.protobuf.ListValue": (given) => given.values ?? [],
  "google.protobuf.Value": (given) => Object.values(given).find((value) => value !== undefined) ?? null,
  "google.protobuf.Any": () => new CelError("unsupported conversion to ref.Val: (*dynamicpb.Message)"),
};
