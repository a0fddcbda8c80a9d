import type { Ast } from "./ast.js";
import { type Checked, check } from "./check/checker.js";
import { type Declarations, functionKey, functionTable, type MessageDeclaration } from "./check/declarations.js";
import { undefinedNames } from "./check/members.js";
import {
  BOOL,
  BYTES,
  type CelType,
  CIDR,
  DOUBLE,
  DURATION,
  DYN,
  HIERARCHY,
  INT,
  IP,
  listOf,
  mapOf,
  NULL,
  opaque,
  optionalOf,
  SPIFFE_ID,
  SPIFFE_MATCHER,
  SPIFFE_TRUST_DOMAIN,
  STRING,
  TIMESTAMP,
  UINT,
  VARIABLES,
} from "./check/types.js";
import type { VariableSource } from "./compile/bindings.js";
import type { EnvironmentParts } from "./compile/parts.js";
import { type CompileOptions, type Program, program } from "./compile/program.js";
import { cerbosMessages, cerbosMessageTypes, cerbosSources, cerbosVariables } from "./environment-cerbos.js";
import { enumValues, wellKnownMessages } from "./environment-protobuf.js";
import { cerbos } from "./library/cerbos.js";
import { cerbosNetwork } from "./library/cerbos-network.js";
import { contextual, timeSince } from "./library/contextual.js";
import { conversions } from "./library/conversions.js";
import { dispatcher, type FunctionDeclaration } from "./library/define.js";
import { encoders } from "./library/encoders.js";
import { hierarchies } from "./library/hierarchy.js";
import { lists } from "./library/lists.js";
import { math } from "./library/math.js";
import { network } from "./library/network.js";
import { operators } from "./library/operators.js";
import { optionals } from "./library/optionals.js";
import { paths } from "./library/paths.js";
import { regex } from "./library/regex.js";
import { sets } from "./library/sets.js";
import { spiffe } from "./library/spiffe.js";
import { strings } from "./library/strings.js";
import { time } from "./library/time.js";
import { parse } from "./parse/parser.js";
import type { MessageType } from "./value/message.js";

export interface CheckOptions {
  /** Names that `V` has; an expression that selects another is refused. Default: any. */
  readonly variables?: readonly string[];
  /** Names that `C` has. Default: any. */
  readonly constants?: readonly string[];
}

/** Declarations and functions of one dialect of the language. */
export interface Environment {
  /** @throws CelCompileError with all syntax errors. */
  parse(source: string): Ast;
  /** @throws CelCompileError with all undeclared names, type errors and impossible literals. */
  check(ast: Ast, options?: CheckOptions): Checked;
  /** Folds constants and compiles. */
  compile(checked: Checked, options?: CompileOptions): Program;
}

const types: ReadonlyMap<string, CelType> = new Map<string, CelType>([
  ["int", INT],
  ["uint", UINT],
  ["double", DOUBLE],
  ["bool", BOOL],
  ["string", STRING],
  ["bytes", BYTES],
  ["list", listOf(DYN)],
  ["map", mapOf(DYN, DYN)],
  ["null_type", NULL],
  ["type", opaque("type")],
  ["optional_type", optionalOf(DYN)],
  ["google.protobuf.Timestamp", TIMESTAMP],
  ["google.protobuf.Duration", DURATION],
  ["net.IP", IP],
  ["net.CIDR", CIDR],
]);

const cerbosTypes: readonly (readonly [string, CelType])[] = [
  HIERARCHY,
  SPIFFE_ID,
  SPIFFE_TRUST_DOMAIN,
  SPIFFE_MATCHER,
  VARIABLES,
].map((type) => [type.kind === "opaque" ? type.name : "", type]);

const standardLibraries: readonly (readonly FunctionDeclaration[])[] = [
  operators,
  conversions,
  strings,
  regex,
  encoders,
  time,
  math,
  lists,
  optionals,
  network,
];

const cerbosLibraries: readonly (readonly FunctionDeclaration[])[] = [
  sets,
  cerbos,
  cerbosNetwork,
  hierarchies,
  paths,
  spiffe,
  contextual,
];

function environment(
  libraries: readonly (readonly FunctionDeclaration[])[],
  variables: ReadonlyMap<string, CelType>,
  sources: ReadonlyMap<string, VariableSource>,
  messages: ReadonlyMap<string, MessageDeclaration>,
  messageTypes: ReadonlyMap<string, MessageType>,
  moreTypes: readonly (readonly [string, CelType])[],
): Environment {
  const declarations: Declarations = {
    variables,
    types: new Map([
      ...types,
      ...moreTypes,
      ...[...messages.keys()].map((name) => [name, { kind: "message", name } as CelType] as const),
    ]),
    enumValues,
    messages,
    functions: functionTable(libraries.flat()),
  };
  const sorting = declarations.functions.get(functionKey("method", "@sortByAssociatedKeys"));
  const sort = sorting && dispatcher(sorting, 2);
  const parts: EnvironmentParts = {
    declarations,
    sources,
    messageTypes,
    sortByKeys: (list, keys) => sort?.([list, keys]) ?? [],
    timeSince,
  };
  return {
    parse,
    check(ast, options = {}) {
      const checked = check(ast, declarations);
      undefinedNames(checked, options);
      return checked;
    },
    compile: (checked, options) => program(checked, parts, options),
  };
}

let sharedCerbos: Environment | undefined;

/** The dialect of Cerbos policies: `request`, `P`, `R`, `V`, `C`, `G`, `runtime`, and every library. One and the same each time. */
export function cerbosEnvironment(): Environment {
  sharedCerbos ??= environment(
    [...standardLibraries, ...cerbosLibraries],
    cerbosVariables,
    cerbosSources,
    new Map([...wellKnownMessages, ...cerbosMessages]),
    cerbosMessageTypes,
    cerbosTypes,
  );
  return sharedCerbos;
}

export interface StandardOptions {
  /** Variables with their types; values are bound under the same names. */
  readonly variables?: Readonly<Record<string, CelType>>;
}

/** The language and its common extensions, with the variables you declare. */
export function standardEnvironment({ variables = {} }: StandardOptions = {}): Environment {
  const names = Object.keys(variables);
  return environment(
    [...standardLibraries, sets],
    new Map(Object.entries(variables)),
    new Map(names.map((name) => [name, { kind: "value", path: [name] }])),
    wellKnownMessages,
    new Map(),
    [],
  );
}
