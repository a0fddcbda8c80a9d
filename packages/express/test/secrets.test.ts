import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Misdeeds } from "./support/hostile-op.js";
import { sites } from "./support/sites.js";

const start = sites();
const html = (status: number) => new Response("canary-body", { status, headers: { "content-type": "text/html" } });

const written: string[] = [];
beforeEach(() => {
  written.length = 0;
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Every way to fail that is told apart; each must keep what it knows to itself. */
const failures: Record<string, Misdeeds> = {
  "token 400": {
    token: () => Response.json({ error: "invalid_grant", error_description: "canary-body" }, { status: 400 }),
  },
  "token 401": {
    token: () =>
      Response.json(
        { error: "invalid_client" },
        { status: 401, headers: { "www-authenticate": 'Basic realm="canary-body"' } },
      ),
  },
  "token HTML": { token: () => html(400) },
  "token 500": { token: () => html(500) },
  "token without ID token": { token: ({ id_token: _, ...rest }) => rest },
  nonce: { idToken: (draft) => void Object.assign(draft.claims, { nonce: "canary-body" }) },
  signature: { idToken: async () => "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJjYW5hcnktYm9keSJ9.AAAA" },
  iss: { idToken: (draft) => void Object.assign(draft.claims, { iss: "canary-body" }) },
  groups: { idToken: (draft) => void Object.assign(draft.claims, { groups: 7 }) },
  userinfo: { idToken: (draft) => void delete draft.claims.groups, userinfo: () => html(403) },
  network: {
    network: async (url) => {
      if (url.pathname.endsWith("/token"))
        throw new TypeError("fetch failed", { cause: { code: "canary-body".length === 11 ? "ECONNRESET" : "" } });
      return undefined;
    },
  },
  keys: { jwks: () => ({ keys: "canary-body" }) },
};

describe("TH-109: nothing secret in errors, events and output", () => {
  it.each(Object.keys(failures))("%s", async (name) => {
    const passed: unknown[] = [];
    const { browser, base, op, events } = await start({
      options: { errorPages: false },
      routes: (app) =>
        void app.use(((error: unknown, _req: unknown, res: import("express").Response, _next: unknown) => {
          passed.push(error);
          res.status((error as { status?: number }).status ?? 500).end();
        }) as import("express").ErrorRequestHandler),
    });
    op.misdeeds = failures[name] as Misdeeds;
    const visitor = browser();
    const away = await visitor.go(`${base}/login`);
    const callback = op.authorize(away.url);
    const txCookie = visitor.cookie(visitor.cookies()[0] ?? "") ?? "none";
    const refused = await visitor.ask(callback);
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(passed).toHaveLength(1);

    const asked = new URL(away.url).searchParams;
    const secrets = [
      asked.get("state"),
      asked.get("nonce"),
      asked.get("code_challenge"),
      new URL(callback).searchParams.get("code"),
      "client-secret-canary",
      Buffer.from("client:client-secret-canary").toString("base64"),
      "canary-body",
      "AT.",
      "eyJ",
      txCookie,
      ...op.requests.flatMap(({ init }) => new URLSearchParams(String(init?.body ?? "")).get("code_verifier") ?? []),
    ].filter((secret) => secret !== null);
    const told = [
      inspect(passed, { depth: 20, showHidden: true }),
      JSON.stringify(events),
      refused.text,
      written.join(""),
    ].join("\n");
    for (const secret of secrets) expect(told).not.toContain(secret);
  });
});
