import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "./support/free-port.js";
import { descendants, stillRunning } from "./support/processes.js";
import { endLeftApps, runToEnd, type StartedApp, startApp } from "./support/start-app.js";
import { until } from "./support/until.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "contacts start, with 'odd' characters-"));
});
afterEach(endLeftApps);
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const taken = async (): Promise<{ port: number; server: Server }> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
};

/** What a browser's address bar sends; `fetch` calls itself a script whatever one says. */
const navigate = async (url: string): Promise<IncomingMessage> => {
  const asked = get(url, { headers: { accept: "text/html,*/*;q=0.8", "sec-fetch-mode": "navigate" } });
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return answer.resume();
};

describe("the start", () => {
  it("says three lines: where, who and with what", async () => {
    const app = await startApp({ dataDir: folder });
    try {
      const [where, who, what, ...more] = app.output.stdout.split("\n");
      expect(where).toBe(`Contacts is at ${app.url}`);
      expect(app.url).toMatch(/^http:\/\/localhost:\d+$/);
      expect(who).toContain(
        "alice@example.com (Everyone, admin), bob@example.com (Everyone, user), carol@example.com (no groups)",
      );
      expect(who).toContain("dave@example.com (not assigned to this app)");
      expect(what).toMatch(
        /^Identity provider: development, http:\/\/127\.0\.0\.1:\d+\/oauth2\/default \| PDP: Cerbos [\d.]+, embedded, policy version default \| Database: PGlite in .data\/postgres$/,
      );
      expect(more).toEqual([""]);
      expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
      expect(app.output.stderr).toBe("");
    } finally {
      await app.stop();
    }
  });

  it("keeps what it made to its owner, and takes at most six seconds", async () => {
    const started = Date.now();
    const app = await startApp({ dataDir: folder });
    expect(Date.now() - started).toBeLessThan(6_000);
    await app.stop();
    const mode = (path: string) => statSync(join(folder, ".data", path)).mode & 0o777;
    expect([mode("."), mode("postgres"), mode("session-secret")]).toEqual([0o700, 0o700, 0o600]);
  });

  it("serves the page and its files as browsers should keep them", async () => {
    const app = await startApp({ dataDir: folder });
    try {
      const page = await fetch(app.url);
      expect(page.status).toBe(200);
      expect(page.headers.get("cache-control")).toBe("no-cache");
      expect(page.headers.get("x-powered-by")).toBeNull();
      const policy = page.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("script-src 'self';style-src 'self'");
      expect(policy).toContain(`form-action 'self' ${new URL(app.idpIssuer).origin}`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      const [asset] = (await page.text()).match(/\/assets\/[^"]+\.js/) ?? [];
      const script = await fetch(app.url + asset);
      expect(script.status).toBe(200);
      expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");

      const byAddress = app.url.replace("localhost", "127.0.0.1");
      const visit = await navigate(`${byAddress}/?q=a`);
      expect([visit.statusCode, visit.headers.location]).toEqual([307, `${app.url}/?q=a`]);
      expect((await fetch(`${byAddress}/session`)).status).toBe(200);

      const nothing = await fetch(`${app.url}/no/such/path`);
      expect([nothing.status, await nothing.json()]).toEqual([404, { error: "Not found" }]);
    } finally {
      await app.stop();
    }
  });

  it("reads .env of the working directory, which variables override", async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, ".env"), "POLICY_VERSION=owners\nSEED_CONTACTS=\nPORT=1\n");
    const app = await startApp({ dataDir: folder });
    expect(app.output.stdout).toContain("policy version owners");
    await app.stop();
  });

  it("takes another port for the provider when its own is in use, and says so", async () => {
    const { server, port } = await taken();
    const app = await startApp({ dataDir: folder, env: { DEV_IDP_PORT: `${port}` } });
    expect(app.output.stdout).toContain(`(port ${port} was taken)`);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await app.stop();
    server.close();
  });

  it("signs nobody out when it is started again", async () => {
    const env = { PORT: `${await freePort()}`, DEV_IDP_PORT: `${await freePort()}` };
    const keysOf = async (app: StartedApp) => (await fetch(`${app.idpIssuer}/v1/keys`)).text();
    const first = await startApp({ dataDir: folder, env });
    const keys = await keysOf(first);
    await first.stop();
    const second = await startApp({ dataDir: folder, env });
    expect(await keysOf(second)).toBe(keys);
    await second.stop();
  });
});

describe("the start stops with one message and leaves nothing", () => {
  const refused = async (env: Record<string, string>, message: string | RegExp) => {
    const { code, stdout, stderr } = await runToEnd({ dataDir: folder, env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    return stderr;
  };

  it("when the port is in use", async () => {
    const { server, port } = await taken();
    await refused({ PORT: `${port}` }, `Port ${port} of 127.0.0.1 is in use.`);
    server.close();
  });

  it("when Okta's settings are half-filled", async () => {
    const stderr = await refused(
      { OKTA_DOMAIN: "dev-1.okta.com", OKTA_CLIENTSECRET: "a-very-secret-value" },
      "Missing: OKTA_CLIENTID, OKTA_APP_BASE_URL.",
    );
    expect(stderr).not.toContain("a-very-secret-value");
  });

  it("when sign-in refuses the settings", async () => {
    const env = {
      OKTA_ISSUER: "http://not-loopback.example/oauth2/default",
      OKTA_CLIENTID: "a",
      OKTA_CLIENTSECRET: "b",
    };
    await refused({ ...env, OKTA_APP_BASE_URL: "http://localhost:8080" }, /issuer/i);
  });

  it("when it is production and nothing is set", async () => {
    await refused({ NODE_ENV: "production" }, /OKTA_CLIENTID[\s\S]*SESSION_SECRET/);
  });

  it("when the database cannot be reached", async () => {
    const DATABASE_URL = `postgres://me:hunter2@127.0.0.1:${await freePort()}/contacts`;
    expect(
      await refused({ DATABASE_URL }, "The database of DATABASE_URL cannot be used: connect ECONNREFUSED"),
    ).not.toContain("hunter2");
  });

  it("when another process has the DATA_DIR", async () => {
    const first = await startApp({ dataDir: folder });
    await refused({}, `Process ${first.pid} already keeps its contacts in `);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.stop();
    const second = await startApp({ dataDir: folder });
    await second.stop();
  });

  it("when DATA_DIR cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    await refused({ DATA_DIR: join(folder, "file/data") }, /ENOTDIR|EEXIST/);
  });
});

describe("the end", () => {
  const startWithChildren = async () => {
    const app = await startApp({ dataDir: folder });
    const children = descendants(app.pid);
    expect(children).toHaveLength(2); // the PDP and its guard
    return { app, children };
  };

  it.each(["SIGINT", "SIGTERM"] as const)("%s stops everything within two seconds", async (signal) => {
    const { app, children } = await startWithChildren();
    const started = Date.now();
    expect(await app.stop(signal)).toBe(0);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(stillRunning(children)).toEqual([]);
    expect(app.output.stderr).toBe("");
  });

  it("SIGKILL leaves nothing running either", async () => {
    const { app, children } = await startWithChildren();
    expect(await app.stop("SIGKILL")).toBe("SIGKILL");
    await until(
      () => stillRunning(children),
      (left) => left.length === 0,
      5_000,
    );
  });

  it("Ctrl-C at a terminal reaches the app and not the PDP, which the app stops", async () => {
    const { app, children } = await startWithChildren();
    const groups = await new Promise<string>((resolve) => {
      const ps = spawn("ps", ["-o", "pgid=", "-p", [app.pid, ...children].join(",")]);
      let text = "";
      ps.stdout.on("data", (chunk) => {
        text += chunk;
      });
      ps.once("close", () => resolve(text));
    });
    const [own, ...others] = groups.trim().split(/\s+/);
    expect(others).not.toContain(own);
    await app.stop("SIGINT");
  });

  it("waits for a request under way no longer than a second, a second Ctrl-C not at all", async () => {
    for (const again of [false, true]) {
      const app = await startApp({ dataDir: folder });
      const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
      socket.on("error", () => {});
      socket.write("POST /logout HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n");
      await new Promise((resolve) => setTimeout(resolve, 100));
      const started = Date.now();
      if (again) setTimeout(() => process.kill(app.pid, "SIGINT"), 600);
      expect(await app.stop("SIGINT")).toBe(again ? 130 : 0);
      expect(Date.now() - started).toBeLessThan(again ? 950 : 2_500);
      socket.destroy();
    }
  });
});
