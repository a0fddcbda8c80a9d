import type { Declarations } from "../check/declarations.js";
import type { MessageType } from "../value/message.js";
import type { Timestamp } from "../value/timestamp.js";
import type { CelResult, CelValue } from "../value/value.js";
import type { VariableSource } from "./bindings.js";

/** What the compilers need of an environment. */
export interface EnvironmentParts {
  readonly declarations: Declarations;
  /** Where the values of declared variables are found. */
  readonly sources: ReadonlyMap<string, VariableSource>;
  readonly messageTypes: ReadonlyMap<string, MessageType>;
  readonly sortByKeys: (list: readonly CelValue[], keys: readonly CelValue[]) => CelResult;
  readonly timeSince: (now: Timestamp | undefined, since: CelValue) => CelResult;
}
