import { describe, expect, it } from "vitest";
import { sites } from "./support/sites.js";

const start = sites();
const HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
const _NONE = { "sec-fetch-mode": "", "sec-fetch-dest": "", "sec-fetch-site": "" };

describe("requireUser without a session (section 12)", () => {
  it.each([
    ["a navigation", {}, 303],
    ["a navigation into a frame", { "sec-fetch-dest": "iframe" }, 401],
    ["a script's fetch", { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", accept: HTML }, 401],
    ["TH-52: a prefetch", { "sec-purpose": "prefetch;prerender" }, 401],
    ["an old browser's prefetch", { purpose: "prefetch" }, 401],
    ["a WebSocket upgrade", { upgrade: "websocket", connection: "upgrade" }, 401],
  ])("%s", async (_, headers, status) => {
    const { browser, base } = await start();
    const visitor = browser();
    const answer = await visitor.ask(`${base}/guarded`, { headers });
    expect(answer.status).toBe(status);
    if (status === 303) expect(answer.headers.location).toMatch(/^https:\/\/op\.example\/v1\/authorize\?/);
    else {
      expect(answer.json()).toEqual({ error: "unauthenticated", login: `${base}/login` });
      expect(answer.headers["www-authenticate"]).toBe('Session realm="app.example"');
      expect(answer.headers["cache-control"]).toBe("no-store");
      expect(visitor.cookies()).toEqual([]);
    }
  });

  it("POST is 401, and OPTIONS is the app's", async () => {
    const { browser, base } = await start();
    expect((await browser().ask(`${base}/write`, { method: "POST", from: base })).status).toBe(401);
    expect((await browser().ask(`${base}/guarded`, { method: "OPTIONS" })).status).not.toBe(303);
  });

  it.each([
    [HTML, 303],
    ["text/html, application/json", 303],
    ["application/json, text/html;q=0.9", 401],
    ["*/*", 401],
    ["", 401],
    ["application/json", 401],
  ])("without Fetch Metadata, Accept %j decides", async (accept, status) => {
    const { browser, base } = await start();
    const answer = await browser().ask(`${base}/guarded`, {
      headers: { accept, "sec-fetch-mode": undefined, "sec-fetch-dest": undefined },
    });
    expect(answer.status).toBe(status);
  });

  it("says which middleware is missing (EXP-5)", async () => {
    const made = await start();
    const { signIn } = made;
    let message = "";
    const guard = signIn.requireUser();
    await Promise.resolve(guard({ method: "GET", headers: {} } as never, {} as never, () => {})).catch(
      (error: Error) => {
        message = error.message;
      },
    );
    expect(message).toContain("middleware()");
  });
});

describe("csrf (section 14)", () => {
  it.each([
    ["same-origin page", { "sec-fetch-site": "same-origin", origin: "https://app.example" }, 200],
    ["TH-82: a page with no-referrer", { "sec-fetch-site": "same-origin", origin: "null" }, 200],
    ["TH-91: another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 403],
    ["another site that lies about its origin", { "sec-fetch-site": "cross-site", origin: "https://app.example" }, 403],
    ["a sibling", { "sec-fetch-site": "same-site", origin: "https://sibling.example" }, 403],
    ["a trusted sibling", { "sec-fetch-site": "same-site", origin: "https://trusted.example" }, 200],
    ["an old browser on the site", { "sec-fetch-site": undefined, origin: "https://app.example" }, 200],
    ["an old browser elsewhere", { "sec-fetch-site": undefined, origin: "https://evil.example" }, 403],
    ["an old browser with an opaque origin", { "sec-fetch-site": undefined, origin: "null" }, 403],
    ["no browser", { "sec-fetch-site": undefined, "sec-fetch-mode": undefined, "sec-fetch-dest": undefined }, 200],
  ])("a write from %s", async (_, headers, status) => {
    const { browser, signInAs, base } = await start({ options: { trustedOrigins: ["https://trusted.example"] } });
    const visitor = browser();
    await signInAs(visitor);
    const answer = await visitor.ask(`${base}/write`, { method: "POST", headers, script: true });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json()).toMatchObject({ error: "csrf" });
  });

  it("may demand a token of the session (CSRF-5)", async () => {
    const { browser, signInAs, base } = await start({
      routes: (app, signIn) => {
        app.get("/token", (req, res) => void res.json(signIn.csrfToken(req)));
        app.post("/strict", signIn.csrf({ token: true }), (_req, res) => void res.json({ written: true }));
      },
    });
    const visitor = browser();
    await signInAs(visitor);
    const token = (await visitor.ask(`${base}/token`)).json() as string;
    const post = (given?: string) =>
      visitor.ask(`${base}/strict`, {
        method: "POST",
        from: base,
        script: true,
        headers: given === undefined ? {} : { "x-csrf-token": given },
      });
    expect([(await post()).status, (await post("wrong")).status, (await post(token)).status]).toEqual([403, 403, 200]);
  });
});

describe("logout (section 13)", () => {
  it("ends the session here and at the provider", async () => {
    const { browser, signInAs, base } = await start();
    const visitor = browser();
    await signInAs(visitor);
    const away = await visitor.ask(`${base}/logout`, { method: "POST", from: base });
    expect(away.status).toBe(303);
    const url = new URL(away.headers.location ?? "");
    expect(url.origin + url.pathname).toBe("https://op.example/v1/logout");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      id_token_hint: expect.stringMatching(/^eyJ/),
      post_logout_redirect_uri: `${base}/`,
      client_id: "client",
      state: expect.any(String),
    });
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
    // TH-84: nothing depends on the state that comes back.
    expect((await visitor.ask(`${base}/?state=other`)).status).toBe(200);
  });

  it("TH-81: by another site is refused, and the session stays", async () => {
    const { browser, signInAs, base } = await start();
    const visitor = browser();
    await signInAs(visitor);
    const refused = await visitor.ask(`${base}/logout`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    });
    expect(refused.status).toBe(403);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: true });
  });

  it("CSRF-7: by GET is 405", async () => {
    const { browser, base } = await start();
    const refused = await browser().ask(`${base}/logout`);
    expect([refused.status, refused.headers.allow]).toEqual([405, "POST"]);
  });

  it("TH-83: works while the provider is down", async () => {
    const { browser, signInAs, base, op } = await start();
    const visitor = browser();
    await signInAs(visitor);
    op.misdeeds.network = async () => {
      throw new TypeError("fetch failed");
    };
    expect((await visitor.ask(`${base}/logout`, { method: "POST", from: base })).status).toBe(303);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
  });

  it("stays here when there is no ID token or no endpoint, and says so", async () => {
    const { browser, signInAs, base, op, events } = await start();
    op.misdeeds.discovery = ({ end_session_endpoint: _, ...document }) => document;
    const visitor = browser();
    await signInAs(visitor);
    const done = await visitor.ask(`${base}/logout`, { method: "POST", from: base });
    expect([done.status, done.headers.location]).toEqual([303, `${base}/`]);
    expect(events.some(({ type }) => type === "op_logout_skipped")).toBe(true);
  });

  it("LOGOUT-4: an ID token too long for a URL travels in a form that works without script", async () => {
    const { browser, signInAs, base, op } = await start();
    op.misdeeds.idToken = (draft) => {
      draft.claims.c_hash = "x".repeat(4200);
      return undefined;
    };
    const visitor = browser();
    await signInAs(visitor);
    const answer = await visitor.ask(`${base}/logout`, { method: "POST", from: base });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<form method="post" action="https://op.example/v1/logout">');
    expect(answer.text).toContain("<button>Continue</button>");
    expect(answer.headers["content-security-policy"]).toContain("form-action https://op.example");
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
  });

  it("without a session goes home", async () => {
    const { browser, base } = await start();
    const done = await browser().ask(`${base}/logout`, { method: "POST", from: base });
    expect([done.status, done.headers.location]).toEqual([303, `${base}/`]);
  });

  it("LOGOUT-6: cspSources names the provider", async () => {
    const { signIn } = await start();
    expect(signIn.cspSources()).toEqual(["https://op.example"]);
  });
});
