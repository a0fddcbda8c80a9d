// The package's face: what applications and test suites use, then the types that go with it.
export type { DevClient } from "./clients.js";
export { createDevIdp, type DevIdp } from "./dev-idp.js";
export type { ApplicationEnvironment } from "./environment.js";
export { DevIdpError, type DevIdpErrorCode } from "./errors.js";
export type { DevIdpOptions } from "./options.js";
export type { Endpoint, Failure, Switches } from "./switches.js";
export { defaultUsers } from "./users/default-users.js";
export type { DevUser, DevUserInput } from "./users/user.js";
