import type { webcrypto } from "node:crypto";
import type { Request } from "express";
import type { GroupsInclude, GroupsOverage } from "./principal/groups.js";
import type { Claims, Principal } from "./principal/principal.js";

/** Signature algorithms an ID token may have. `none` and the HS family cannot be named (IDT-2). */
export type IdTokenAlg =
  | "RS256"
  | "RS384"
  | "RS512"
  | "PS256"
  | "PS384"
  | "PS512"
  | "ES256"
  | "ES384"
  | "ES512"
  | "Ed25519";

type CryptoKey = webcrypto.CryptoKey;

/** A private signing key, with its id when the provider knows several. */
export type ClientKey = CryptoKey | { readonly key: CryptoKey; readonly kid: string };

/** Who is signing in, as the `onSignIn` hook sees it. */
export interface SignInContext {
  readonly req: Request;
  readonly principal: Principal;
  readonly claims: Claims;
}

/** Options of `createSignIn`; sign-in.md section 1.2. Durations are seconds unless said otherwise. */
export interface SignInOptions {
  /** The issuer identifier, such as `https://ORG.okta.com/oauth2/default`; never the well-known URL. */
  issuer: string;
  clientId: string;
  /** A string, or a function asked anew for each token request, so that the secret can rotate. */
  clientSecret?: string | (() => Promise<string>);
  /** How the client proves itself at the token endpoint. Default `client_secret_basic` with a secret, else `none`. */
  clientAuth?: "client_secret_basic" | "client_secret_post" | "client_secret_jwt" | "private_key_jwt" | "none";
  /** The private key for `private_key_jwt`, or a function asked anew for each token request. */
  clientKey?: ClientKey | (() => Promise<ClientKey>);
  /** Where people reach the app: scheme, host, port, optional path; no trailing slash. https except on loopback hosts. */
  appBaseUrl: string;
  /** Default `openid profile`; `openid` is added when missing. */
  scope?: string;
  /** Scopes without which sign-in is refused, should the provider grant fewer. Default none. */
  requiredScopes?: readonly string[];
  /** Parameters added to every authorization request, such as `{ prompt: "select_account" }`. */
  authorizationParams?: Readonly<Record<string, string>>;
  /** How the provider answers: in the callback's query, or by a POST, which needs https. Default `query`. */
  responseMode?: "query" | "form_post";
  /** Push the parameters to the provider before the redirect (RFC 9126): never, always, or when it offers that. Default false. */
  par?: boolean | "auto";
  routes?: {
    /** Default `/login`. */
    login?: string;
    /** Default `/authorization-code/callback`. */
    callback?: string;
    /** Default `/logout`; POST only. */
    logout?: string;
    /** Where a sign-in without a returnTo ends. Default `/`. */
    afterLogin?: string;
    /** Where a logout ends. Default `/`. */
    afterLogout?: string;
  };
  session: {
    /** At least 32 bytes each. The first encrypts, all decrypt: put a new one in front to rotate (ENC-3). */
    secret: string | readonly string[];
    /** Ends after this long without activity. Default 3600. */
    idle?: number;
    /** Ends this long after sign-in whatever happens. Default 43200. */
    absolute?: number;
    /** Default `__Host-gh` on https, `gh` on loopback http. */
    cookieName?: string;
    /** `id` keeps the ID token, which Okta wants back at logout; `none` logs out locally only. Default `id`. */
    keepTokens?: "none" | "id";
    /** The session does not outlive the ID token (SES-9). Default false. */
    followIdToken?: boolean;
    /** Requests that do not count as activity, beside those with `X-Background: 1` (SES-6). */
    passive?: (req: Request) => boolean;
  };
  claims?: {
    /** Whether userinfo is read: when something is missing from the ID token, always, or never. Default `auto`. */
    userinfo?: "auto" | "always" | "never";
    /** The claim with the groups, or a function of all claims. Default `groups`. */
    groups?: string | ((claims: Claims) => unknown);
    /** Claims that make `auto` read userinfo when the ID token lacks them. */
    required?: readonly string[];
    /** Replaces the default mapping of section 10; pure, because it runs on every request. */
    toPrincipal?: (claims: Claims, defaults: Principal) => Principal;
  };
  groups?: {
    /** Which groups are kept: exact names and `{ prefix }`es, or one regular expression. Default all (GRP-4). */
    include?: GroupsInclude;
  };
  /** Group -> role or roles. */
  roleMap?: Readonly<Record<string, string | readonly string[]>>;
  /** Drop groups that `roleMap` does not name. Default false. */
  roleMapStrict?: boolean;
  /** The role of people without any; a PDP refuses an empty list (PRIN-4). Default `no-groups`. */
  noGroupsRole?: string;
  /** What to do when the list of groups is or may be incomplete (GRP-3). Default: allow a list of exactly 100, deny a missing one. */
  onGroupsOverage?: GroupsOverage;
  /** Called before the session is made; return false or throw to refuse with `sign_in_denied`. */
  onSignIn?: (context: SignInContext) => boolean | undefined | Promise<boolean | undefined>;
  /** Accepted difference between clocks. Default 30, at most 300. */
  clockTolerance?: number;
  http?: {
    /** Seconds for one request to the provider. Default 10. */
    timeout?: number;
    /** Largest accepted answer in bytes. Default 262144. */
    maxBody?: number;
  };
  tx?: {
    /** How long a person may take to sign in. Default 900. */
    ttl?: number;
    /** Sign-ins under way at once in one browser. Default 5. */
    max?: number;
  };
  /** Default `["RS256"]`. */
  idTokenAlgs?: readonly IdTokenAlg[];
  /** What a request without a session gets: `auto` redirects navigations and answers 401 to the rest. */
  unauthenticated?: "auto" | "redirect" | "status";
  /** Origins whose writes are accepted and where returnTo may lead. Default the app's own. */
  trustedOrigins?: readonly string[];
  /** Origins beside the issuer's where an Okta issuer's endpoints may be (DISC-6). */
  endpointOrigins?: readonly string[];
  /** Treat the issuer as Okta behind a custom domain: its endpoints must share its origin (DISC-6). */
  oktaCustomDomain?: boolean;
  /** Accept an http `appBaseUrl` that is not loopback: cookies travel in clear. Default false. */
  allowInsecureAppBaseUrl?: boolean;
  /** Answer failures with the package's own pages (default), or pass them to `next`. */
  errorPages?: boolean;
  /** The name shown on the package's pages. Default the host of `appBaseUrl`. */
  appName?: string;
  /** Milliseconds after which `ready()` rejects. Default: it waits for ever (OUT-4). */
  readyTimeout?: number;
  log?: { subjects?: boolean };
  /** Every outgoing request goes through this. Default the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since the epoch. Default `Date.now`. */
  clock?: () => number;
}
