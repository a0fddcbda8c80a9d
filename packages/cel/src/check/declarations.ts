import type { FunctionDeclaration } from "../library/define.js";
import type { CelType } from "./types.js";

/** The fields of a message type, by every accepted spelling. */
export interface MessageDeclaration {
  readonly name: string;
  readonly fields: ReadonlyMap<string, CelType>;
}

/** Everything an expression may refer to. Built once; read by the checker, the folder and the compilers. */
export interface Declarations {
  /** Names of values, with their types. */
  readonly variables: ReadonlyMap<string, CelType>;
  /** Names of types that are values, such as `int` and `google.protobuf.Timestamp`. */
  readonly types: ReadonlyMap<string, CelType>;
  /** Dotted names of enum values, which are ints. */
  readonly enumValues: ReadonlyMap<string, bigint>;
  readonly messages: ReadonlyMap<string, MessageDeclaration>;
  /** Functions by `functionKey`. */
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
}

/** Functions and methods of one name are told apart. */
export const functionKey = (style: FunctionDeclaration["style"], name: string): string => `${style} ${name}`;

/** Merges declarations of the same name and style: `reverse` of strings and of lists is one method. */
export function functionTable(declarations: readonly FunctionDeclaration[]): ReadonlyMap<string, FunctionDeclaration> {
  const table = new Map<string, FunctionDeclaration>();
  for (const declaration of declarations) {
    const key = functionKey(declaration.style, declaration.name);
    const present = table.get(key);
    table.set(
      key,
      present === undefined
        ? declaration
        : { ...present, ...declaration, overloads: [...present.overloads, ...declaration.overloads] },
    );
  }
  return table;
}
