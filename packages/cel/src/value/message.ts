import type { CelValue } from "./value.js";

/** What is known of a message type: its name, its fields in order, and what each holds when nothing was set. */
export interface MessageType {
  readonly name: string;
  /** Every accepted spelling of a field (`policyVersion`, `policy_version`) to its canonical name. */
  readonly fields: ReadonlyMap<string, string>;
  /** Canonical name to default; a missing message field has the default of its own fields. */
  readonly defaults: Readonly<Record<string, CelValue>>;
  /** The types of fields that hold messages, by canonical name. */
  readonly messages: ReadonlyMap<string, MessageType>;
}

/** A value with declared fields, such as `request.principal`: a plain object seen through its message type. */
export class Message {
  constructor(
    readonly type: MessageType,
    /** By canonical field name; a field that is not set is `undefined`. */
    readonly fields: Readonly<Record<string, CelValue | undefined>>,
  ) {}
}
