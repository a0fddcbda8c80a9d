import { describe, expect, it } from "vitest";
import { sites } from "./support/sites.js";

const start = sites();

describe("signing in", () => {
  it("TH-1: makes a session and a principal, and leaves by 303", async () => {
    const { signInAs, browser, base, op } = await start();
    const visitor = browser();
    const home = await signInAs(visitor);
    expect(home.json()).toMatchObject({
      authenticated: true,
      principal: {
        id: "00u1alice",
        roles: ["Everyone", "admin"],
        attr: { name: "Alice", groups: ["Everyone", "admin"] },
      },
    });
    expect(home.url).toBe(`${base}/`);
    const token = op.requests.find(({ url }) => url.pathname.endsWith("/token"));
    const headers = new Headers(token?.init?.headers);
    expect(headers.get("authorization")).toMatch(/^Basic /);
    expect(headers.get("origin")).toBeNull();
    expect(headers.get("user-agent")).toMatch(/^gatehouse-express\/\d/);
  });

  it("TX-1, TX-2: asks with PKCE, state and nonce of 43 characters each", async () => {
    const { browser, base } = await start();
    const away = await browser().ask(`${base}/login?returnTo=/x&scope=evil&prompt=none&login_hint=alice`);
    expect(away.status).toBe(303);
    expect(away.headers["cache-control"]).toBe("no-store");
    expect(away.headers["referrer-policy"]).toBe("no-referrer");
    const asked = Object.fromEntries(new URL(away.headers.location ?? "").searchParams);
    expect(asked).toEqual({
      response_type: "code",
      client_id: "client",
      redirect_uri: `${base}/authorization-code/callback`,
      scope: "openid profile",
      login_hint: "alice",
      code_challenge_method: "S256",
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(new Set([asked.state, asked.nonce, asked.code_challenge]).size).toBe(3);
  });

  it("comes back to the guarded page it was sent away from, query and all", async () => {
    const { browser, base, signInAs } = await start();
    const visitor = browser();
    const back = await signInAs(visitor, "/guarded/deep?a=b&c=%2F%2Fd");
    expect(back.json()).toEqual({ url: "/guarded/deep?a=b&c=%2F%2Fd" });
    expect((await visitor.ask(`${base}/userinfo`)).json()).toMatchObject({
      sub: "00u1alice",
      groups: ["Everyone", "admin"],
    });
  });

  it("CK: cookies are __Host-, Secure, HttpOnly and Lax on https, and the answer is kept out of caches", async () => {
    const { browser, base, op } = await start();
    const visitor = browser();
    const away = await visitor.ask(`${base}/login`);
    expect(away.setCookie[0]).toMatch(
      /^__Host-ghtx_[\w-]{11}=[^;]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const done = await visitor.ask(op.authorize(away.headers.location ?? ""), { from: op.issuer });
    expect(done.status).toBe(303);
    expect(done.headers["cache-control"]).toBe("no-store");
    expect(done.headers.vary).toContain("Cookie");
    const session = done.setCookie.find((line) => line.startsWith("__Host-gh="));
    expect(session).toMatch(/; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(done.setCookie.find((line) => line.startsWith("__Secure-gh_idt="))).toContain("Path=/logout");
    expect(visitor.cookies().filter((name) => name.includes("tx_"))).toEqual([]);
  });

  it("works on loopback http without prefixes and Secure (CK-3)", async () => {
    const { browser, signInAs } = await start({ base: "http://localhost:8080" });
    const visitor = browser();
    expect((await signInAs(visitor)).json()).toMatchObject({ authenticated: true });
    expect(visitor.cookies()).toContain("gh");
  });

  it("DISC-6: works with a provider on loopback http, userinfo and logout included", async () => {
    const { browser, signInAs, op, base } = await start({
      base: "http://localhost:8080",
      issuer: "http://127.0.0.1:9090/oauth2/default",
      options: { claims: { userinfo: "always" } },
    });
    const visitor = browser();
    expect((await signInAs(visitor)).json()).toMatchObject({ authenticated: true });
    expect(op.count("/userinfo")).toBe(1);
    const away = await visitor.ask(`${base}/logout`, { method: "POST", from: base });
    expect(away.headers.location).toMatch(/^http:\/\/127\.0\.0\.1:9090\/oauth2\/default\/v1\/logout\?/);
  });

  it("EXP-4: works below a path, with a cookie name of its own", async () => {
    const { browser, base, signInAs } = await start({ base: "https://app.example/crm" });
    const visitor = browser();
    const home = await signInAs(visitor);
    expect(home.url).toBe(`${base}/`);
    expect(visitor.cookies().find((name) => /^__Host-gh-[0-9a-f]{8}$/.test(name))).toBeDefined();
  });

  it("SURF-1, SURF-2: req.auth is frozen and shows no token, secret or cookie", async () => {
    let seen: unknown;
    let frozen = false;
    const { browser, signInAs, base } = await start({
      routes: (app) =>
        void app.get("/seen", (req, res) => {
          seen = JSON.stringify(req.auth);
          frozen = Object.isFrozen(req.auth);
          res.end();
        }),
    });
    const visitor = browser();
    await visitor.ask(`${base}/seen`);
    expect(JSON.parse(seen as string)).toEqual({ authenticated: false, principal: null, claims: {}, method: "none" });
    await signInAs(visitor);
    await visitor.ask(`${base}/seen`);
    expect(frozen).toBe(true);
    expect(seen).not.toMatch(/eyJ|AT\.|secret/);
  });

  it("TX-8, CB-6: another account replaces the session, and says so", async () => {
    const { browser, signInAs, op, events, base } = await start();
    const visitor = browser();
    await signInAs(visitor);
    op.user = { ...op.user, sub: "00u1bob", name: "Bob", groups: ["user"] };
    await signInAs(visitor);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ principal: { id: "00u1bob" } });
    expect(events.map(({ type }) => type)).toContain("account_switched");
  });

  it("the hook may veto, and the present session stays", async () => {
    const { browser, signInAs, op, base } = await start({
      options: { onSignIn: ({ principal }) => principal.id !== "00u1bob" },
    });
    const visitor = browser();
    await signInAs(visitor);
    op.user = { ...op.user, sub: "00u1bob" };
    expect((await signInAs(visitor)).status).toBe(403);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ principal: { id: "00u1alice" } });
  });

  it("PKCE and nonce are sent even when the provider does not advertise PKCE (DISC-5)", async () => {
    const { browser, base, op, events, signIn } = await start();
    op.misdeeds.discovery = ({ code_challenge_methods_supported: _, ...rest }) => rest;
    await signIn.ready();
    const away = await browser().go(`${base}/login`);
    expect(new URL(away.url).searchParams.get("code_challenge_method")).toBe("S256");
    expect(events.filter(({ type }) => type === "metadata_warning")).toHaveLength(1);
  });
});

describe("people and their roles", () => {
  it("TH-105, PRIN-4: nobody has an empty list of roles", async () => {
    const { browser, signInAs, op } = await start();
    delete op.user.groups;
    const home = await signInAs(browser());
    expect(home.json()).toMatchObject({ principal: { roles: ["no-groups"], attr: { groups: [] } } });
  });

  it("CLM-1, CLM-3: groups missing in a thin ID token come from userinfo, which wins", async () => {
    const { browser, signInAs, op } = await start();
    op.misdeeds.idToken = (draft) => {
      const { groups: _, email: __, ...thin } = draft.claims;
      draft.claims = thin;
      return undefined;
    };
    op.misdeeds.userinfo = (body) => ({ ...body, groups: ["from-userinfo"], iss: "https://evil.example", acr: "high" });
    expect((await signInAs(browser())).json()).toMatchObject({
      principal: { roles: ["from-userinfo"], attr: { issuer: "https://op.example", email: "alice@example.com" } },
    });
    expect(op.count("/userinfo")).toBe(1);
  });

  it("does not ask userinfo when the ID token has it all", async () => {
    const { browser, signInAs, op } = await start();
    await signInAs(browser());
    expect(op.count("/userinfo")).toBe(0);
  });

  it("TH-106: an unverified email is an attribute and never an id", async () => {
    const { browser, signInAs, op } = await start();
    op.user = { ...op.user, sub: "00u1mallory", email: "alice@example.com", email_verified: "true" };
    expect((await signInAs(browser())).json()).toMatchObject({
      principal: { id: "00u1mallory", attr: { emailVerified: false } },
    });
  });

  it("TH-65: more groups than cookies can carry is an error with a hint, and no half session", async () => {
    const { browser, signInAs, op, base, events } = await start();
    op.user = {
      ...op.user,
      groups: Array.from({ length: 300 }, (_, index) => `department-group-${String(index).padStart(4, "0")}`),
    };
    const visitor = browser();
    const refused = await signInAs(visitor);
    expect(refused.status).toBe(500);
    expect(refused.text).toContain("session_too_large");
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
    expect(events.find(({ code }) => code === "session_too_large")?.message).toMatch(/store/);
  });

  it("120 groups fit, over several cookies, and logout takes them all away", async () => {
    const { browser, signInAs, op, base } = await start();
    op.user = { ...op.user, groups: Array.from({ length: 120 }, (_, index) => `department-group-${index}`) };
    const visitor = browser();
    expect((await signInAs(visitor)).json()).toMatchObject({ authenticated: true });
    expect(visitor.cookies()).toContain("__Host-gh.1");
    await visitor.ask(`${base}/logout`, { method: "POST", from: base });
    expect(visitor.cookies()).toEqual(["__Host-gh_out"]);
  });
});
