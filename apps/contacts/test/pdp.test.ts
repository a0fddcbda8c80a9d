import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.js";
import { packageRoot } from "../src/package-root.js";
import { type EmbeddedPdp, startEmbeddedPdp } from "../src/pdp/embedded.js";
import { cerbosExecutable } from "../src/pdp/executable.js";
import { openPdp } from "../src/pdp/open-pdp.js";
import { ping } from "../src/pdp/pdp.js";
import { stillRunning } from "./support/processes.js";
import { until } from "./support/until.js";

const asBob = (policyVersion: string) => ({
  principal: { id: "bob", roles: ["user"] },
  resource: { kind: "contact", id: "1", policyVersion, attr: { ownerId: "bob" } },
  action: "update",
});

let folder: string;
let pdp: EmbeddedPdp | undefined;
const warnings: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "policies, 'quoted' and=spaced "));
  cpSync(join(packageRoot, "policies"), folder, { recursive: true });
  warnings.length = 0;
});
afterEach(async () => {
  await pdp?.close();
  pdp = undefined;
  rmSync(folder, { recursive: true });
});

const embedded = async () => {
  pdp = await startEmbeddedPdp({ policies: folder, warn: (message) => warnings.push(message) });
  return pdp;
};

describe("the embedded PDP", () => {
  it("decides by the policies of a folder, whatever the folder's name", async () => {
    const { decisions } = await embedded();
    await expect(decisions.isAllowed(asBob("default"))).resolves.toBe(false);
    await expect(decisions.isAllowed(asBob("owners"))).resolves.toBe(true);
    await expect(decisions.isAllowed(asBob("no_such_version"))).resolves.toBe(false);
    await expect(ping(decisions)).resolves.toBeUndefined();
  });

  it.each(["the server", "its guard"])("is there again after somebody killed %s", async (victim) => {
    const { decisions, server } = await embedded();
    const before = server();
    const guard = before?.pid ?? 0;
    process.kill(victim === "its guard" ? guard : -guard, "SIGKILL");
    await until(
      () =>
        decisions.isAllowed(asBob("owners")).then(
          () => "answers",
          () => "fails",
        ),
      (state) => state === "fails",
    );
    await until(
      () => decisions.isAllowed(asBob("owners")).catch(() => false),
      (allowed) => allowed,
    );
    expect(warnings[0]).toBe("The embedded PDP ended; starting it again in 100 ms.");
    expect(server()?.httpUrl).not.toBe(before?.httpUrl);
    expect(stillRunning([guard])).toEqual([]);
  });

  it("refuses policies that are wrong, in Cerbos's words", async () => {
    writeFileSync(join(folder, "broken.yaml"), "apiVersion: api.cerbos.dev/v1\nresourcePolicy:\n  resource: x\n");
    await expect(embedded()).rejects.toThrow(/The Cerbos PDP did not start:[\s\S]*broken\.yaml/);
  });

  it("says what to do on a machine that Cerbos has no program for", () => {
    expect(() => cerbosExecutable("win32", "x64")).toThrow("set CERBOS_HOSTNAME to its address");
  });
});

describe("a remote PDP", () => {
  it.each(["http", "grpc"])("is asked over %s", async (protocol) => {
    const { server } = await embedded();
    const address = protocol === "http" ? server()?.httpUrl : `grpc://${server()?.grpcAddress}`;
    const remote = await openPdp(readConfig({ CERBOS_HOSTNAME: address }).pdp, () => {});
    expect(remote.description).toBe(`Cerbos at ${address}`);
    await expect(remote.decisions.isAllowed(asBob("owners"))).resolves.toBe(true);
    await expect(remote.decisions.isAllowed(asBob("default"))).resolves.toBe(false);
    await remote.close();
  });

  it.each(["http://127.0.0.1:1", "grpc://127.0.0.1:1"])("need not be there at the start: %s", async (address) => {
    const remote = await openPdp(readConfig({ CERBOS_HOSTNAME: address }).pdp, () => {});
    await expect(ping(remote.decisions)).rejects.toThrow();
    await remote.close();
  });
});
