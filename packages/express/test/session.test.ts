import { describe, expect, it } from "vitest";
import { SECRET } from "./support/site.js";
import { sites } from "./support/sites.js";

const start = sites();
const HOUR = 3600_000;

describe("a session", () => {
  it("ends after the idle time, and lives on with activity (SES-6)", async () => {
    const { browser, signInAs, base, clock } = await start();
    const visitor = browser();
    await signInAs(visitor);
    for (let step = 0; step < 5; step += 1) {
      clock.ahead += 0.9 * HOUR;
      expect((await visitor.ask(`${base}/guarded`)).status).toBe(200);
    }
    clock.ahead += 1.01 * HOUR;
    expect((await visitor.ask(`${base}/guarded`, { script: true })).status).toBe(401);
  });

  it("is judged by the server, whatever the browser keeps (SES-8)", async () => {
    const { browser, signInAs, base, clock, events } = await start();
    const visitor = browser();
    await signInAs(visitor);
    const value = visitor.cookie("__Host-gh") ?? "";
    clock.ahead += 1.01 * HOUR;
    visitor.put("__Host-gh", value);
    expect((await visitor.ask(`${base}/guarded`, { script: true })).status).toBe(401);
    expect(events.some(({ type }) => type === "session_ended")).toBe(true);
  });

  it("TH-66: requests in the background are no activity", async () => {
    const { browser, signInAs, base, clock } = await start();
    const visitor = browser();
    await signInAs(visitor);
    clock.ahead += 0.9 * HOUR;
    expect((await visitor.ask(`${base}/guarded`, { headers: { "x-background": "1" } })).status).toBe(200);
    clock.ahead += 0.2 * HOUR;
    expect((await visitor.ask(`${base}/guarded`, { script: true })).status).toBe(401);
  });

  it("TH-67: ends at the absolute limit whatever the activity (SES-7)", async () => {
    const { browser, signInAs, base, clock } = await start();
    const visitor = browser();
    await signInAs(visitor);
    for (let step = 0; step < 23; step += 1) {
      clock.ahead += 0.5 * HOUR;
      expect((await visitor.ask(`${base}/guarded`)).status).toBe(200);
    }
    clock.ahead += 0.51 * HOUR;
    expect((await visitor.ask(`${base}/guarded`, { script: true })).status).toBe(401);
  });

  it("does not write its cookie on every request", async () => {
    const { browser, signInAs, base, clock } = await start();
    const visitor = browser();
    await signInAs(visitor);
    clock.ahead += 60_000;
    expect((await visitor.ask(`${base}/guarded`)).setCookie).toEqual([]);
    clock.ahead += 200_000;
    expect((await visitor.ask(`${base}/guarded`)).setCookie).toHaveLength(1);
  });

  it("with a short idle time stays alive while it is used", async () => {
    const { browser, signInAs, base, clock } = await start({ options: { session: { secret: SECRET, idle: 10 } } });
    const visitor = browser();
    await signInAs(visitor);
    for (let step = 0; step < 6; step += 1) {
      clock.ahead += 6000;
      expect((await visitor.ask(`${base}/guarded`)).status).toBe(200);
    }
  });

  it("TH-68: a clock that jumps crashes nothing (SES-10)", async () => {
    const { browser, signInAs, base, clock } = await start();
    const visitor = browser();
    await signInAs(visitor);
    clock.ahead -= HOUR;
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
    clock.ahead += 2 * HOUR;
    expect((await visitor.ask(`${base}/`)).status).toBe(200);
  });

  it("SES-9: may follow the ID token, and never outlives a session_expiry (IDT-9)", async () => {
    const following = await start({ options: { session: { secret: SECRET, followIdToken: true, idle: 40000 } } });
    const visitor = following.browser();
    await following.signInAs(visitor);
    following.clock.ahead += 1.01 * HOUR;
    expect((await visitor.ask(`${following.base}/guarded`, { script: true })).status).toBe(401);

    const capped = await start();
    capped.op.misdeeds.idToken = (draft) => {
      draft.claims.session_expiry = (draft.claims.iat as number) + 600;
      return undefined;
    };
    const other = capped.browser();
    await capped.signInAs(other);
    capped.clock.ahead += 601_000;
    expect((await other.ask(`${capped.base}/guarded`, { script: true })).status).toBe(401);
  });
});

describe("session cookies", () => {
  it("TH-59: a session planted before sign-in is gone afterwards", async () => {
    const { browser, signInAs, base, op } = await start();
    const attacker = browser();
    await signInAs(attacker);
    const planted = attacker.cookie("__Host-gh") ?? "";
    const victim = browser();
    victim.put("__Host-gh", planted);
    op.user = { ...op.user, sub: "00u1victim" };
    await signInAs(victim);
    expect(victim.cookie("__Host-gh")).not.toBe(planted);
    expect((await victim.ask(`${base}/`)).json()).toMatchObject({ principal: { id: "00u1victim" } });
  });

  it("TH-62: chunks of two people make no session", async () => {
    const { browser, signInAs, base, op } = await start();
    const many = (prefix: string) => Array.from({ length: 150 }, (_, index) => `${prefix}-group-name-${index}`);
    op.user = { ...op.user, groups: many("a") };
    const one = browser();
    await signInAs(one);
    op.user = { ...op.user, sub: "00u1bob", groups: many("b") };
    const two = browser();
    await signInAs(two);
    one.put("__Host-gh.1", two.cookie("__Host-gh.1") ?? "");
    const answer = await one.ask(`${base}/`);
    expect(answer.json()).toMatchObject({ authenticated: false });
    expect(one.cookies().filter((name) => /^__Host-gh(\.\d)?$/.test(name))).toEqual([]);
  });

  it.each([
    ["empty", () => ""],
    ["truncated", (value: string) => value.slice(0, 60)],
    ["garbage", () => "1.!!!!"],
    ["five dots", () => "1.a.b.c.d.e"],
    ["a wrong count", (value: string) => `3${value.slice(1)}`],
    ["a flipped bit", (value: string) => value.slice(0, 150) + (value[150] === "A" ? "B" : "A") + value.slice(151)],
    ["8 kB", () => `1.${"x".repeat(8000)}`],
  ])("TH-63: that are %s mean nobody, and no error", async (_, damage) => {
    const { browser, signInAs, base } = await start();
    const visitor = browser();
    await signInAs(visitor);
    const value = visitor.cookie("__Host-gh") ?? "";
    visitor.drop(/^__Host-gh$/);
    visitor.put("__Host-gh", damage(value));
    const answer = await visitor.ask(`${base}/`);
    expect([answer.status, answer.json()]).toMatchObject([200, { authenticated: false }]);
    expect(visitor.cookies().filter((name) => /^__Host-gh(\.\d)?$/.test(name))).toEqual([]);
  });

  it("ENC-3, TH-64: a new secret in front keeps sessions, a removed one ends them without an error", async () => {
    const NEW = "another-secret-of-at-least-thirty-two-bytes";
    const first = await start();
    const visitor = first.browser();
    await first.signInAs(visitor);
    const value = visitor.cookie("__Host-gh") ?? "";

    const rotated = await start({ options: { session: { secret: [NEW, SECRET] } } });
    const second = rotated.browser();
    second.put("__Host-gh", value);
    const answer = await second.ask(`${rotated.base}/`);
    expect(answer.json()).toMatchObject({ authenticated: true });
    expect(answer.setCookie).toHaveLength(1);

    const removed = await start({ options: { session: { secret: NEW } } });
    const third = removed.browser();
    third.put("__Host-gh", value);
    expect((await third.ask(`${removed.base}/`)).json()).toMatchObject({ authenticated: false });
    expect(third.cookies()).toEqual([]);
    const fourth = removed.browser();
    fourth.put("__Host-gh", second.cookie("__Host-gh") ?? "");
    expect((await fourth.ask(`${removed.base}/`)).json()).toMatchObject({ authenticated: true });
  });

  it("ENC-1: a transaction's cookie is no session", async () => {
    const { browser, base } = await start();
    const visitor = browser();
    await visitor.ask(`${base}/login`);
    const tx = visitor.cookies().find((name) => name.includes("tx_")) ?? "";
    visitor.put("__Host-gh", `1.${visitor.cookie(tx)}`);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
  });

  it("TH-70: are written however the response is sent (CK-7)", async () => {
    const { browser, signInAs, base, clock } = await start({
      routes: (app) => {
        app.get("/stream", (_req, res) => {
          res.write("a");
          res.end("b");
        });
        app.get("/head", (_req, res) => {
          res.writeHead(200, { "Set-Cookie": "own=1" });
          res.end();
        });
        app.get("/flush", (_req, res) => {
          res.flushHeaders();
          res.end();
        });
        app.get(
          "/cached",
          (_req, res) => void res.set({ "Cache-Control": "public, max-age=60", Vary: "Accept" }).end(),
        );
      },
    });
    const visitor = browser();
    await signInAs(visitor);
    for (const path of ["/stream", "/head", "/flush", "/cached"]) {
      clock.ahead += 300_000;
      const answer = await visitor.ask(base + path);
      expect(answer.setCookie.filter((line) => line.startsWith("__Host-gh="))).toHaveLength(1);
      if (path === "/head") expect(answer.setCookie).toHaveLength(2);
      // TH-111: a shared cache must not keep it.
      expect(answer.headers["cache-control"]).toMatch(/no-store|private/);
      expect(answer.headers.vary).toContain("Cookie");
    }
  });

  it("TH-116: a slow answer from before a logout does not bring the session back (SES-15)", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { browser, signInAs, base, clock } = await start({
      routes: (app) =>
        void app.get("/slow", async (_req, res) => {
          await held;
          res.end();
        }),
    });
    const visitor = browser();
    await signInAs(visitor);
    clock.ahead += 300_000;
    const slow = visitor.ask(`${base}/slow`);
    await visitor.ask(`${base}/logout`, { method: "POST", from: base });
    release();
    expect((await slow).setCookie.join()).toContain("__Host-gh=");
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
    clock.ahead += 1000;
    expect((await signInAs(visitor)).json()).toMatchObject({ authenticated: true });
  });
});
