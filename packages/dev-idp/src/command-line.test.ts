import { describe, expect, it } from "vitest";
import { commandLine, help } from "./command-line.js";
import { environmentLines } from "./environment.js";
import { run } from "./run.js";

const surroundings = () => {
  const printed: string[] = [];
  const complaints: string[] = [];
  return {
    printed,
    complaints,
    print: (line: string) => printed.push(line),
    complain: (line: string) => complaints.push(line),
    stopped: Promise.resolve(),
  };
};

describe("the command line", () => {
  it("turns flags into options", () => {
    const args =
      "--port 0 --app-base-url http://app.test --client-id me --redirect-uri http://a/ --redirect-uri http://b/";
    expect(commandLine(`${args} --config x.yaml --data-dir d --i-know-this-is-insecure`.split(" "))).toEqual({
      help: false,
      options: {
        host: undefined,
        port: 0,
        clients: [
          {
            clientId: "me",
            clientSecret: "gatehouse-development-secret",
            name: "Gatehouse CRM",
            redirectUris: ["http://a/", "http://b/"],
            postLogoutRedirectUris: ["http://app.test/", "http://app.test"],
          },
        ],
        configFile: "x.yaml",
        dataDir: "d",
        seed: undefined,
        iKnowThisIsInsecure: true,
      },
    });
  });

  it("names every flag in its help", () => {
    for (const flag of ["port", "host", "app-base-url", "config", "data-dir", "seed", "i-know-this-is-insecure"]) {
      expect(help).toContain(`--${flag} `);
    }
  });
});

describe("the command", () => {
  it("prints help", async () => {
    const around = surroundings();
    expect([await run(["--help"], around), around.printed]).toEqual([0, [help]]);
  });

  it.each([["--prot", "1"], ["--port", "http"], ["stray"], ["--port", "99999"], ["--app-base-url", "nowhere"]])(
    "ends with 2 after %s %s",
    async (...args) => {
      const around = surroundings();
      expect(await run(args.filter(Boolean), around)).toBe(2);
      expect(around.complaints.length).toBeGreaterThan(0);
      expect(around.printed).toEqual([]);
    },
  );

  it("ends with 1 when it may not start", async () => {
    const around = surroundings();
    expect(await run(["--host", "0.0.0.0"], around)).toBe(1);
    expect(around.complaints[0]).toContain("--i-know-this-is-insecure");
  });

  it("serves until it is stopped", async () => {
    const around = surroundings();
    expect(await run(["--port", "0", "--seed", "command"], around)).toBe(0);
    expect(around.printed[0]).toMatch(/^listening: http:\/\/127\.0\.0\.1:\d+\/oauth2\/default$/);
    expect(around.printed).toContain("OKTA_APP_BASE_URL=http://localhost:8080");
    expect(around.printed.at(-2)).toContain("dave@example.com (Everyone, user; not assigned to the app)");
  });
});

describe("the variables", () => {
  it("are quoted when a shell or dotenv would read them otherwise", () => {
    const lines = environmentLines({
      OKTA_DOMAIN: "127.0.0.1:9090",
      OKTA_ISSUER: "http://127.0.0.1:9090/oauth2/default",
      OKTA_CLIENTID: "0oa",
      OKTA_CLIENTSECRET: "a$b'c#d",
      OKTA_APP_BASE_URL: "http://localhost:8080",
    });
    expect(lines[1]).toBe("OKTA_ISSUER=http://127.0.0.1:9090/oauth2/default");
    expect(lines[3]).toBe(`OKTA_CLIENTSECRET='a$b'\\''c#d'`);
  });
});
