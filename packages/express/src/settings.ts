import type { Request } from "express";
import { type BaseUrl, baseUrl } from "./base-url.js";
import { isLoopbackHost } from "./http/loopback.js";
import { isRecord, OptionCheck, type Problem } from "./option-check.js";
import type { ClientKey, IdTokenAlg, SignInContext, SignInOptions } from "./options.js";
import type { GroupsRules } from "./principal/groups.js";
import type { PrincipalRules } from "./principal/principal.js";

/** The options with every default filled in and every problem found; what the rest of the package reads. */
export interface Settings {
  readonly issuer: string;
  readonly insecureIssuer: boolean;
  readonly clientId: string;
  readonly clientSecret: (() => Promise<string>) | undefined;
  readonly clientAuth: NonNullable<SignInOptions["clientAuth"]>;
  readonly clientKey: (() => Promise<ClientKey>) | undefined;
  readonly responseMode: "query" | "form_post";
  readonly par: boolean | "auto";
  readonly app: BaseUrl;
  readonly appName: string;
  readonly scope: string;
  readonly requiredScopes: readonly string[];
  readonly authorizationParams: Readonly<Record<string, string>>;
  readonly routes: Required<NonNullable<SignInOptions["routes"]>>;
  readonly session: {
    readonly secrets: readonly string[];
    readonly idle: number;
    readonly absolute: number;
    readonly cookieName: string;
    readonly keepTokens: "none" | "id";
    readonly followIdToken: boolean;
    readonly passive: ((req: Request) => boolean) | undefined;
  };
  readonly userinfo: "auto" | "always" | "never";
  readonly requiredClaims: readonly string[];
  readonly groups: GroupsRules;
  readonly principal: PrincipalRules;
  readonly onSignIn: ((context: SignInContext) => boolean | undefined | Promise<boolean | undefined>) | undefined;
  readonly clockTolerance: number;
  readonly http: { readonly timeout: number; readonly maxBody: number };
  readonly tx: { readonly ttl: number; readonly max: number };
  readonly idTokenAlgs: readonly IdTokenAlg[];
  readonly unauthenticated: "auto" | "redirect" | "status";
  readonly trustedOrigins: readonly string[];
  readonly endpointOrigins: readonly string[];
  readonly oktaCustomDomain: boolean;
  readonly allowInsecureAppBaseUrl: boolean;
  readonly errorPages: boolean;
  readonly readyTimeout: number | undefined;
  readonly plainSubjects: boolean;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: () => number;
}

const idTokenAlgs: readonly string[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "Ed25519",
];

/** Every option there is, by path; anything else is a misspelling. */
const known: Readonly<Record<string, readonly string[]>> = {
  "": [
    "issuer",
    "clientId",
    "clientSecret",
    "clientAuth",
    "clientKey",
    "responseMode",
    "par",
    "appBaseUrl",
    "scope",
    "requiredScopes",
    "authorizationParams",
    "routes",
    "session",
    "claims",
    "groups",
    "roleMap",
    "roleMapStrict",
    "noGroupsRole",
    "onGroupsOverage",
    "onSignIn",
    "clockTolerance",
    "http",
    "tx",
    "idTokenAlgs",
    "unauthenticated",
    "trustedOrigins",
    "endpointOrigins",
    "oktaCustomDomain",
    "allowInsecureAppBaseUrl",
    "errorPages",
    "appName",
    "readyTimeout",
    "log",
    "fetch",
    "clock",
  ],
  routes: ["login", "callback", "logout", "afterLogin", "afterLogout"],
  session: ["secret", "idle", "absolute", "cookieName", "keepTokens", "followIdToken", "passive"],
  claims: ["userinfo", "groups", "required", "toPrincipal"],
  groups: ["include"],
  http: ["timeout", "maxBody"],
  tx: ["ttl", "max"],
  log: ["subjects"],
};

/** Parameters of an authorization request that a sign-in decides by itself (TX-1). */
const ownParameters = new Set([
  "response_type",
  "response_mode",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "nonce",
  "code_challenge",
  "code_challenge_method",
]);

/**
 * Fills in the defaults and checks everything. Throws one `TypeError` that lists every problem: the option's path and what was
 * expected, never the value of a secret (SURF-3).
 */
export function settings(options: SignInOptions): Settings {
  const problems: string[] = [];
  const problem = (path: string, expected: string) => problems.push(`${path}: ${expected}`);
  const given = new OptionCheck(options as unknown as Record<string, unknown>, problem);
  given.names(known);

  const issuer = given.text("issuer");
  const insecureIssuer = issuer !== undefined && checkIssuer(issuer, problem);
  const base = given.text("appBaseUrl");
  const app = base === undefined ? undefined : baseUrl(base, options.allowInsecureAppBaseUrl === true, problem);

  const secret = options.clientSecret;
  if (secret !== undefined && typeof secret !== "function" && (typeof secret !== "string" || secret === ""))
    problem("clientSecret", "expected a non-empty string or a function that resolves to one");
  const clientAuth = given.choice(
    "clientAuth",
    ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"] as const,
    secret === undefined ? "none" : "client_secret_basic",
  );
  const key = options.clientKey;
  if (clientAuth === "private_key_jwt" && key === undefined)
    problem("clientKey", "expected a private CryptoKey, because clientAuth is private_key_jwt");
  if (clientAuth !== "none" && clientAuth !== "private_key_jwt" && secret === undefined)
    problem("clientSecret", `expected, because clientAuth is ${clientAuth}`);

  const responseMode = given.choice("responseMode", ["query", "form_post"] as const, "query");
  if (responseMode === "form_post" && app !== undefined && !app.secure)
    problem("responseMode", "form_post needs an https appBaseUrl, for its cookie must be SameSite=None and Secure");
  const par = options.par ?? false;
  if (par !== true && par !== false && par !== "auto") problem("par", "expected true, false or 'auto'");

  const routes = {
    login: given.path("routes.login", "/login"),
    callback: given.path("routes.callback", "/authorization-code/callback"),
    logout: given.path("routes.logout", "/logout"),
    afterLogin: given.target("routes.afterLogin", "/"),
    afterLogout: given.target("routes.afterLogout", "/"),
  };
  if (new Set([routes.login, routes.callback, routes.logout]).size < 3)
    problem("routes", "expected three different paths for login, callback and logout");

  const secrets = secretsOf(options.session?.secret, problem);
  const idle = given.seconds("session.idle", 3600);
  const absolute = given.seconds("session.absolute", 43200);
  if (idle > absolute) problem("session.idle", "expected at most session.absolute");

  for (const name of Object.keys(given.record("authorizationParams") ?? {}))
    if (ownParameters.has(name)) problem(`authorizationParams.${name}`, "is set by sign-in itself");
  const algs = given.list("idTokenAlgs") ?? ["RS256"];
  if (algs.length === 0 || !algs.every((alg) => idTokenAlgs.includes(alg)))
    problem("idTokenAlgs", `expected some of ${idTokenAlgs.join(", ")}`);
  const cookieName = given.text("session.cookieName", false);
  if (cookieName !== undefined && !/^[A-Za-z0-9_.-]{1,64}$/.test(cookieName))
    problem("session.cookieName", "expected 1 to 64 letters, digits, dots, hyphens or underscores");
  const clockTolerance = given.seconds("clockTolerance", 30, 0);
  if (clockTolerance > 300) problem("clockTolerance", "expected at most 300 seconds");
  const groupsClaim = options.claims?.groups ?? "groups";
  if (typeof groupsClaim !== "function" && (typeof groupsClaim !== "string" || groupsClaim === ""))
    problem("claims.groups", "expected a claim's name or a function");
  checkInclude(options.groups?.include, problem);
  const overage = options.onGroupsOverage;
  if (overage !== undefined && overage !== "allow" && overage !== "deny" && typeof overage !== "function")
    problem("onGroupsOverage", "expected 'allow', 'deny' or a function");
  const noGroupsRole = given.text("noGroupsRole", false) ?? "no-groups";
  for (const path of ["onSignIn", "fetch", "clock", "session.passive", "claims.toPrincipal"]) given.callable(path);
  for (const path of [
    "roleMapStrict",
    "oktaCustomDomain",
    "allowInsecureAppBaseUrl",
    "errorPages",
    "session.followIdToken",
    "log.subjects",
  ])
    given.flag(path);
  given.record("roleMap");

  const resolved = {
    issuer: issuer ?? "",
    insecureIssuer,
    clientId: given.text("clientId") ?? "",
    clientSecret: secret === undefined ? undefined : typeof secret === "function" ? secret : async () => secret,
    clientAuth,
    clientKey: key === undefined ? undefined : typeof key === "function" ? key : async () => key,
    responseMode,
    par,
    appName: given.text("appName", false) ?? (app === undefined ? "" : new URL(app.href).host),
    scope: scopeOf(given.text("scope", false)),
    requiredScopes: given.list("requiredScopes") ?? [],
    authorizationParams: options.authorizationParams ?? {},
    routes,
    session: {
      secrets,
      idle,
      absolute,
      cookieName: cookieName ?? "",
      keepTokens: given.choice("session.keepTokens", ["none", "id"] as const, "id"),
      followIdToken: options.session?.followIdToken === true,
      passive: options.session?.passive,
    },
    userinfo: given.choice("claims.userinfo", ["auto", "always", "never"] as const, "auto"),
    requiredClaims: given.list("claims.required") ?? [],
    groups: { claim: groupsClaim, include: options.groups?.include, overage, noGroupsRole },
    principal: {
      roleMap: options.roleMap,
      roleMapStrict: options.roleMapStrict === true,
      noGroupsRole,
      toPrincipal: options.claims?.toPrincipal,
    },
    onSignIn: options.onSignIn,
    clockTolerance,
    http: { timeout: given.seconds("http.timeout", 10), maxBody: given.seconds("http.maxBody", 256 * 1024) },
    tx: { ttl: given.seconds("tx.ttl", 900), max: given.seconds("tx.max", 5) },
    idTokenAlgs: algs as readonly IdTokenAlg[],
    unauthenticated: given.choice("unauthenticated", ["auto", "redirect", "status"] as const, "auto"),
    endpointOrigins: given.origins("endpointOrigins"),
    oktaCustomDomain: options.oktaCustomDomain === true,
    allowInsecureAppBaseUrl: options.allowInsecureAppBaseUrl === true,
    errorPages: options.errorPages !== false,
    readyTimeout: options.readyTimeout === undefined ? undefined : given.seconds("readyTimeout", 0),
    plainSubjects: options.log?.subjects === true,
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock ?? Date.now,
  };
  const trusted = given.origins("trustedOrigins");

  if (problems.length > 0 || app === undefined)
    throw new TypeError(
      `createSignIn has problems with its options:\n${problems.map((line) => `- ${line}`).join("\n")}`,
    );
  return {
    ...resolved,
    app,
    trustedOrigins: [...new Set([app.origin, ...trusted])],
    session: { ...resolved.session, cookieName: cookieName ?? app.cookieName },
  };
}

/** Whether the issuer is plain http, which only loopback hosts may be (DISC-6). */
function checkIssuer(issuer: string, problem: Problem): boolean {
  if (issuer.includes("/.well-known/")) {
    problem(
      "issuer",
      `expected the issuer itself, probably ${JSON.stringify(issuer.slice(0, issuer.indexOf("/.well-known/")))}`,
    );
    return false;
  }
  if (!URL.canParse(issuer)) {
    problem("issuer", "expected a URL such as https://ORG.okta.com/oauth2/default");
    return false;
  }
  const url = new URL(issuer);
  if (url.search !== "" || url.hash !== "" || url.username !== "")
    problem("issuer", "expected no query, fragment or credentials");
  if (url.protocol === "http:" && isLoopbackHost(url.hostname)) return true;
  if (url.protocol !== "https:") problem("issuer", "expected https; http is for loopback hosts only");
  return false;
}

function secretsOf(value: unknown, problem: Problem): readonly string[] {
  const secrets: unknown[] = Array.isArray(value) ? value : [value];
  if (
    secrets.length === 0 ||
    !secrets.every((secret): secret is string => typeof secret === "string" && Buffer.byteLength(secret) >= 32)
  ) {
    problem("session.secret", "expected a string, or a list of strings, of at least 32 bytes each");
    return [];
  }
  return secrets as string[];
}

function scopeOf(value: string | undefined): string {
  const scopes = (value ?? "openid profile").split(/\s+/).filter((scope) => scope !== "");
  return (scopes.includes("openid") ? scopes : ["openid", ...scopes]).join(" ");
}

function checkInclude(value: unknown, problem: Problem): void {
  if (value === undefined || value instanceof RegExp) return;
  const isRule = (rule: unknown) => typeof rule === "string" || (isRecord(rule) && typeof rule.prefix === "string");
  if (!Array.isArray(value) || !value.every(isRule))
    problem("groups.include", "expected a regular expression, or a list of names and { prefix }s");
}
