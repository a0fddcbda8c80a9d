import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createSignIn } from "../src/index.js";
import { HostileOp, type Misdeeds } from "./support/hostile-op.js";
import { SECRET } from "./support/site.js";
import { sites } from "./support/sites.js";

const start = sites();
const html = (status: number) => new Response("<html>", { status, headers: { "content-type": "text/html" } });
const json = (body: unknown, status = 200, type = "application/json") =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });
const never = () => new Promise<never>(() => {});

describe("the token endpoint", () => {
  it.each<{
    id: string;
    what: string;
    token?: Misdeeds["token"];
    network?: Misdeeds["network"];
    status: number;
    code: string;
  }>([
    {
      id: "TH-78",
      what: "redirects",
      token: () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
      status: 502,
      code: "op_error",
    },
    { id: "TH-78", what: "answers 400 in HTML", token: () => html(400), status: 502, code: "op_error" },
    {
      id: "TH-78",
      what: "answers broken JSON",
      token: () => new Response("{", { headers: { "content-type": "application/json" } }),
      status: 502,
      code: "op_error",
    },
    {
      id: "TH-78",
      what: "labels JSON as text",
      token: (body) => json(body, 200, "text/plain"),
      status: 502,
      code: "op_error",
    },
    { id: "TH-78", what: "answers 500", token: () => html(500), status: 502, code: "op_unavailable" },
    {
      id: "TH-79",
      what: "gives a mac token",
      token: (body) => ({ ...body, token_type: "mac" }),
      status: 502,
      code: "op_error",
    },
    {
      id: "TH-79",
      what: "gives no access token",
      token: ({ access_token: _, ...rest }) => rest,
      status: 502,
      code: "op_error",
    },
    {
      id: "TH-79",
      what: "gives no ID token",
      token: ({ id_token: _, ...rest }) => rest,
      status: 502,
      code: "op_error",
    },
    {
      id: "TH-79",
      what: "gives a negative expires_in",
      token: (body) => ({ ...body, expires_in: -1 }),
      status: 502,
      code: "op_error",
    },
    {
      id: "REF-7",
      what: "does not know the client",
      token: () => json({ error: "invalid_client" }, 401),
      status: 500,
      code: "client_credentials_rejected",
    },
    {
      id: "HTTP-5",
      what: "is rate limited",
      token: () => new Response(null, { status: 429, headers: { "retry-after": "7" } }),
      status: 503,
      code: "op_rate_limited",
    },
    {
      id: "HTTP-2",
      what: "answers a megabyte",
      token: (body) => ({ ...body, padding: "x".repeat(1_000_000) }),
      status: 502,
      code: "response_too_large",
    },
  ])("$id: that $what means no session", async ({ token, network, status, code }) => {
    const { browser, signInAs, op, base } = await start();
    op.misdeeds = { ...(token && { token }), ...(network && { network }) };
    const visitor = browser();
    const refused = await signInAs(visitor);
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(code);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
    expect(op.count("/token")).toBe(1);
    if (code === "op_rate_limited") expect(refused.headers["retry-after"]).toBe("7");
  });

  it("TH-78: that never answers costs no more than the time limit", async () => {
    const { browser, signInAs, op } = await start({ options: { http: { timeout: 1 } } });
    op.misdeeds.network = async (url) => (url.pathname.endsWith("/token") ? await stalled() : undefined);
    const refused = await signInAs(browser());
    expect(refused.status).toBe(502);
    expect(refused.text).toContain("op_unavailable");
  });

  it("TH-80: that gives no or an absurd expires_in still signs in", async () => {
    for (const expires_in of [undefined, 1e12]) {
      const { browser, signInAs, op } = await start();
      op.misdeeds.token = ({ expires_in: _, ...body }) => (expires_in === undefined ? body : { ...body, expires_in });
      expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
    }
  });
});

/** A response whose body never ends. */
async function stalled(): Promise<Response> {
  return new Response(new ReadableStream({ pull: never }), { headers: { "content-type": "application/json" } });
}

describe("userinfo, when the ID token lacks the groups", () => {
  const thin: Misdeeds["idToken"] = (draft) => void delete draft.claims.groups;

  it.each<{ id: string; what: string; userinfo: NonNullable<Misdeeds["userinfo"]>; status: number; code: string }>([
    {
      id: "TH-28",
      what: "is about another sub",
      userinfo: (body) => ({ ...body, sub: "other" }),
      status: 502,
      code: "op_error",
    },
    { id: "TH-28", what: "has no sub", userinfo: ({ sub: _, ...rest }) => rest, status: 502, code: "op_error" },
    {
      id: "TH-29",
      what: "redirects",
      userinfo: () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
      status: 502,
      code: "op_error",
    },
    {
      id: "TH-30",
      what: "is an unsigned JWT",
      userinfo: () => new Response("eyJhbGciOiJub25lIn0.e30.", { headers: { "content-type": "application/jwt" } }),
      status: 502,
      code: "op_error",
    },
    { id: "TH-31", what: "answers 500", userinfo: () => html(500), status: 502, code: "op_unavailable" },
    {
      id: "CLM-4",
      what: "answers 403",
      userinfo: () =>
        new Response(null, { status: 403, headers: { "www-authenticate": 'Bearer error="insufficient_scope"' } }),
      status: 500,
      code: "userinfo_refused",
    },
    {
      id: "GRP-1",
      what: "has a number as groups",
      userinfo: (body) => ({ ...body, groups: 7 }),
      status: 502,
      code: "groups_malformed",
    },
    {
      id: "TH-103",
      what: "nests without end",
      userinfo: (body) => ({ ...body, groups: [], deep: JSON.parse("[".repeat(50) + "]".repeat(50)) }),
      status: 502,
      code: "op_error",
    },
    {
      id: "GRP-3",
      what: "has Entra's word for too many groups",
      userinfo: ({ groups: _, ...body }) => ({ ...body, _claim_names: { groups: "src1" } }),
      status: 500,
      code: "groups_overage",
    },
  ])("$id: that $what means no session", async ({ userinfo, status, code }) => {
    const { browser, signInAs, op, base } = await start();
    op.misdeeds = { idToken: thin, userinfo };
    const visitor = browser();
    const refused = await signInAs(visitor);
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(code);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
    expect(op.requests.every(({ url }) => url.hostname === "op.example")).toBe(true);
  });

  it("CLM-2: signed with the provider's key it is accepted", async () => {
    const { browser, signInAs, op } = await start();
    let signed = "";
    op.misdeeds.idToken = async (draft) => {
      signed = await op.sign({ ...draft, claims: { ...draft.claims, groups: ["signed"] } });
      delete draft.claims.groups;
      return undefined;
    };
    op.misdeeds.userinfo = () => new Response(signed, { headers: { "content-type": "application/jwt" } });
    expect((await signInAs(browser())).json()).toMatchObject({ principal: { roles: ["signed"] } });
  });

  it("TH-103: a member called __proto__ reaches no prototype", async () => {
    const { browser, signInAs, op } = await start();
    op.misdeeds.userinfo = () =>
      new Response(
        `{"sub":"00u1alice","groups":["a"],"__proto__":{"polluted":true},"x":{"constructor":{"prototype":{"polluted":true}}}}`,
        {
          headers: { "content-type": "application/json" },
        },
      );
    op.misdeeds.idToken = thin;
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("HTTP-3: a passing 503 is asked for once more", async () => {
    const { browser, signInAs, op } = await start();
    let calls = 0;
    op.misdeeds = { idToken: thin, userinfo: (body) => (calls++ === 0 ? html(503) : body) };
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
  });
});

describe("discovery", () => {
  it.each<{ id: string; what: string; issuer?: string; discovery: NonNullable<Misdeeds["discovery"]>; says: RegExp }>([
    {
      id: "TH-32",
      what: "is for another issuer",
      discovery: (d) => ({ ...d, issuer: "https://other.example" }),
      says: /"https:\/\/op\.example".*"https:\/\/other\.example"/,
    },
    {
      id: "TH-117",
      what: "differs by a slash",
      discovery: (d) => ({ ...d, issuer: "https://op.example/" }),
      says: /"https:\/\/op\.example".*"https:\/\/op\.example\/"/,
    },
    {
      id: "TH-117",
      what: "differs by a path",
      discovery: (d) => ({ ...d, issuer: "https://op.example/oauth2/default" }),
      says: /op\.example".*oauth2\/default"/,
    },
    {
      id: "TH-33",
      what: "has an http token endpoint",
      discovery: (d) => ({ ...d, token_endpoint: "http://op.example/v1/token" }),
      says: /token_endpoint is not https/,
    },
    {
      id: "TH-34",
      what: "sends an Okta client's secret elsewhere",
      issuer: "https://dev-1.okta.com/oauth2/default",
      discovery: (d) => ({ ...d, token_endpoint: "https://evil.example/v1/token" }),
      says: /token_endpoint is not at https:\/\/dev-1\.okta\.com/,
    },
    {
      id: "DISC-4",
      what: "has no token endpoint",
      discovery: ({ token_endpoint: _, ...d }) => d,
      says: /token_endpoint is missing/,
    },
    {
      id: "DISC-4",
      what: "does not know response type code",
      discovery: (d) => ({ ...d, response_types_supported: ["id_token"] }),
      says: /lacks code/,
    },
  ])("$id: that $what never becomes ready and starts no sign-in", async ({ issuer, discovery, says }) => {
    const { browser, base, op, events, signIn } = await start(issuer === undefined ? {} : { issuer });
    op.misdeeds.discovery = discovery;
    const refused = await browser().ask(`${base}/login`);
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "5"]);
    expect(signIn.health().state).toBe("failed");
    expect(signIn.health().lastError).toMatch(says);
    expect(events.find(({ type }) => type === "discovery_failed")?.message).toMatch(says);
  });

  it.each<{ what: string; discovery: NonNullable<Misdeeds["discovery"]>; says: RegExp }>([
    { what: "404", discovery: () => html(404), says: /404 at .*openid-configuration: is the issuer right\?/ },
    { what: "HTML", discovery: () => html(200), says: /is no discovery document/ },
    { what: "ten megabytes", discovery: () => json({ padding: "x".repeat(10_000_000) }), says: /response_too_large/ },
  ])("TH-35: $what is reported with a hint, and tried again", async ({ discovery, says }) => {
    const { browser, base, op, events } = await start();
    op.misdeeds.discovery = discovery;
    expect((await browser().ask(`${base}/login`)).status).toBe(503);
    expect(events.find(({ type }) => type === "discovery_failed")?.message).toMatch(says);
    op.misdeeds = {};
    expect((await browser().ask(`${base}/login`)).status).toBe(303);
  });

  it("TH-107, OUT-1 to OUT-5: down at the start, the app runs, /login is a 503 page, and recovery needs nobody", async () => {
    const { browser, base, op, signIn, events } = await start();
    let down = true;
    op.misdeeds.network = async () => {
      if (down) throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
      return undefined;
    };
    const ready = signIn.ready();
    expect((await browser().ask(`${base}/`)).status).toBe(200);
    const login = await browser().ask(`${base}/login`);
    expect([login.status, login.headers["retry-after"]]).toEqual([503, "5"]);
    expect(login.text).toContain("not available");
    expect((await browser().ask(`${base}/guarded`)).status).toBe(503);
    expect((await browser().ask(`${base}/guarded`, { script: true })).status).toBe(401);
    expect(signIn.health().state).toBe("starting");
    expect(events.find(({ type }) => type === "discovery_failed")?.message).toMatch(
      /ECONNREFUSED: nothing listens there/,
    );
    down = false;
    await ready;
    expect(signIn.health().state).toBe("ready");
    expect((await browser().ask(`${base}/login`)).status).toBe(303);
    expect(events.filter(({ type }) => type === "ready")).toHaveLength(1);
  });

  it("OUT-6: later outages leave sessions alone", async () => {
    const { browser, base, op, signInAs } = await start();
    const visitor = browser();
    await signInAs(visitor);
    op.misdeeds.network = async () => {
      throw new TypeError("fetch failed");
    };
    expect((await visitor.ask(`${base}/guarded`)).status).toBe(200);
    expect((await signInAs(browser())).status).toBe(502);
  });

  it("OUT-4: readyTimeout rejects ready()", async () => {
    const op = await HostileOp.create();
    op.misdeeds.network = never;
    const signIn = createSignIn({
      issuer: op.issuer,
      clientId: "c",
      appBaseUrl: "https://app.example",
      session: { secret: SECRET },
      fetch: op.fetch,
      readyTimeout: 20,
    });
    await expect(signIn.ready()).rejects.toThrow(/not ready within 20 ms/);
    expect(signIn.health().state).toBe("failed");
    signIn.close();
  });

  it("OUT-1: construction touches no network", async () => {
    const op = await HostileOp.create();
    const signIn = createSignIn({
      issuer: op.issuer,
      clientId: "c",
      appBaseUrl: "https://app.example",
      session: { secret: SECRET },
      fetch: op.fetch,
    });
    await delay(20);
    expect(op.requests).toEqual([]);
    signIn.close();
  });
});
