import { describe, expect, it } from "vitest";
import type { Browser } from "./support/browser.js";
import type { Site } from "./support/site.js";
import { sites } from "./support/sites.js";

const start = sites();

/** Starts a sign-in and leaves the browser at the provider. */
async function leave({ base }: Site, visitor: Browser): Promise<string> {
  return (await visitor.go(`${base}/login`)).url;
}
const tokenCalls = ({ op }: Site) => op.count("/token");
const change = (url: string, set: Record<string, string | null>) => {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(set))
    if (value === null) changed.searchParams.delete(name);
    else changed.searchParams.set(name, value);
  return changed.href;
};

describe("a callback", () => {
  it.each([
    { what: "without state", make: (url: string) => change(url, { state: null }), code: "tx_missing" },
    { what: "with another state", make: (url: string) => change(url, { state: "x".repeat(43) }), code: "tx_missing" },
    { what: "with two states", make: (url: string) => `${url}&state=${"x".repeat(43)}`, code: "bad_callback" },
    { what: "with two codes", make: (url: string) => `${url}&code=other`, code: "bad_callback" },
    { what: "without a code", make: (url: string) => change(url, { code: null }), code: "bad_callback" },
    {
      what: "with a code of 3000 characters",
      make: (url: string) => change(url, { code: "c".repeat(3000) }),
      code: "bad_callback",
    },
  ])("TH-36: $what is a 400 and no token call", async ({ make, code }) => {
    const made = await start();
    const visitor = made.browser();
    const refused = await visitor.go(make(made.op.authorize(await leave(made, visitor))));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(code);
    expect(refused.headers["cache-control"]).toBe("no-store");
    expect(refused.headers["referrer-policy"]).toBe("no-referrer");
    expect(tokenCalls(made)).toBe(0);
  });

  it("TH-37: somebody else's code and state in a victim's browser sign nobody in", async () => {
    const made = await start();
    const attacker = made.browser();
    const callback = made.op.authorize(await leave(made, attacker));
    const victim = made.browser();
    expect((await victim.go(callback)).status).toBe(400);
    expect((await victim.ask(`${made.base}/`)).json()).toMatchObject({ authenticated: false });
    expect(tokenCalls(made)).toBe(0);
  });

  it.each([false, true])("TH-38: an injected code is refused (provider ignores PKCE: %s)", async (ignorePkce) => {
    const made = await start();
    made.op.misdeeds.ignorePkce = ignorePkce;
    const attacker = made.browser();
    const stolen = new URL(made.op.authorize(await leave(made, attacker))).searchParams.get("code") ?? "";
    const victim = made.browser();
    const callback = change(made.op.authorize(await leave(made, victim)), { code: stolen });
    expect((await victim.go(callback)).status).toBe(502);
    expect((await victim.ask(`${made.base}/`)).json()).toMatchObject({ authenticated: false });
  });

  it("TH-40: a wrong iss parameter is refused before the token call", async () => {
    const made = await start();
    const visitor = made.browser();
    const refused = await visitor.go(made.op.authorize(await leave(made, visitor), { iss: "https://evil.example" }));
    expect(refused.status).toBe(502);
    expect(refused.text).toContain("issuer_mismatch");
    expect(tokenCalls(made)).toBe(0);
  });

  it("TH-41: iss is demanded when it is advertised, and accepted when right", async () => {
    const made = await start();
    made.op.misdeeds.discovery = (document) => ({ ...document, authorization_response_iss_parameter_supported: true });
    const visitor = made.browser();
    expect((await visitor.go(made.op.authorize(await leave(made, visitor)))).status).toBe(502);
    expect(tokenCalls(made)).toBe(0);
    const right = await visitor.go(made.op.authorize(await leave(made, visitor), { iss: made.op.issuer }));
    expect(right.json()).toMatchObject({ authenticated: true });
  });

  it("TH-42, TH-115: smuggled tokens and unknown parameters are ignored", async () => {
    const made = await start();
    const visitor = made.browser();
    const extra = { id_token: "eyJ", access_token: "x", response: "y", session_state: "z" };
    const home = await visitor.go(made.op.authorize(await leave(made, visitor), extra));
    expect(home.json()).toMatchObject({ principal: { id: "00u1alice" } });
  });

  it("TH-43: an error beside a code is an error, and the code stays unused", async () => {
    const made = await start();
    const visitor = made.browser();
    const refused = await visitor.go(made.op.authorize(await leave(made, visitor), { error: "access_denied" }));
    expect(refused.status).toBe(403);
    expect(tokenCalls(made)).toBe(0);
  });

  it("TH-44, NTX-3: what a stranger writes into the link is neither shown nor logged", async () => {
    const made = await start();
    const visitor = made.browser();
    const canary = "<script>canary</script>\r\nlevel=error";
    const url = await leave(made, visitor);
    const refused = await visitor.go(made.op.refuse(url, canary, canary));
    expect(refused.status).toBe(502);
    expect(refused.text).not.toContain("canary");
    const forged = await made
      .browser()
      .go(`${made.base}/authorization-code/callback?error=${encodeURIComponent(canary)}&state=x`);
    expect(forged.text).not.toContain("canary");
    expect(JSON.stringify(made.events)).not.toContain("canary");
  });

  it("TH-45: the same callback twice goes home for the person signed in, and is a 400 for a stranger", async () => {
    const made = await start();
    const visitor = made.browser();
    const callback = made.op.authorize(await leave(made, visitor));
    await visitor.go(callback);
    const again = await visitor.ask(callback);
    expect([again.status, again.headers.location]).toEqual([303, `${made.base}/`]);
    expect((await made.browser().go(callback)).status).toBe(400);
    expect(tokenCalls(made)).toBe(1);
  });

  it("TH-47: POST, HEAD and PUT are 405", async () => {
    const made = await start();
    for (const method of ["POST", "HEAD", "PUT"]) {
      const refused = await made.browser().ask(`${made.base}/authorization-code/callback?code=x&state=y`, { method });
      expect([refused.status, refused.headers.allow]).toEqual([405, "GET"]);
    }
  });

  it("TH-49: a transaction cookie that is late, foreign, of another purpose or damaged does not count", async () => {
    const made = await start();
    const visitor = made.browser();
    const late = made.op.authorize(await leave(made, visitor));
    made.clock.ahead += 901_000;
    const expired = await visitor.go(late, {});
    expect([expired.status]).toEqual([400]);

    const other = made.browser();
    const callback = made.op.authorize(await leave(made, other));
    const name = other.cookies().find((cookie) => cookie.includes("tx_")) ?? "";
    const value = other.cookie(name) ?? "";
    const flipped = `${value.slice(0, -3)}${value.at(-3) === "A" ? "B" : "A"}${value.slice(-2)}`;
    other.put(name, flipped);
    expect((await other.go(callback)).text).toContain("tx_missing");

    const third = made.browser();
    await made.signInAs(third);
    const fourth = made.op.authorize(await leave(made, third));
    const txName = third.cookies().find((cookie) => cookie.includes("tx_")) ?? "";
    third.put(txName, third.cookie("__Host-gh") ?? "");
    third.drop(/^__Host-gh$/);
    expect((await third.go(fourth)).status).toBe(400);
  });

  it("TH-57, TH-58: it leaves by 303, never 302 or 307", async () => {
    const made = await start();
    const visitor = made.browser();
    expect((await visitor.ask(made.op.authorize(await leave(made, visitor)))).status).toBe(303);
  });

  it("TH-46: two clicks at once sign in once", async () => {
    const made = await start();
    const visitor = made.browser();
    const callback = made.op.authorize(await leave(made, visitor));
    const statuses = (await Promise.all([visitor.ask(callback), visitor.ask(callback)])).map(({ status }) => status);
    expect(statuses).toEqual([303, 303]);
    expect(tokenCalls(made)).toBe(1);
    expect((await visitor.ask(`${made.base}/`)).json()).toMatchObject({ authenticated: true });
  });
});

describe("tabs", () => {
  it("TH-50: of six sign-ins under way the last five complete, in any order", async () => {
    const made = await start();
    const visitor = made.browser();
    const callbacks: string[] = [];
    for (let tab = 0; tab < 6; tab += 1) {
      callbacks.push(made.op.authorize(await leave(made, visitor)));
      made.clock.ahead += 5;
    }
    expect(visitor.cookies()).toHaveLength(5);
    const statuses: number[] = [];
    for (const tab of [3, 1, 5, 2, 4]) statuses.push((await visitor.ask(callbacks[tab] ?? "")).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303]);
    visitor.drop(/./);
    expect((await visitor.ask(callbacks[0] ?? "")).status).toBe(400);
  });

  it("TH-51: a hundred visits to guarded pages leave five transaction cookies", async () => {
    const made = await start();
    const visitor = made.browser();
    for (let visit = 0; visit < 100; visit += 1) expect((await visitor.ask(`${made.base}/guarded`)).status).toBe(303);
    expect(visitor.cookies().length).toBeLessThanOrEqual(5);
  });

  it("TH-53: signing in over and over stops after five rounds", async () => {
    const made = await start({
      routes: (app) => void app.get("/refuses", (_req, res) => void res.redirect(303, "/login?returnTo=/refuses")),
    });
    const visitor = made.browser();
    let rounds = 0;
    let answer = await visitor.go(`${made.base}/refuses`);
    while (answer.url.startsWith(made.op.issuer) && rounds < 20) {
      rounds += 1;
      answer = await visitor.go(made.op.authorize(answer.url));
    }
    expect([answer.status, rounds]).toEqual([500, 5]);
    expect(answer.text).toContain("login_loop");
  });
});

describe("errors of the provider", () => {
  it.each([
    ["access_denied", "User is not assigned to the client application.", 403, "access_denied"],
    [
      "access_denied",
      "Policy evaluation failed for this request, please check the policy configurations.",
      403,
      "access_denied",
    ],
    ["unmet_authentication_requirements", "", 403, "step_up_unmet"],
    ["temporarily_unavailable", "", 502, "op_unavailable"],
    ["server_error", "", 502, "op_unavailable"],
    ["invalid_scope", "One or more scopes are not configured", 500, "op_misconfigured"],
    ["invalid_request", "", 500, "op_misconfigured"],
    ["unauthorized_client", "", 500, "op_misconfigured"],
    [
      "server_error",
      "The groups claim matched too many groups and must be configured to match fewer groups",
      500,
      "groups_overage",
    ],
    ["login_required", "", 502, "op_error"],
    ["something_else", "", 502, "op_error"],
  ])("TH-113: %s (%s) is a %d page and leaves the present session alone", async (error, description, status, code) => {
    const made = await start();
    const visitor = made.browser();
    await made.signInAs(visitor);
    const refused = await visitor.go(made.op.refuse(await leave(made, visitor), error, description));
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(code);
    expect(refused.text).toContain('href="https://app.example/login"');
    expect(refused.headers["x-frame-options"]).toBe("DENY");
    expect(refused.headers["content-security-policy"]).toContain("default-src 'none'");
    expect((await visitor.ask(`${made.base}/`)).json()).toMatchObject({ authenticated: true });
  });

  it("says in words of our own that somebody is not assigned", async () => {
    const made = await start();
    const visitor = made.browser();
    const refused = await visitor.go(
      made.op.refuse(await leave(made, visitor), "access_denied", "User is not assigned to the client application."),
    );
    expect(refused.text).toContain("not assigned to this application");
  });

  it("ERR-1: a forged error link ends no session and logs nothing above info", async () => {
    const made = await start();
    const visitor = made.browser();
    await made.signInAs(visitor);
    made.events.length = 0;
    await visitor.go(`${made.base}/authorization-code/callback?error=access_denied&state=${"x".repeat(43)}`);
    await made.browser().go(`${made.base}/authorization-code/callback?error=access_denied&state=${"x".repeat(43)}`);
    expect((await visitor.ask(`${made.base}/`)).json()).toMatchObject({ authenticated: true });
    expect(made.events.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  });

  it("a page for people, JSON for programs", async () => {
    const made = await start();
    const answer = await made.browser().ask(`${made.base}/authorization-code/callback?state=x`, { script: true });
    expect([answer.status, answer.json()]).toEqual([400, { error: "tx_missing", login: `${made.base}/login` }]);
  });
});
