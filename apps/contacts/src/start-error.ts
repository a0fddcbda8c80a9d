/** Why the app cannot start, worded for the person at the terminal: `main.ts` prints the message alone, without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}
