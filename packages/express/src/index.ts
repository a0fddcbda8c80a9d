export type { Auth, UserContext } from "./auth.js";
export { type AuthorizationOptions, authorization } from "./authorization/authorization.js";
export type { Decisions, DecisionsCallOptions, Resource, ResourceDecision } from "./authorization/decisions.js";
export { errorHandler } from "./authorization/error-handler.js";
export { AuthorizationUnavailable, Forbidden } from "./authorization/errors.js";
export { type CsrfOptions, createSignIn, type SignIn } from "./create-sign-in.js";
export { type IdTokenReason, SignInError, type SignInErrorCode } from "./errors.js";
export type { SignInEvent, SignInEventListener, SignInEventType } from "./events.js";
export type { IdTokenAlg, SignInContext, SignInOptions } from "./options.js";
export type { GroupsInclude, GroupsOverage, GroupsOverageContext } from "./principal/groups.js";
export {
  type Claims,
  type Identity,
  type Principal,
  type PrincipalRules,
  principalOf,
  type Value,
} from "./principal/principal.js";
export type { Health } from "./provider/discovery.js";
export type { LoginOptions } from "./routes/login.js";
export type { LogoutOptions } from "./routes/logout.js";
