import type { MessageDeclaration } from "./check/declarations.js";
import { type CelType, DYN, listOf, mapOf, message, STRING, VARIABLES } from "./check/types.js";
import type { VariableSource } from "./compile/bindings.js";
import { Message, type MessageType } from "./value/message.js";
import type { CelValue } from "./value/value.js";

/** The message types of a request, as Cerbos declares them (cel.md section 2.1). */

const REQUEST = "cerbos.engine.v1.Request";

interface Field {
  readonly type: CelType;
  readonly also?: string;
  readonly fallback: CelValue;
}

const text: Field = { type: STRING, fallback: "" };
const attributes: Field = { type: mapOf(STRING, DYN), fallback: {} };

const shapes: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  [`${REQUEST}.Principal`]: {
    id: text,
    roles: { type: listOf(STRING), fallback: [] },
    attr: attributes,
    policyVersion: { ...text, also: "policy_version" },
    scope: text,
  },
  [`${REQUEST}.Resource`]: {
    kind: text,
    id: text,
    attr: attributes,
    policyVersion: { ...text, also: "policy_version" },
    scope: text,
  },
  "cerbos.engine.v1.AuxData.JWT": { claims: attributes },
  "cerbos.engine.v1.AuxData": {
    jwt: attributes,
    jwts: { type: mapOf(STRING, message("cerbos.engine.v1.AuxData.JWT")), fallback: {} },
  },
  [REQUEST]: {
    principal: { type: message(`${REQUEST}.Principal`), fallback: null },
    resource: { type: message(`${REQUEST}.Resource`), fallback: null },
    auxData: { type: message("cerbos.engine.v1.AuxData"), also: "aux_data", fallback: null },
  },
  "cerbos.engine.v1.Runtime": {
    effectiveDerivedRoles: { type: listOf(STRING), also: "effective_derived_roles", fallback: [] },
  },
};

const spellings = (fields: Readonly<Record<string, Field>>): readonly (readonly [string, string])[] =>
  Object.entries(fields).flatMap(
    ([name, { also }]) =>
      (also === undefined
        ? [[name, name]]
        : [
            [name, name],
            [also, name],
          ]) as [string, string][],
  );

export const cerbosMessages: ReadonlyMap<string, MessageDeclaration> = new Map(
  Object.entries(shapes).map(([name, fields]) => [
    name,
    { name, fields: new Map(spellings(fields).map(([spelling, field]) => [spelling, (fields[field] as Field).type])) },
  ]),
);

export const cerbosMessageTypes: ReadonlyMap<string, MessageType> = messageTypes();

/** Types that others hold stand before them in the table. */
function messageTypes(): ReadonlyMap<string, MessageType> {
  const made = new Map<string, MessageType>();
  for (const [name, fields] of Object.entries(shapes)) {
    const messages = new Map<string, MessageType>();
    const defaults: Record<string, CelValue> = {};
    for (const [field, { type, fallback }] of Object.entries(fields)) {
      const held = type.kind === "message" ? made.get(type.name) : undefined;
      if (held !== undefined) messages.set(field, held);
      defaults[field] = held === undefined ? fallback : new Message(held, {});
    }
    made.set(name, { name, fields: new Map(spellings(fields)), defaults, messages });
  }
  return made;
}

export const cerbosVariables: ReadonlyMap<string, CelType> = new Map([
  ["request", message(REQUEST)],
  ["P", message(`${REQUEST}.Principal`)],
  ["R", message(`${REQUEST}.Resource`)],
  ["runtime", message("cerbos.engine.v1.Runtime")],
  ["V", VARIABLES],
  ["variables", VARIABLES],
  ["C", VARIABLES],
  ["constants", VARIABLES],
  ["G", VARIABLES],
  ["globals", VARIABLES],
]);

/** Where a request's parts are bound: `{ request, variables, constants, globals, runtime, now }`. */
export const cerbosSources: ReadonlyMap<string, VariableSource> = new Map(
  (
    [
      ["request", { kind: "message", path: ["request"], type: typeNamed(REQUEST) }],
      ["P", { kind: "message", path: ["request", "principal"], type: typeNamed(`${REQUEST}.Principal`) }],
      ["R", { kind: "message", path: ["request", "resource"], type: typeNamed(`${REQUEST}.Resource`) }],
      ["runtime", { kind: "message", path: ["runtime"], type: typeNamed("cerbos.engine.v1.Runtime") }],
      ["V", { kind: "members", path: ["variables"], visible: false }],
      ["C", { kind: "members", path: ["constants"], visible: false }],
      ["G", { kind: "members", path: ["globals"], visible: true }],
    ] as const
  ).flatMap(([name, source]): [string, VariableSource][] =>
    name.length > 1 || source.kind === "message"
      ? [[name, source]]
      : [
          [name, source],
          [source.path[0] as string, source],
        ],
  ),
);

function typeNamed(name: string): MessageType {
  return cerbosMessageTypes.get(name) as MessageType;
}
