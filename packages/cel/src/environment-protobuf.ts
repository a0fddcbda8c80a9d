import type { MessageDeclaration } from "./check/declarations.js";
import { BOOL, BYTES, type CelType, DOUBLE, DYN, INT, listOf, mapOf, NULL, STRING, UINT } from "./check/types.js";

/** The well-known types that an expression may construct; all but Any become values of another kind at once (cel.md 6.13). */
const shapes: Readonly<Record<string, Readonly<Record<string, CelType>>>> = {
  BoolValue: { value: BOOL },
  BytesValue: { value: BYTES },
  DoubleValue: { value: DOUBLE },
  FloatValue: { value: DOUBLE },
  Int32Value: { value: INT },
  Int64Value: { value: INT },
  StringValue: { value: STRING },
  UInt32Value: { value: UINT },
  UInt64Value: { value: UINT },
  Duration: { seconds: INT, nanos: INT },
  Timestamp: { seconds: INT, nanos: INT },
  Struct: { fields: mapOf(STRING, DYN) },
  ListValue: { values: listOf(DYN) },
  Value: {
    null_value: NULL,
    number_value: DOUBLE,
    string_value: STRING,
    bool_value: BOOL,
    struct_value: mapOf(STRING, DYN),
    list_value: listOf(DYN),
  },
  Any: { type_url: STRING, value: BYTES },
};

export const wellKnownMessages: ReadonlyMap<string, MessageDeclaration> = new Map(
  Object.entries(shapes).map(([short, fields]) => {
    const name = `google.protobuf.${short}`;
    return [name, { name, fields: new Map(Object.entries(fields)) }];
  }),
);

/** The one enum of the well-known types. */
export const enumValues: ReadonlyMap<string, bigint> = new Map([["google.protobuf.NullValue.NULL_VALUE", 0n]]);
