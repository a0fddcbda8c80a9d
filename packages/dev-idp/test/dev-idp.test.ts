import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as client from "openid-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDevIdp, DevIdpError, defaultUsers } from "../src/index.js";
import { application, callback, home, jwtPart } from "./support/application.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dev-idp-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("DEV-1: where it runs", () => {
  it("refuses NODE_ENV=production when it is made and when it starts", async () => {
    expect(() => createDevIdp({ environment: { NODE_ENV: "production" } })).toThrowError(
      expect.objectContaining({ code: "ERR_REFUSED", message: expect.stringContaining("NODE_ENV=production") }),
    );
    const idp = createDevIdp({ port: 0 });
    vi.stubEnv("NODE_ENV", "production");
    try {
      await expect(idp.listen()).rejects.toMatchObject({ code: "ERR_REFUSED" });
      expect(() => createDevIdp()).toThrow(DevIdpError);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it.each(["0.0.0.0", "::", "192.168.1.4", "dev.example.com", "127.0.0.1.example.com"])("refuses %s", (host) => {
    expect(() => createDevIdp({ host })).toThrowError(
      expect.objectContaining({ code: "ERR_REFUSED", message: expect.stringContaining("--i-know-this-is-insecure") }),
    );
  });

  it("listens on another address when that is accepted", async () => {
    const idp = createDevIdp({ host: "0.0.0.0", port: 0, iKnowThisIsInsecure: true });
    await idp.listen();
    const { port } = new URL(idp.issuer);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    await idp.close();
  });

  it("is at http://127.0.0.1:9090/oauth2/default unless told otherwise", () => {
    expect(createDevIdp().issuer).toBe("http://127.0.0.1:9090/oauth2/default");
    expect(createDevIdp({ host: "localhost", port: 1234 }).issuer).toBe("http://localhost:1234/oauth2/default");
    expect(createDevIdp({ host: "::1" }).issuer).toBe("http://[::1]:9090/oauth2/default");
  });

  it("says which port is taken", async () => {
    const first = createDevIdp({ port: 0 });
    await first.listen();
    const port = Number(new URL(first.issuer).port);
    const second = createDevIdp({ port });
    await expect(second.listen()).rejects.toMatchObject({
      code: "ERR_PORT",
      message: expect.stringContaining(`port ${port} is taken`),
    });
    await first.close();
    await second.listen();
    await second.close();
  });
});

describe("DEV-4: users", () => {
  it("has the users of the specification", () => {
    const short = defaultUsers.map(({ sub, login, groups, assigned, emailVerified }) => ({
      login: login.replace("@example.com", ""),
      groups: groups.length > 2 ? groups.length : groups.join(),
      assigned,
      emailVerified,
      sub: /^00u1[\w]{16}$/.test(sub) && sub.startsWith(`00u1${login.split("@")[0]}`),
    }));
    expect(short).toEqual([
      { login: "alice", groups: "Everyone,admin", assigned: true, emailVerified: true, sub: true },
      { login: "bob", groups: "Everyone,user", assigned: true, emailVerified: true, sub: true },
      { login: "carol", groups: "", assigned: true, emailVerified: true, sub: true },
      { login: "dave", groups: "Everyone,user", assigned: false, emailVerified: true, sub: true },
      { login: "erin", groups: 120, assigned: true, emailVerified: true, sub: true },
      { login: "frank", groups: "Everyone,user", assigned: true, emailVerified: false, sub: true },
      { login: "mallory", groups: "Everyone,user", assigned: true, emailVerified: true, sub: true },
    ]);
    expect(defaultUsers.at(-1)?.name).toMatch(/<script>.*".*'/);
  });

  it("takes more users from the option and from a file that is read again when it changes", async () => {
    const configFile = join(folder, "idp.yaml");
    await writeFile(configFile, "users:\n  - login: gina@example.com\n    groups: [Everyone, sales]\n");
    const lines: string[] = [];
    const app = await application({
      configFile,
      users: [{ login: "henry@example.com" }, { login: "alice@example.com", groups: ["admin"] }],
      log: (line) => lines.push(line),
    });
    const logins = () => app.idp.users.map(({ login }) => login.split("@")[0]);
    expect(logins()).toEqual(["alice", "bob", "carol", "dave", "erin", "frank", "mallory", "henry", "gina"]);
    expect((await app.signIn("gina")).claims()?.groups).toEqual(["Everyone", "sales"]);
    expect((await app.signIn("alice")).claims()).toMatchObject({ name: "Alice Admin", groups: ["admin"] });

    await writeFile(
      configFile,
      "users:\n  - { login: gina@example.com, assigned: false }\nswitches: { thinIdToken: false }\n",
    );
    expect(await app.refusal("gina")).toMatchObject({ error: "access_denied" });
    expect(app.idp.switches.thinIdToken).toBe(false);

    await writeFile(configFile, "users:\n  - login: [gina\n");
    expect(logins()).toContain("gina");
    expect(lines.some((line) => line.includes("kept the old users") && line.includes("idp.yaml:"))).toBe(true);
    await app.idp.close();
  });

  it("a user who was taken out of the file has to sign in as somebody else", async () => {
    const configFile = join(folder, "idp.json");
    await writeFile(configFile, JSON.stringify([{ login: "gina@example.com" }]));
    const app = await application({ configFile });
    const tokens = await app.signIn("gina");
    await writeFile(configFile, "[]");
    const response = await fetch(`${app.idp.issuer}/v1/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(response.status).toBe(401);
    await expect(app.signIn("gina")).rejects.toMatchObject({ code: "ERR_LOGIN_AS" });
    await app.idp.close();
  });
});

describe("DEV-9: keys", () => {
  it("keeps them in dataDir, for the owner's eyes only, so that a restart takes old logout hints", async () => {
    const dataDir = join(folder, "data");
    const first = await application({ dataDir });
    const tokens = await first.signIn("alice");
    await first.idp.rotateKeys();
    await first.idp.close();
    const [file] = await (await import("node:fs/promises")).readdir(dataDir);
    expect((await stat(join(dataDir, file ?? ""))).mode & 0o777).toBe(0o600);

    const port = Number(new URL(first.idp.issuer).port);
    const second = await application({ dataDir, port });
    const url = client.buildEndSessionUrl(second.config, {
      id_token_hint: tokens.id_token ?? "",
      post_logout_redirect_uri: home,
    });
    expect((await fetch(url, { redirect: "manual" })).headers.get("location")).toBe(home);
    expect(jwtPart((await second.signIn("alice")).id_token, 0).kid).not.toBe(jwtPart(tokens.id_token, 0).kid);
    await second.idp.close();
  });

  it("a broken key file is not overwritten, and the error names it", async () => {
    const path = join(folder, "dev-idp-keys.json");
    await writeFile(path, "{}");
    await expect(createDevIdp({ port: 0, dataDir: folder }).listen()).rejects.toMatchObject({
      code: "ERR_KEY_FILE",
      message: expect.stringContaining(path),
    });
    expect(await readFile(path, "utf8")).toBe("{}");
  });

  it("a seed gives the same keys and token ids at every start", async () => {
    const ids = async () => {
      const app = await application({ seed: "snapshot" });
      const tokens = await app.signIn("alice");
      await app.idp.close();
      return [jwtPart(tokens.id_token, 0).kid, tokens.claims()?.jti, jwtPart(tokens.access_token, 1).jti];
    };
    expect(await ids()).toEqual(await ids());
  });
});

describe("DEV-10: in the process", () => {
  it("loginAs takes the login, its short form or the sub, and answers with the callback URL", async () => {
    const app = await application();
    for (const who of ["alice", "alice@example.com", "00u1aliceDevUser05d7"]) {
      const { url, checks } = await app.attempt();
      const back = new URL(await app.idp.loginAs(who, url.href));
      expect(`${back.origin}${back.pathname}`).toBe(callback);
      expect(back.searchParams.get("state")).toBe(checks.expectedState);
    }
    expect(await app.refusal("dave")).toMatchObject({ error: "access_denied" });
    await app.idp.close();
  });

  it("loginAs says what is wrong", async () => {
    const app = await application();
    const { url } = await app.attempt();
    await expect(app.idp.loginAs("zoe", url)).rejects.toThrow(/no user "zoe".*alice@example.com/);
    await expect(app.idp.loginAs("alice", "https://example.com/authorize")).rejects.toThrow(/is not this provider/);
    url.searchParams.set("redirect_uri", "http://evil.example/");
    await expect(app.idp.loginAs("alice", url)).rejects.toThrow(/400 This address is not registered/);
    await app.idp.close();
    await expect(app.idp.loginAs("alice", url)).rejects.toThrow(/listen\(\) first/);
  });

  it("close ends keep-alive connections at once and can be called twice; listen works again after it", async () => {
    const idp = createDevIdp({ port: 0 });
    await idp.listen();
    await idp.listen();
    const agent = new Agent({ keepAlive: true });
    const ask = () =>
      new Promise<number | undefined>((resolve, reject) => {
        get(`${idp.issuer}/v1/keys`, { agent }, (response) => {
          response.resume().on("end", () => resolve(response.statusCode));
        }).on("error", reject);
      });
    expect(await ask()).toBe(200);
    const started = performance.now();
    await Promise.all([idp.close(), idp.close()]);
    expect(performance.now() - started).toBeLessThan(250);
    await idp.close();
    await idp.listen();
    expect(await ask()).toBe(200);
    await idp.close();
    agent.destroy();
  });

  it("close cuts off an answer that takes too long", async () => {
    const idp = createDevIdp({ port: 0, switches: { latency: 60_000 } });
    await idp.listen();
    const pending = fetch(`${idp.issuer}/v1/keys`).catch((error: Error) => error.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    await idp.close();
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await pending).toEqual(expect.any(String));
  });
});

describe("DEV-8: switches", () => {
  it("fail makes the next calls of an endpoint fail, and no more", async () => {
    const app = await application();
    app.idp.set({ fail: { userinfo: { status: 503, times: 2 }, keys: { status: 500, times: 1 } } });
    const statuses = async (name: string, count: number) => {
      const seen: number[] = [];
      for (let call = 0; call < count; call++) seen.push((await fetch(`${app.idp.issuer}/v1/${name}`)).status);
      return seen;
    };
    expect(await statuses("userinfo", 3)).toEqual([503, 503, 401]);
    expect(await statuses("keys", 2)).toEqual([500, 200]);
    await app.idp.close();
  });

  it("latency makes every answer wait", async () => {
    const app = await application();
    app.idp.set({ latency: 120 });
    const started = performance.now();
    await fetch(`${app.idp.issuer}/v1/keys`);
    expect(performance.now() - started).toBeGreaterThan(110);
    await app.idp.close();
  });

  it("set refuses what it does not know and changes nothing then", () => {
    const idp = createDevIdp();
    expect(() => idp.set({ overage: "explode" as "error", thinIdToken: false })).toThrow(/overage must be "full"/);
    expect(() => idp.set({ thinIdTokens: false } as object)).toThrow(/did you mean "thinIdToken"/);
    expect(idp.switches).toMatchObject({ overage: "full", thinIdToken: true });
  });
});

describe("DEV-11: the log", () => {
  it("prints the variables at the start and one line per event, never a token or what was typed", async () => {
    const lines: string[] = [];
    const app = await application({ log: (line) => lines.push(line) });
    expect(lines).toEqual([
      `listening: ${app.idp.issuer}`,
      `OKTA_DOMAIN=${new URL(app.idp.issuer).host}`,
      `OKTA_ISSUER=${app.idp.issuer}`,
      "OKTA_CLIENTID=0oa1gatehouseDev05d7",
      "OKTA_CLIENTSECRET=gatehouse-development-secret",
      "OKTA_APP_BASE_URL=http://localhost:8080",
    ]);
    lines.length = 0;
    const tokens = await app.signIn("alice");
    await app.refusal("dave");
    await app.idp.rotateKeys();
    expect(lines).toEqual([
      "sign-in: alice@example.com at Gatehouse CRM, scopes openid profile email",
      "tokens: alice@example.com at Gatehouse CRM, authorization_code",
      "sign-in refused at Gatehouse CRM: access_denied: User is not assigned to the client application.",
      expect.stringMatching(/^keys rotated: /),
    ]);
    const { url } = await app.attempt({ redirect_uri: "http://evil.example/\nOKTA_CLIENTSECRET=forged" });
    await fetch(url, { redirect: "manual" });
    const all = lines.join("\n");
    for (const secret of [tokens.access_token, tokens.id_token ?? "", "\nOKTA_CLIENTSECRET=forged"]) {
      expect(all).not.toContain(secret);
    }
    await app.idp.close();
  });

  it("writes nothing to the terminal by itself (trap 1)", async () => {
    const spies = (["log", "info", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
    const app = await application();
    const tokens = await app.signIn("alice", { scope: "openid profile offline_access" });
    await client.refreshTokenGrant(app.config, tokens.refresh_token ?? "");
    await client.tokenRevocation(app.config, tokens.access_token);
    await fetch(client.buildEndSessionUrl(app.config, { id_token_hint: tokens.id_token ?? "" }));
    await app.idp.close();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

const built = fileURLToPath(new URL("../dist/main.js", import.meta.url));

describe.skipIf(!existsSync(built))("the command gatehouse-dev-idp, once it is built", () => {
  const start = (args: string[], environment: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [built, ...args], { env: { PATH: process.env.PATH, ...environment } });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      err += String(chunk);
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { child, ended, out: () => out, err: () => err };
  };

  it.each(["SIGINT", "SIGTERM"] as const)("prints the variables and stops on %s with 0", async (signal) => {
    const { child, ended, out, err } = start(["--port", "0"]);
    await vi.waitFor(() => expect(out()).toContain("Stop with Ctrl-C."), { timeout: 10_000 });
    expect(out()).toMatch(/^OKTA_DOMAIN=127\.0\.0\.1:\d+$/m);
    const issuer = /^OKTA_ISSUER=(.*)$/m.exec(out())?.[1] ?? "";
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(err()).toBe("");
  });

  it("refuses production with 1", async () => {
    const { ended, err } = start(["--port", "0"], { NODE_ENV: "production" });
    expect(await ended).toBe(1);
    expect(err()).toContain("NODE_ENV=production");
  });
});
