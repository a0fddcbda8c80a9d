import type { IncomingMessage, ServerResponse } from "node:http";
import { errorPage } from "../pages/error-page.js";
import { homePage } from "../pages/home-page.js";
import { pageHeaders } from "../pages/page.js";
import type { AccessTokens } from "../provider/access-tokens.js";
import { oktaTexts } from "../provider/okta-texts.js";
import { isLoopback } from "../refusal.js";
import type { Settings } from "../settings.js";
import type { Failures } from "./failures.js";
import { formBody } from "./form-body.js";
import { type InnerRequest, replay } from "./replay.js";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the routes lead to. */
export interface Routes {
  readonly issuer: string;
  readonly acceptAnyHost: boolean;
  readonly settings: Settings;
  readonly accessTokens: AccessTokens;
  readonly failures: Failures;
  readonly login: Handler;
  /** Everything below the issuer's path; its `url` is without that path. */
  readonly protocol: Handler;
}

/** The scopes of which an access token needs one to be taken by userinfo (OKT-7). */
const userinfoScopes = ["profile", "email", "address", "phone"];

/** The whole server: pages at the root, Okta's org-level address for registration, the protocol below the issuer. */
export function router(routes: Routes): Handler {
  const { pathname: mount, origin } = new URL(routes.issuer);

  return async (request, response) => {
    if (!routes.acceptAnyHost && !isOwnHost(request.headers.host, origin)) {
      const text = `This server is ${origin}; it does not answer to other names.`;
      return page(response, 421, errorPage("misdirected_request", text));
    }
    const { pathname, search } = new URL(request.url ?? "/", origin);
    if (pathname === `/.well-known/oauth-authorization-server${mount}`) {
      return inside(request, response, "/.well-known/oauth-authorization-server", search);
    }
    if (pathname.startsWith(`${mount}/`)) return inside(request, response, pathname.slice(mount.length), search);
    if (/^\/login\/[\w-]+$/.test(pathname)) return routes.login(request, response);
    if (pathname === "/oauth2/v1/clients") return json(response, 403, noPermission);
    if (pathname === "/") return page(response, 200, homePage(routes.issuer, routes.settings.users().all));
    return page(response, 404, errorPage("not_found", "There is nothing at this address."));
  };

  async function inside(request: InnerRequest, response: ServerResponse, path: string, search: string): Promise<void> {
    const status = await routes.failures(path);
    if (status !== undefined) {
      const error = status < 500 ? "invalid_request" : "temporarily_unavailable";
      return json(response, status, { error, error_description: "This call fails because the fail switch says so." });
    }
    const forward = (inner: InnerRequest, target: string) => {
      inner.originalUrl = mount + target;
      inner.url = target;
      return routes.protocol(inner, response);
    };
    switch (path) {
      case "/v1/userinfo":
        return admitToUserinfo(request, response) ? forward(request, path + search) : undefined;
      case "/v1/introspect":
      case "/v1/revoke":
        return forward((await withOwnToken(request, path)) ?? request, path + search);
      case "/v1/logout": {
        const form = request.method === "POST" ? await formBody(request) : undefined;
        const query = form ?? new URLSearchParams(search);
        if (!query.get("id_token_hint")) {
          const text = "The parameter id_token_hint is required.";
          return page(response, 400, errorPage("invalid_request", text));
        }
        const target = `${path}?${query}`;
        return forward(form ? replay(request, { url: target }) : request, target);
      }
      case "/v1/device/authorize":
      case "/v1/bc/authorize":
        return json(response, 400, {
          error: "unauthorized_client",
          error_description: "The client is not authorized to use the provided grant type.",
        });
      default:
        return forward(request, path + search);
    }
  }

  /** Puts the library's own access token in the place of the JWT, or answers as Okta does (OKT-7). */
  function admitToUserinfo(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method === "OPTIONS") return true;
    const jwt = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const token = jwt === undefined ? undefined : routes.accessTokens.behind(jwt);
    if (jwt === undefined || token === undefined) {
      challenge(response, 401, "invalid_token", oktaTexts.badAccessToken);
      return false;
    }
    const { scp } = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as { scp: string[] };
    if (!scp.some((scope) => userinfoScopes.includes(scope))) {
      challenge(response, 403, "insufficient_scope", oktaTexts.needsProfileScope);
      return false;
    }
    request.headers.authorization = `Bearer ${token}`;
    return true;
  }

  async function withOwnToken(request: IncomingMessage, path: string): Promise<InnerRequest | undefined> {
    const form = request.method === "POST" ? await formBody(request) : undefined;
    if (!form) return undefined;
    const token = form.get("token");
    // A JWT of somebody else is an unknown token, not a request of the wrong form.
    if (token !== null) form.set("token", routes.accessTokens.behind(token) ?? token.replaceAll(".", "~"));
    return replay(request, { url: path, body: form });
  }
}

/** What Okta says to everybody who registers clients without a token (DEV-2). */
const noPermission = {
  errorCode: "E0000006",
  errorSummary: "You do not have permission to perform the requested action",
  errorLink: "E0000006",
  errorId: "oae1gatehouseDev05d7",
  errorCauses: [],
};

/** Keeps web sites from reaching the server under a name of theirs that points here. */
function isOwnHost(host: string | undefined, origin: string): boolean {
  const { host: own, port } = new URL(origin);
  if (host === undefined || host === own) return host === own;
  return (
    URL.canParse(`http://${host}`) &&
    isLoopback(new URL(`http://${host}`).hostname) &&
    new URL(`http://${host}`).port === port
  );
}

function page(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, pageHeaders()).end(text);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function challenge(response: ServerResponse, status: number, error: string, description: string): void {
  response.setHeader("www-authenticate", `Bearer error="${error}", error_description="${description}"`);
  json(response, status, { error, error_description: description });
}
